// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PausableModule} from "./PausableModule.sol";

/// @title What the owner of the stake manager can set
abstract contract StakeParameters is PausableModule {
    /// @notice Longest unbonding period that can be set.
    uint256 public constant MAX_UNBONDING_PERIOD = 90 days;

    /// @notice Where the fee share of a slash goes; while it is zero the fee share goes to the reserve.
    address public feePool;
    /// @notice A module that may slash (the arena); zero for none.
    address public disputeModule;
    /// @notice A second module that may slash; zero for none.
    address public validationModule;
    /// @notice Share of a slash for the fee pool, whole percent.
    uint256 public feePct;
    /// @notice Share of a slash that is burned, whole percent.
    uint256 public burnPct;
    /// @notice Share of a slash for the reward reserve of validators, whole percent.
    uint256 public validatorRewardPct;
    /// @notice Smallest stake that may remain in a role, in the token's smallest unit.
    uint256 public minStake;
    /// @notice Seconds between a request to withdraw and the payment.
    uint256 public unbondingPeriod;

    /// @notice True for an account that may lock validators' stakes.
    mapping(address manager => bool) public validatorLockManagers;

    /// @notice The whole parameter set, after every change of one of them.
    event ParametersUpdated(
        uint256 minStake, uint256 unbondingPeriod, uint256 feePct, uint256 burnPct, uint256 validatorRewardPct, address feePool
    );
    /// @notice A lock manager was allowed or revoked.
    event ValidatorLockManagerUpdated(address indexed manager, bool allowed);
    /// @notice The fee share has changed.
    event FeePctUpdated(uint256 pct);
    /// @notice The burn share has changed.
    event BurnPctUpdated(uint256 pct);
    /// @notice The validator share has changed.
    event ValidatorRewardPctUpdated(uint256 pct);
    /// @notice The smallest stake has changed.
    event MinStakeUpdated(uint256 minStake);
    /// @notice The unbonding period has changed.
    event UnbondingPeriodUpdated(uint256 newPeriod);
    /// @notice The fee pool has changed.
    event FeePoolUpdated(address indexed feePool);
    /// @notice The dispute module has changed.
    event DisputeModuleUpdated(address indexed module);
    /// @notice The validation module has changed.
    event ValidationModuleUpdated(address indexed module);

    /// @notice The zero address is not allowed here.
    error ZeroAddress();
    /// @notice Nothing may be sent to `recipient` here.
    error InvalidRecipient(address recipient);
    /// @notice The three shares would sum to `sum`, above 100 percent.
    error InvalidPercentage(uint256 sum);
    /// @notice The period is above `maximum` seconds.
    error InvalidUnbondingPeriod(uint256 requested, uint256 maximum);
    /// @notice `account` has no code.
    error InvalidModule(address account);

    constructor(address initialOwner, uint256 minStake_, uint256 unbondingPeriod_) PausableModule(initialOwner) {
        if (unbondingPeriod_ > MAX_UNBONDING_PERIOD) revert InvalidUnbondingPeriod(unbondingPeriod_, MAX_UNBONDING_PERIOD);
        minStake = minStake_;
        unbondingPeriod = unbondingPeriod_;
        _emitParameters();
    }

    /// @notice Allows or revokes an account that may lock validators' stakes.
    function setValidatorLockManager(address manager, bool allowed) external onlyOwner {
        if (manager == address(0)) revert ZeroAddress();
        validatorLockManagers[manager] = allowed;
        emit ValidatorLockManagerUpdated(manager, allowed);
    }

    /// @notice Sets the share of a slash for the fee pool.
    /// @param pct whole percent
    function setFeePct(uint256 pct) external onlyOwner {
        _checkPercentages(pct, burnPct, validatorRewardPct);
        feePct = pct;
        emit FeePctUpdated(pct);
        _emitParameters();
    }

    /// @notice Sets the share of a slash that is burned.
    /// @param pct whole percent
    function setBurnPct(uint256 pct) external onlyOwner {
        _checkPercentages(feePct, pct, validatorRewardPct);
        burnPct = pct;
        emit BurnPctUpdated(pct);
        _emitParameters();
    }

    /// @notice Sets the share of a slash for the reward reserve.
    /// @param pct whole percent
    function setValidatorRewardPct(uint256 pct) external onlyOwner {
        _checkPercentages(feePct, burnPct, pct);
        validatorRewardPct = pct;
        emit ValidatorRewardPctUpdated(pct);
        _emitParameters();
    }

    /// @notice Sets the smallest stake that may remain in a role.
    function setMinStake(uint256 newMinStake) external onlyOwner {
        minStake = newMinStake;
        emit MinStakeUpdated(newMinStake);
        _emitParameters();
    }

    /// @notice Sets the unbonding period; withdrawals already requested keep theirs.
    /// @param newPeriod seconds, at most `MAX_UNBONDING_PERIOD`
    function setUnbondingPeriod(uint256 newPeriod) external onlyOwner {
        if (newPeriod > MAX_UNBONDING_PERIOD) revert InvalidUnbondingPeriod(newPeriod, MAX_UNBONDING_PERIOD);
        unbondingPeriod = newPeriod;
        emit UnbondingPeriodUpdated(newPeriod);
        _emitParameters();
    }

    /// @notice Sets where the fee share goes; zero keeps it in the reserve.
    function setFeePool(address newFeePool) external onlyOwner {
        if (newFeePool == address(this)) revert InvalidRecipient(newFeePool);
        feePool = newFeePool;
        emit FeePoolUpdated(newFeePool);
        _emitParameters();
    }

    /// @notice Names the module that may slash (the arena); zero for none.
    function setDisputeModule(address module) external onlyOwner {
        if (module != address(0) && module.code.length == 0) revert InvalidModule(module);
        disputeModule = module;
        emit DisputeModuleUpdated(module);
    }

    /// @notice Names the second module that may slash; zero for none.
    function setValidationModule(address module) external onlyOwner {
        if (module != address(0) && module.code.length == 0) revert InvalidModule(module);
        validationModule = module;
        emit ValidationModuleUpdated(module);
    }

    function _checkPercentages(uint256 fee, uint256 burn, uint256 validator) private pure {
        // Each bound first, so that three huge numbers cannot wrap into a small sum.
        if (fee > 100) revert InvalidPercentage(fee);
        if (burn > 100) revert InvalidPercentage(burn);
        if (validator > 100) revert InvalidPercentage(validator);
        if (fee + burn + validator > 100) revert InvalidPercentage(fee + burn + validator);
    }

    function _emitParameters() private {
        emit ParametersUpdated(minStake, unbondingPeriod, feePct, burnPct, validatorRewardPct, feePool);
    }
}
