// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

/// @title What modules in the field have in common: a governance, a pauser and its manager
abstract contract FieldGoverned is Pausable {
    address public governance;
    address public pauser;
    address public pauserManager;

    event GovernanceUpdated(address indexed newGovernance);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);
    event PauserUpdated(address indexed pauser);
    event PauserManagerUpdated(address indexed pauserManager);

    error NotGovernance();
    error NotGovernanceOrPauserManager();
    error Unauthorized();
    error ZeroAddress();

    modifier onlyGovernance() {
        if (msg.sender != governance) revert NotGovernance();
        _;
    }

    constructor(address initialGovernance) {
        governance = initialGovernance;
    }

    function version() external pure returns (uint256) {
        return 2;
    }

    function owner() external view returns (address) {
        return governance;
    }

    function setGovernance(address newGovernance) public onlyGovernance {
        if (newGovernance == address(0)) revert ZeroAddress();
        emit OwnershipTransferred(governance, newGovernance);
        emit GovernanceUpdated(newGovernance);
        governance = newGovernance;
    }

    function transferOwnership(address newOwner) external {
        setGovernance(newOwner);
    }

    function setPauser(address newPauser) external {
        if (msg.sender != governance && msg.sender != pauserManager) revert NotGovernanceOrPauserManager();
        pauser = newPauser;
        emit PauserUpdated(newPauser);
    }

    function setPauserManager(address manager) external onlyGovernance {
        pauserManager = manager;
        emit PauserManagerUpdated(manager);
    }

    function pause() external {
        if (msg.sender != governance && msg.sender != pauser) revert Unauthorized();
        _pause();
    }

    function unpause() external {
        if (msg.sender != governance && msg.sender != pauser) revert Unauthorized();
        _unpause();
    }
}

/// @title Any of the seven modules that only matter for being paused
contract FieldModule is FieldGoverned {
    constructor(address initialGovernance) FieldGoverned(initialGovernance) {}
}
