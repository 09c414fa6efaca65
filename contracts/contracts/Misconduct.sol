// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {RoundBooks} from "./RoundBooks.sol";
import {IStakeManager} from "./interfaces/IStakeManager.sol";

/// @title Reports of misconduct, and what bounds them
/// @dev What an orchestrator's key can do is bounded: it reports a validator once a round, in time, for no more than the
/// stake locked in that round, to the recipient that the owner has set, and under the owner's caps.
abstract contract Misconduct is RoundBooks {
    /// @notice After so long anybody may cancel a round that has not ended, and an orchestrator may report in it no more.
    uint64 public constant ROUND_TIMEOUT = 7 days;

    /// @notice A validator lost stake for misconduct in a round.
    event ValidatorMisconduct(
        uint256 indexed roundId, address indexed validator, uint256 amount, address indexed recipient, string reason
    );
    /// @notice A validator was reported after it was credited; what it had not claimed of that was taken back.
    event RewardRevoked(uint256 indexed roundId, address indexed account, uint256 amount);

    /// @notice Reports were possible until `deadline` (Unix seconds).
    error ReportTooLate(uint256 roundId, uint64 deadline);
    /// @notice The validator was reported for this round; only the owner can take more of what it has locked.
    error AlreadyReported(uint256 roundId, address validator);
    /// @notice Of the stake locked in the round `left` can be taken, and not `amount`.
    error ReportTooLarge(address validator, uint256 left, uint256 amount);

    /// @notice Takes stake that a validator has locked in a round: open, closed, or finalised and before `liableUntil`.
    /// A validator that is reported is not paid for the round; what it was credited and has not claimed is taken back.
    /// @dev The owner may do this while the arena or the stake manager is paused, and again after a first report; an
    /// orchestrator may not.
    /// @param amount in the stake token's smallest unit
    /// @param recipient who gets what the stake manager's shares leave; neither the validator nor arena or stake manager.
    /// An orchestrator has no choice: see `slashRecipient`
    /// @param reason free text for the record
    function reportValidatorMisconduct(
        uint256 roundId,
        address validator,
        uint256 amount,
        address recipient,
        string calldata reason
    ) external onlyOperator nonReentrant {
        if (amount == 0) revert InvalidAmount();
        if (recipient == address(0)) revert ZeroAddress();
        Round storage round = _existing(roundId);
        Standing storage standing = _standing[roundId][validator];
        if (standing.part != Part.Validator) revert InvalidValidator(validator);
        if (cancelledAt[roundId] != 0) revert RoundIsCancelled(roundId);
        IStakeManager stakes = _terms[roundId].stakeManager;
        if (recipient == validator || recipient == address(stakes)) revert InvalidRecipient(recipient);
        _checkReceiver(recipient);
        uint64 until = liableUntil[roundId];
        if (until != 0 && block.timestamp >= until) revert ReportTooLate(roundId, until);
        uint256 left = _terms[roundId].validatorStake - standing.taken;
        if (amount > left) revert ReportTooLarge(validator, left, amount);
        if (msg.sender != owner()) _checkOrchestratorReport(round, validator, amount, recipient, stakes);
        standing.taken += uint128(amount);
        standing.reported = true;
        if (round.finalised) _revokeCredit(roundId, validator, standing);
        emit ValidatorMisconduct(roundId, validator, amount, recipient, reason);
        stakes.slash(validator, amount, until, recipient);
    }

    /// @notice What a report by the owner can take from a validator of a round now; zero where no report is possible.
    function reportableOf(uint256 roundId, address validator) public view returns (uint256) {
        Standing storage standing = _standing[roundId][validator];
        uint64 until = liableUntil[roundId];
        if (standing.part != Part.Validator || cancelledAt[roundId] != 0) return 0;
        if (until != 0 && block.timestamp >= until) return 0;
        return _terms[roundId].validatorStake - standing.taken;
    }

    /// @notice The same for a report by an orchestrator: once a round and validator, in time, under the caps.
    function reportableByOrchestrator(uint256 roundId, address validator) external view returns (uint256) {
        uint256 most = reportableOf(roundId, validator);
        if (_standing[roundId][validator].reported) return 0;
        Round storage round = _rounds[roundId];
        if (!round.finalised && block.timestamp >= round.startedAt + ROUND_TIMEOUT) return 0;
        uint256 inRound = _left(slashCapPerRound, takenInRound[roundId]);
        uint256 today = _left(slashCapPerDay, takenOn[block.timestamp / 1 days]);
        if (inRound < most) most = inRound;
        return today < most ? today : most;
    }

    /// @notice Who an orchestrator's report must name as recipient.
    function orchestratorRecipient() public view returns (address) {
        return slashRecipient == address(0) ? owner() : slashRecipient;
    }

    function _checkOrchestratorReport(
        Round storage round,
        address validator,
        uint256 amount,
        address recipient,
        IStakeManager stakes
    ) private {
        uint256 roundId = round.id;
        if (paused() || stakes.paused()) revert EnforcedPause();
        if (_standing[roundId][validator].reported) revert AlreadyReported(roundId, validator);
        if (recipient != orchestratorRecipient()) revert InvalidRecipient(recipient);
        uint64 deadline = round.startedAt + ROUND_TIMEOUT;
        if (!round.finalised && block.timestamp >= deadline) revert ReportTooLate(roundId, deadline);
        uint256 today = block.timestamp / 1 days;
        _checkCap("slashCapPerRound", slashCapPerRound, takenInRound[roundId], amount);
        _checkCap("slashCapPerDay", slashCapPerDay, takenOn[today], amount);
        takenInRound[roundId] += amount;
        takenOn[today] += amount;
    }

    function _revokeCredit(uint256 roundId, address validator, Standing storage standing) private {
        if (standing.unpaid) return;
        standing.unpaid = true;
        uint256 amount = creditPerValidator[roundId];
        if (amount > owedTo[validator]) amount = owedTo[validator];
        owedTo[validator] -= amount;
        totalOwed -= amount;
        emit RewardRevoked(roundId, validator, amount);
    }
}
