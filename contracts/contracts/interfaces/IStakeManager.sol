// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev What a stake manager that the arena can work with answers to `stakeManagerKind`.
bytes32 constant STAKE_MANAGER_KIND = keccak256("selfplay.stake-manager.4");

/// @title What the arena needs of the stake manager
interface IStakeManager {
    /// @notice `STAKE_MANAGER_KIND`: no other contract answers with it by accident.
    function stakeManagerKind() external pure returns (bytes32);

    /// @notice Part of an account's stake in a role that backs nothing, in the token's smallest unit.
    function freeStakeOf(address user, uint8 role) external view returns (uint256);

    /// @notice What a manager can lock of a validator's stake now: free, and within the validator's consent.
    function lockableOf(address manager, address validator) external view returns (uint256);

    /// @notice Locks a part of a validator's stake; the caller must be a lock manager that the validator has consented to.
    function lockValidatorStake(address validator, uint256 amount) external;

    /// @notice Gives a part of what the caller has locked free at once.
    function unlockValidatorStake(address validator, uint256 amount) external;

    /// @notice Ends a lock of the caller; the stake answers for it until `liableUntil` (Unix seconds) and is free then.
    function releaseValidatorStake(address validator, uint256 amount) external returns (uint64 liableUntil);

    /// @notice Takes stake that the caller itself has locked and shares it out; the caller must be the dispute or
    /// validation module as well.
    /// @param liableUntil what `releaseValidatorStake` returned; zero for stake that is still locked
    function slash(address validator, uint256 amount, uint64 liableUntil, address recipient) external;

    /// @notice True while paused.
    function paused() external view returns (bool);
}
