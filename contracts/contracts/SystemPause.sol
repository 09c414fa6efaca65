// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IPausableModule} from "./interfaces/IPausableModule.sol";

/// @title One switch for every registered module
/// @notice Holds the pauser role of the modules, never their ownership, so that no module can be stranded here.
/// @dev `pauseAll` and `unpauseAll` skip modules that already are where they should be, and go past a module that
/// fails, whatever it does with gas and return data: in an incident the call has to work. A module that is not where it
/// should be afterwards is named by `ModuleFailed`.
contract SystemPause is Ownable2Step {
    /// @notice Upper bound of registered modules, so that `pauseAll` always fits in a block.
    uint256 public constant MAX_MODULES = 32;

    uint256 private constant READ_GAS = 30_000;
    uint256 private constant SWITCH_GAS = 150_000;
    // Two reads and a switch, since a call gets no more than 63/64 of what is left (EIP-150), and what is done in between.
    uint256 private constant GAS_PER_MODULE = ((2 * READ_GAS + SWITCH_GAS) * 64) / 63 + 15_000;

    address[] private _modules;
    /// @notice True for a registered module.
    mapping(address module => bool) public isModule;
    /// @notice The account besides the owner that may call `pauseAll`, and nothing else; zero for none.
    address public guardian;

    /// @notice A module joined or left the registry.
    event ModuleUpdated(address indexed module, bool registered);
    /// @notice The guardian has changed.
    event GuardianUpdated(address indexed guardian);
    /// @notice `module` could not be paused (`pausing`) or unpaused; the others were not kept from it.
    event ModuleFailed(address indexed module, bool pausing);
    /// @notice Every module that no `ModuleFailed` names is paused now; `changed` of them were not before.
    event PausedAll(address indexed by, uint256 changed);
    /// @notice No module but those that a `ModuleFailed` names is paused now; `changed` of them were before.
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
    /// @notice With `left` gas a module could fail for want of gas alone; `needed` must be left at each.
    error NotEnoughGas(uint256 left, uint256 needed);
    /// @notice Giving ownership up would leave nobody able to unpause.
    error RenounceDisabled();

    /// @param initialOwner who may register modules and pause them
    /// @param initialModules modules to start with
    constructor(address initialOwner, address[] memory initialModules) Ownable(initialOwner) {
        for (uint256 i = 0; i < initialModules.length; ++i) _register(initialModules[i]);
    }

    /// @notice Pauses every module that is not paused and can be.
    function pauseAll() external {
        if (msg.sender != owner() && msg.sender != guardian) revert NotOwnerOrGuardian(msg.sender);
        emit PausedAll(msg.sender, _switchAll(true));
    }

    /// @notice Unpauses every module that is paused and can be unpaused.
    function unpauseAll() external onlyOwner {
        emit UnpausedAll(msg.sender, _switchAll(false));
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

    /// @notice Names the account besides the owner that may pause everything; zero for none.
    function setGuardian(address newGuardian) external onlyOwner {
        guardian = newGuardian;
        emit GuardianUpdated(newGuardian);
    }

    /// @notice True when there is a module and every module says that it is paused.
    function paused() external view returns (bool) {
        for (uint256 i = 0; i < _modules.length; ++i) {
            if (!_is(_modules[i], true)) return false;
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

    function _switchAll(bool pausing) private returns (uint256 changed) {
        bytes4 verb = pausing ? IPausableModule.pause.selector : IPausableModule.unpause.selector;
        // A copy: a module that calls back cannot change what is gone through.
        address[] memory all = _modules;
        for (uint256 i = 0; i < all.length; ++i) {
            if (gasleft() < GAS_PER_MODULE) revert NotEnoughGas(gasleft(), GAS_PER_MODULE);
            address module = all[i];
            if (_is(module, pausing)) continue;
            assembly ("memory-safe") {
                mstore(0, verb)
                // No return data is copied, and whether it went well is read below.
                pop(call(SWITCH_GAS, module, 0, 0, 4, 0, 0))
            }
            if (_is(module, pausing)) ++changed;
            else emit ModuleFailed(module, pausing);
        }
    }

    /// @dev True where the module itself says so in a proper word; whatever else it answers is no.
    function _is(address module, bool paused_) private view returns (bool) {
        bytes4 question = IPausableModule.paused.selector;
        bool ok;
        uint256 answer;
        assembly ("memory-safe") {
            mstore(0, question)
            ok := staticcall(READ_GAS, module, 0, 4, 0, 32)
            // In a statement of its own: Yul evaluates arguments from right to left.
            ok := and(ok, gt(returndatasize(), 31))
            answer := mload(0)
        }
        return ok && answer == (paused_ ? 1 : 0);
    }
}
