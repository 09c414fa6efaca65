// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {IPausableModule} from "./interfaces/IPausableModule.sol";

/// @title A contract with a two-step owner that SystemPause may pause
/// @notice The owner may always pause, unpause and name both delegates; the pauser may pause and unpause; the pauser
/// manager may only name the pauser.
abstract contract PausableModule is Ownable2Step, Pausable, IPausableModule {
    /// @inheritdoc IPausableModule
    address public pauser;
    /// @inheritdoc IPausableModule
    address public pauserManager;

    /// @notice The pauser has changed.
    event PauserUpdated(address indexed pauser);
    /// @notice The pauser manager has changed.
    event PauserManagerUpdated(address indexed pauserManager);

    /// @notice `account` is neither the owner nor the pauser.
    error NotOwnerOrPauser(address account);
    /// @notice `account` is neither the owner nor the pauser manager.
    error NotOwnerOrPauserManager(address account);
    /// @notice Giving ownership up would leave nobody able to unpause.
    error RenounceDisabled();

    constructor(address initialOwner) Ownable(initialOwner) {}

    /// @inheritdoc IPausableModule
    function pause() external {
        _checkPauser();
        _pause();
    }

    /// @inheritdoc IPausableModule
    function unpause() external {
        _checkPauser();
        _unpause();
    }

    /// @inheritdoc IPausableModule
    function setPauser(address newPauser) external {
        if (msg.sender != owner() && msg.sender != pauserManager) revert NotOwnerOrPauserManager(msg.sender);
        pauser = newPauser;
        emit PauserUpdated(newPauser);
    }

    /// @notice Names the account besides the owner that may name the pauser; zero for none.
    function setPauserManager(address newPauserManager) external onlyOwner {
        pauserManager = newPauserManager;
        emit PauserManagerUpdated(newPauserManager);
    }

    /// @notice Always reverts: a paused module without an owner would stay paused for good.
    function renounceOwnership() public view override onlyOwner {
        revert RenounceDisabled();
    }

    /// @inheritdoc IPausableModule
    function paused() public view virtual override(Pausable, IPausableModule) returns (bool) {
        return super.paused();
    }

    function _checkPauser() private view {
        if (msg.sender != owner() && msg.sender != pauser) revert NotOwnerOrPauser(msg.sender);
    }
}
