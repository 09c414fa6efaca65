// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FieldGoverned} from "./FieldModule.sol";

/// @title Behaves like SystemPause in the field: eight modules, all or nothing, no `paused()` and no event of its own
contract FieldSystemPause {
    address public governance;
    address public jobRegistry;
    address public stakeManager;
    address public validationModule;
    address public disputeModule;
    address public platformRegistry;
    address public feePool;
    address public reputationEngine;
    address public arbitratorCommittee;
    address public activePauser;

    event GovernanceUpdated(address indexed newGovernance);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);
    event PausersUpdated(address indexed pauser);
    event GovernanceCallExecuted(address indexed target, bytes4 indexed selector, bytes result);

    error NotGovernance();
    error ZeroAddress();
    error UnknownGovernanceTarget(address target);
    error GovernanceCallFailed(address target, bytes data);
    error MissingSelector();
    error PauserManagerNotDelegated(address module);

    modifier onlyGovernance() {
        if (msg.sender != governance) revert NotGovernance();
        _;
    }

    constructor(address initialGovernance, address[8] memory modules_) {
        governance = initialGovernance;
        jobRegistry = modules_[0];
        stakeManager = modules_[1];
        validationModule = modules_[2];
        disputeModule = modules_[3];
        platformRegistry = modules_[4];
        feePool = modules_[5];
        reputationEngine = modules_[6];
        arbitratorCommittee = modules_[7];
        activePauser = address(this);
    }

    function owner() external view returns (address) {
        return governance;
    }

    function transferOwnership(address newOwner) external onlyGovernance {
        if (newOwner == address(0)) revert ZeroAddress();
        emit OwnershipTransferred(governance, newOwner);
        emit GovernanceUpdated(newOwner);
        governance = newOwner;
    }

    function pauseAll() external onlyGovernance {
        address[8] memory all = _all();
        for (uint256 i = 0; i < 8; ++i) FieldGoverned(all[i]).pause();
    }

    function unpauseAll() external onlyGovernance {
        address[8] memory all = _all();
        for (uint256 i = 0; i < 8; ++i) FieldGoverned(all[i]).unpause();
    }

    function refreshPausers() external onlyGovernance {
        address[8] memory all = _all();
        for (uint256 i = 0; i < 8; ++i) FieldGoverned(all[i]).setPauser(address(this));
        emit PausersUpdated(address(this));
    }

    function executeGovernanceCall(address target, bytes calldata data) external onlyGovernance returns (bytes memory) {
        address[8] memory all = _all();
        bool known = false;
        for (uint256 i = 0; i < 8; ++i) known = known || all[i] == target;
        if (!known) revert UnknownGovernanceTarget(target);
        if (data.length < 4) revert MissingSelector();
        (bool ok, bytes memory result) = target.call(data);
        if (!ok) revert GovernanceCallFailed(target, result);
        emit GovernanceCallExecuted(target, bytes4(data), result);
        return result;
    }

    function _all() private view returns (address[8] memory) {
        return [
            jobRegistry,
            stakeManager,
            validationModule,
            disputeModule,
            platformRegistry,
            feePool,
            reputationEngine,
            arbitratorCommittee
        ];
    }
}
