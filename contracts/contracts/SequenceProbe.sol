// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Code that a simulation puts at the sender's address by a state override; it is never deployed
/// @notice Runs calls one after the other with the sender as `msg.sender`, so that each sees the state the ones before
/// have left, in a single eth_call. Stops at the first that fails.
contract SequenceProbe {
    /// @notice One call of the sequence.
    struct Call {
        address target;
        bytes data;
    }

    /// @notice What one call did; `gasUsed` is without the 21,000 and the calldata cost of a transaction.
    struct Outcome {
        bool ok;
        bytes output;
        uint256 gasUsed;
    }

    /// @notice Runs the calls; the answer is shorter than `calls` when one has failed.
    function run(Call[] calldata calls) external returns (Outcome[] memory outcomes) {
        outcomes = new Outcome[](calls.length);
        uint256 done = 0;
        while (done < calls.length) {
            uint256 before = gasleft();
            (bool ok, bytes memory output) = calls[done].target.call(calls[done].data);
            outcomes[done++] = Outcome(ok, output, before - gasleft());
            if (!ok) break;
        }
        assembly ("memory-safe") {
            mstore(outcomes, done)
        }
    }
}
