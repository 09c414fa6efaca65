// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What SystemPause needs of a module
interface IPausableModule {
    /// @notice Stops everything that moves stakes, rounds or rewards.
    function pause() external;

    /// @notice Lets it move again.
    function unpause() external;

    /// @notice True while paused.
    function paused() external view returns (bool);

    /// @notice The account besides the owner that may pause and unpause; zero for none.
    function pauser() external view returns (address);

    /// @notice The account besides the owner that may name the pauser; zero for none.
    function pauserManager() external view returns (address);

    /// @notice Names the pauser.
    function setPauser(address newPauser) external;
}
