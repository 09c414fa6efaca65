// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What the arena needs of the stake manager
interface IStakeManager {
    /// @notice Part of an account's stake in a role that no lock holds, in the token's smallest unit.
    function freeStakeOf(address user, uint8 role) external view returns (uint256);

    /// @notice Adds to the locked part of a validator's stake; the caller must be a validator lock manager.
    function lockValidatorStake(address validator, uint256 amount) external;

    /// @notice Takes from the part of a validator's stake that the caller itself has locked.
    function unlockValidatorStake(address validator, uint256 amount) external;

    /// @notice Takes stake from an account and shares it out; the caller must be the dispute or validation module.
    function slash(address user, uint8 role, uint256 amount, address recipient) external;

    /// @notice True while paused.
    function paused() external view returns (bool);
}
