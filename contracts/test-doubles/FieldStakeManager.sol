// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FieldGoverned} from "./FieldModule.sol";

interface IVersioned {
    function version() external view returns (uint256);
}

/// @title Behaves like stake managers in the field, as far as facts and ABI tell; written from those alone, for tests
/// @dev Stakes are plain numbers: no token moves.
contract FieldStakeManager is FieldGoverned {
    mapping(address => bool) public validatorLockManagers;
    mapping(address => bool) public treasuryAllowlist;
    mapping(address => mapping(uint8 => uint256)) private _stakes;
    uint256 public feePct;
    uint256 public burnPct;
    uint256 public validatorRewardPct;
    uint256 public minStake = 1 ether;
    uint256 public unbondingPeriod = 7 days;
    uint256 public employerSlashPct;
    uint256 public treasurySlashPct;
    uint256 public operatorSlashPct;
    uint256 public validatorSlashRewardPct;
    uint256 public burnSlashPct;
    address public treasury;
    address public feePool;
    address public jobRegistry;
    address public disputeModule;
    address public validationModule;
    uint256 public burned;
    mapping(address => uint256) public received;

    event ValidatorLockManagerUpdated(address indexed manager, bool allowed);
    event FeePctUpdated(uint256 pct);
    event BurnPctUpdated(uint256 pct);
    event ValidatorRewardPctUpdated(uint256 pct);
    event MinStakeUpdated(uint256 minStake);
    event UnbondingPeriodUpdated(uint256 newPeriod);
    event ParametersUpdated(
        uint256 minStake,
        uint256 employerSlashPct,
        uint256 treasurySlashPct,
        uint256 operatorSlashPct,
        uint256 validatorSlashRewardPct,
        uint256 burnSlashPct,
        uint256 feePct,
        uint256 burnPct,
        uint256 validatorRewardPct
    );
    event TreasuryUpdated(address indexed treasury);
    event TreasuryAllowlistUpdated(address indexed treasury, bool allowed);
    event SlashingPercentagesUpdated(uint256 employerSlashPct, uint256 treasurySlashPct);
    event FeePoolUpdated(address indexed feePool);
    event DisputeModuleUpdated(address indexed module);
    event ValidationModuleUpdated(address indexed module);
    event StakeSlashed(
        address indexed user,
        uint8 role,
        address indexed employer,
        address indexed treasury,
        uint256 employerShare,
        uint256 treasuryShare,
        uint256 operatorShare,
        uint256 validatorShare,
        uint256 burnShare
    );

    error InvalidPercentage();
    error InvalidTreasury();
    error InvalidUser();
    error InvalidAmount();
    error InsufficientStake();
    error InvalidDisputeModule();
    error InvalidValidationModule();
    error EtherNotAccepted();

    constructor(address initialGovernance) FieldGoverned(initialGovernance) {}

    /// Unknown selectors get this answer in the field.
    fallback() external {
        revert EtherNotAccepted();
    }

    /// Test hooks.
    function seedStake(address user, uint8 role, uint256 amount) external {
        _stakes[user][role] = amount;
    }

    function seedDisputeModule(address module) external {
        disputeModule = module;
    }

    function seedTreasury(address treasury_) external {
        treasury = treasury_;
    }

    function setValidatorLockManager(address manager, bool allowed) external onlyGovernance {
        if (manager == address(0)) revert InvalidUser();
        validatorLockManagers[manager] = allowed;
        emit ValidatorLockManagerUpdated(manager, allowed);
    }

    function setFeePct(uint256 pct) external onlyGovernance {
        if (pct + burnPct + validatorRewardPct > 100) revert InvalidPercentage();
        if (pct == feePct) return;
        feePct = pct;
        emit FeePctUpdated(pct);
        _emitParameters();
    }

    function setBurnPct(uint256 pct) external onlyGovernance {
        if (feePct + pct + validatorRewardPct > 100) revert InvalidPercentage();
        if (pct == burnPct) return;
        burnPct = pct;
        emit BurnPctUpdated(pct);
        _emitParameters();
    }

    function setValidatorRewardPct(uint256 pct) external onlyGovernance {
        if (feePct + burnPct + pct > 100) revert InvalidPercentage();
        if (pct == validatorRewardPct) return;
        validatorRewardPct = pct;
        emit ValidatorRewardPctUpdated(pct);
        _emitParameters();
        validatorSlashRewardPct = pct;
        _emitParameters();
    }

    function setMinStake(uint256 minStake_) external onlyGovernance {
        minStake = minStake_;
        emit MinStakeUpdated(minStake_);
        _emitParameters();
    }

    function setUnbondingPeriod(uint256 newPeriod) external onlyGovernance {
        unbondingPeriod = newPeriod;
        emit UnbondingPeriodUpdated(newPeriod);
    }

    function setTreasury(address newTreasury) external onlyGovernance {
        if (newTreasury != address(0) && !treasuryAllowlist[newTreasury]) revert InvalidTreasury();
        treasury = newTreasury;
        emit TreasuryUpdated(newTreasury);
    }

    function setTreasuryAllowlist(address account, bool allowed) external onlyGovernance {
        treasuryAllowlist[account] = allowed;
        emit TreasuryAllowlistUpdated(account, allowed);
    }

    function setSlashingPercentages(uint256 employerPct, uint256 treasuryPct) external onlyGovernance {
        if (employerPct + treasuryPct > 100) revert InvalidPercentage();
        employerSlashPct = employerPct;
        treasurySlashPct = treasuryPct;
        emit SlashingPercentagesUpdated(employerPct, treasuryPct);
        _emitParameters();
    }

    function setDisputeModule(address module) external onlyGovernance {
        if (IVersioned(module).version() != 2) revert InvalidDisputeModule();
        disputeModule = module;
        emit DisputeModuleUpdated(module);
    }

    function setValidationModule(address module) external onlyGovernance {
        if (IVersioned(module).version() != 2) revert InvalidValidationModule();
        validationModule = module;
        emit ValidationModuleUpdated(module);
    }

    function slash(address user, uint256 amount, address recipient) external whenNotPaused {
        if (msg.sender != disputeModule && msg.sender != validationModule) revert Unauthorized();
        if (treasury != address(0) && !treasuryAllowlist[treasury]) revert InvalidTreasury();
        if (_stakes[user][1] < amount) revert InsufficientStake();
        _stakes[user][1] -= amount;
        uint256 toRecipient = (amount * employerSlashPct) / 100;
        uint256 toTreasury = treasury == address(0) ? 0 : (amount * treasurySlashPct) / 100;
        received[recipient] += toRecipient;
        received[treasury] += toTreasury;
        burned += amount - toRecipient - toTreasury;
        emit StakeSlashed(user, 1, recipient, treasury, toRecipient, toTreasury, 0, 0, amount - toRecipient - toTreasury);
    }

    function stakeOf(address user, uint8 role) external view returns (uint256) {
        return _stakes[user][role];
    }

    function _emitParameters() private {
        emit ParametersUpdated(
            minStake,
            employerSlashPct,
            treasurySlashPct,
            operatorSlashPct,
            validatorSlashRewardPct,
            burnSlashPct,
            feePct,
            burnPct,
            validatorRewardPct
        );
    }
}
