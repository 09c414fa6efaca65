// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IPausableModule} from "./interfaces/IPausableModule.sol";

/// @title One switch for every registered module
/// @notice Holds the pauser role of the modules, never their ownership, so that no module can be stranded here.
/// @dev `pauseAll` and `unpauseAll` skip modules that already are where they should be: in an incident the call has
/// to work whatever somebody else did a minute earlier.
contract SystemPause is Ownable2Step {
    /// @notice Upper bound of registered modules, so that `pauseAll` always fits in a block.
    uint256 public constant MAX_MODULES = 32;

    address[] private _modules;
    /// @notice True for a registered module.
    mapping(address module => bool) public isModule;
    /// @notice The account besides the owner that may call `pauseAll` and `unpauseAll`; zero for none.
    address public guardian;

    /// @notice A module joined or left the registry.
    event ModuleUpdated(address indexed module, bool registered);
    /// @notice The guardian has changed.
    event GuardianUpdated(address indexed guardian);
    /// @notice Every module is paused now; `changed` of them were not before.
    event PausedAll(address indexed by, uint256 changed);
    /// @notice No module is paused now; `changed` of them were before.
    event UnpausedAll(address indexed by, uint256 changed);
    /// @notice This contract is the pauser of every module now.
    event PausersUpdated(address indexed pauser);

    /// @notice `account` is neither the owner nor the guardian.
    error NotOwnerOrGuardian(address account);
    /// @notice `module` has no code.
    error NotAModule(address module);
    /// @notice `module` is registered already.
    error ModuleAlreadyRegistered(address module);
    /// @notice `module` is not registered.
    error ModuleNotRegistered(address module);
    /// @notice No more than `limit` modules fit.
    error TooManyModules(uint256 limit);
    /// @notice Neither the owner nor the pauser manager of `module` lets this contract name the pauser.
    error PauserManagerNotDelegated(address module);
    /// @notice Giving ownership up would leave nobody able to unpause.
    error RenounceDisabled();

    /// @param initialOwner who may register modules and pause them
    /// @param initialModules modules to start with
    constructor(address initialOwner, address[] memory initialModules) Ownable(initialOwner) {
        for (uint256 i = 0; i < initialModules.length; ++i) _register(initialModules[i]);
    }

    /// @notice Pauses every module that is not paused.
    function pauseAll() external {
        _checkGuardian();
        uint256 changed = 0;
        for (uint256 i = 0; i < _modules.length; ++i) {
            IPausableModule module = IPausableModule(_modules[i]);
            if (module.paused()) continue;
            module.pause();
            ++changed;
        }
        emit PausedAll(msg.sender, changed);
    }

    /// @notice Unpauses every module that is paused.
    function unpauseAll() external {
        _checkGuardian();
        uint256 changed = 0;
        for (uint256 i = 0; i < _modules.length; ++i) {
            IPausableModule module = IPausableModule(_modules[i]);
            if (!module.paused()) continue;
            module.unpause();
            ++changed;
        }
        emit UnpausedAll(msg.sender, changed);
    }

    /// @notice Makes this contract the pauser of every module; it must be their pauser manager.
    function refreshPausers() external onlyOwner {
        for (uint256 i = 0; i < _modules.length; ++i) {
            IPausableModule module = IPausableModule(_modules[i]);
            if (module.pauser() == address(this)) continue;
            if (module.pauserManager() != address(this)) revert PauserManagerNotDelegated(_modules[i]);
            module.setPauser(address(this));
        }
        emit PausersUpdated(address(this));
    }

    /// @notice Adds a module to the registry.
    function addModule(address module) external onlyOwner {
        _register(module);
    }

    /// @notice Takes a module out of the registry; it stays as it is.
    function removeModule(address module) external onlyOwner {
        if (!isModule[module]) revert ModuleNotRegistered(module);
        isModule[module] = false;
        uint256 last = _modules.length - 1;
        for (uint256 i = 0; i < last; ++i) {
            if (_modules[i] != module) continue;
            _modules[i] = _modules[last];
            break;
        }
        _modules.pop();
        emit ModuleUpdated(module, false);
    }

    /// @notice Names the account besides the owner that may pause and unpause everything; zero for none.
    function setGuardian(address newGuardian) external onlyOwner {
        guardian = newGuardian;
        emit GuardianUpdated(newGuardian);
    }

    /// @notice True when there is a module and every module is paused.
    function paused() external view returns (bool) {
        for (uint256 i = 0; i < _modules.length; ++i) {
            if (!IPausableModule(_modules[i]).paused()) return false;
        }
        return _modules.length > 0;
    }

    /// @notice The registered modules; their order means nothing.
    function modules() external view returns (address[] memory) {
        return _modules;
    }

    /// @notice Always reverts: paused modules whose switch has no owner would stay paused.
    function renounceOwnership() public view override onlyOwner {
        revert RenounceDisabled();
    }

    function _register(address module) private {
        if (module.code.length == 0) revert NotAModule(module);
        if (isModule[module]) revert ModuleAlreadyRegistered(module);
        if (_modules.length == MAX_MODULES) revert TooManyModules(MAX_MODULES);
        isModule[module] = true;
        _modules.push(module);
        emit ModuleUpdated(module, true);
    }

    function _checkGuardian() private view {
        if (msg.sender != owner() && msg.sender != guardian) revert NotOwnerOrGuardian(msg.sender);
    }
}
