// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {StakeParameters} from "./StakeParameters.sol";
import {ValidatorLocks} from "./ValidatorLocks.sol";
import {IStakeManager, STAKE_MANAGER_KIND} from "./interfaces/IStakeManager.sol";

/// @title Stakes in one ERC-20, locks on validators, slashing with shares, withdrawals after an unbonding period
/// @notice Invariants: the token balance is at least `totalStaked + totalUnbonding + rewardReserve`; a validator's stake
/// covers its locks, and the rest of it with what is unbonding covers what is liable. The token must be burnable and not
/// rebase; one that takes a fee on transfer is refused when stake comes in.
/// @dev Nothing moves while paused, but for `slash` by a module: punishing is what a pause is for. A module takes only
/// what it has locked itself, so that no module, and no owner who names one, reaches stake nobody consented to put up.
contract StakeManager is ValidatorLocks, ReentrancyGuard {
    using SafeERC20 for IERC20;

    /// @notice What a stake is for, in the order of the numbers used on the wire.
    enum Role {
        Agent,
        Validator,
        Platform
    }

    struct Unbonding {
        uint256 amount;
        uint64 availableAt;
    }

    /// @notice The staked token.
    IERC20 public immutable token;
    /// @notice Sum of all stakes.
    uint256 public totalStaked;
    /// @notice Sum of all amounts on their way out.
    uint256 public totalUnbonding;
    /// @notice Validator share of past slashes, not yet granted.
    uint256 public rewardReserve;

    mapping(address user => mapping(Role => uint256)) private _stakes;
    mapping(address user => mapping(Role => Unbonding)) private _unbonding;

    /// @notice Stake came in.
    event StakeDeposited(address indexed user, uint8 indexed role, uint256 amount);
    /// @notice Stake was put on its way out; all of it becomes payable at `availableAt` (Unix seconds).
    event WithdrawalRequested(address indexed user, uint8 indexed role, uint256 amount, uint64 availableAt);
    /// @notice Stake was paid out.
    event StakeWithdrawn(address indexed user, uint8 indexed role, uint256 amount);
    /// @notice Stake was taken and shared out; the five shares sum to what was taken.
    event StakeSlashed(
        address indexed user,
        uint8 indexed role,
        address indexed recipient,
        uint256 feeShare,
        uint256 burnShare,
        uint256 validatorShare,
        uint256 recipientShare
    );
    /// @notice A part of the reward reserve was granted.
    event ValidatorRewardGranted(address indexed to, uint256 amount);

    /// @notice `role` is none of 0 (agent), 1 (validator), 2 (platform).
    error InvalidRole(uint8 role);
    /// @notice The amount must be above zero.
    error InvalidAmount();
    /// @notice The stake left would be `left`, neither zero nor the minimum.
    error BelowMinimumStake(uint256 left, uint256 minimum);
    /// @notice Nothing can be withdrawn before `availableAt` (Unix seconds).
    error StillUnbonding(uint64 availableAt);
    /// @notice `received` tokens came in where `sent` were sent: the token takes a fee.
    error FeeOnTransfer(uint256 sent, uint256 received);
    /// @notice Nothing is on its way out.
    error NothingToWithdraw();
    /// @notice The reserve holds `available`, and `needed` are needed.
    error InsufficientReserve(uint256 available, uint256 needed);

    /// @param initialOwner who may set parameters and roles
    /// @param stakeToken the staked token, burnable
    /// @param minStake_ smallest stake, in the token's smallest unit
    /// @param unbondingPeriod_ seconds
    constructor(address initialOwner, IERC20 stakeToken, uint256 minStake_, uint256 unbondingPeriod_)
        StakeParameters(initialOwner, minStake_, unbondingPeriod_)
    {
        if (address(stakeToken).code.length == 0) revert InvalidModule(address(stakeToken));
        token = stakeToken;
    }

    /// @notice Pays a part of the reward reserve to a validator.
    function grantValidatorReward(address to, uint256 amount) external onlyOwner whenNotPaused nonReentrant {
        if (to == address(0)) revert ZeroAddress();
        if (to == address(this)) revert InvalidRecipient(to);
        if (amount == 0) revert InvalidAmount();
        if (amount > rewardReserve) revert InsufficientReserve(rewardReserve, amount);
        rewardReserve -= amount;
        emit ValidatorRewardGranted(to, amount);
        token.safeTransfer(to, amount);
    }

    /// @notice Brings stake in; the caller must have approved the token.
    function depositStake(uint8 role, uint256 amount) external whenNotPaused nonReentrant {
        Role checked = _role(role);
        if (amount == 0) revert InvalidAmount();
        uint256 staked = _stakes[msg.sender][checked] + amount;
        if (staked < minStake) revert BelowMinimumStake(staked, minStake);
        _stakes[msg.sender][checked] = staked;
        totalStaked += amount;
        emit StakeDeposited(msg.sender, role, amount);
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = token.balanceOf(address(this)) - before;
        if (received != amount) revert FeeOnTransfer(amount, received);
    }

    /// @notice Puts unlocked stake on its way out; a second request adds to the first and restarts the wait.
    function requestWithdrawal(uint8 role, uint256 amount) external whenNotPaused nonReentrant {
        Role checked = _role(role);
        if (amount == 0) revert InvalidAmount();
        // Stake that is liable may leave: it answers on its way, and `withdraw` waits for the end of that.
        uint256 free = checked == Role.Validator ? _unlocked(msg.sender) : _stakes[msg.sender][checked];
        if (amount > free) revert InsufficientStake(msg.sender, free, amount);
        uint256 left = _stakes[msg.sender][checked] - amount;
        if (left != 0 && left < minStake) revert BelowMinimumStake(left, minStake);
        _stakes[msg.sender][checked] = left;
        totalStaked -= amount;
        totalUnbonding += amount;
        Unbonding storage exit = _unbonding[msg.sender][checked];
        exit.amount += amount;
        exit.availableAt = uint64(block.timestamp + unbondingPeriod);
        emit WithdrawalRequested(msg.sender, role, amount, exit.availableAt);
    }

    /// @notice Pays out what has finished unbonding.
    function withdraw(uint8 role) external whenNotPaused nonReentrant {
        Role checked = _role(role);
        Unbonding memory exit = _unbonding[msg.sender][checked];
        if (exit.amount == 0) revert NothingToWithdraw();
        if (block.timestamp < exit.availableAt) revert StillUnbonding(exit.availableAt);
        if (checked == Role.Validator && _unlocked(msg.sender) < liableStakeOf(msg.sender)) {
            revert StillUnbonding(_liabilityEnd(msg.sender));
        }
        delete _unbonding[msg.sender][checked];
        totalUnbonding -= exit.amount;
        emit StakeWithdrawn(msg.sender, role, exit.amount);
        token.safeTransfer(msg.sender, exit.amount);
    }

    /// @inheritdoc IStakeManager
    /// @dev Stake that is unbonding pays only for locks that have ended, and only what the rest of the stake does not.
    function slash(address validator, uint256 amount, uint64 liableUntil, address recipient) external nonReentrant {
        if (msg.sender != disputeModule && msg.sender != validationModule) revert Unauthorized(msg.sender);
        if (recipient == address(0)) revert ZeroAddress();
        if (recipient == address(this)) revert InvalidRecipient(recipient);
        if (amount == 0) revert InvalidAmount();
        uint256 fromStake = amount;
        // Before the lock is consumed: what is unlocked now backs no lock.
        if (liableUntil != 0 && _unlocked(validator) < amount) fromStake = _unlocked(validator);
        _consume(validator, amount, liableUntil);
        _stakes[validator][Role.Validator] -= fromStake;
        totalStaked -= fromStake;
        _unbonding[validator][Role.Validator].amount -= amount - fromStake;
        totalUnbonding -= amount - fromStake;

        uint256 burnShare = (amount * burnPct) / 100;
        uint256 validatorShare = (amount * validatorRewardPct) / 100;
        uint256 feeShare = (amount * feePct) / 100;
        if (feePool == address(0)) {
            validatorShare += feeShare;
            feeShare = 0;
        }
        // The recipient gets what the three shares leave, so rounding never makes or loses a unit.
        uint256 recipientShare = amount - feeShare - burnShare - validatorShare;
        rewardReserve += validatorShare;
        emit StakeSlashed(validator, uint8(Role.Validator), recipient, feeShare, burnShare, validatorShare, recipientShare);
        if (feeShare > 0) token.safeTransfer(feePool, feeShare);
        if (burnShare > 0) ERC20Burnable(address(token)).burn(burnShare);
        if (recipientShare > 0) token.safeTransfer(recipient, recipientShare);
    }

    /// @notice Version of this contract's interface.
    function version() external pure returns (uint256) {
        return 4;
    }

    /// @inheritdoc IStakeManager
    function stakeManagerKind() external pure returns (bytes32) {
        return STAKE_MANAGER_KIND;
    }

    /// @notice The same as `owner()`, under the name that deployed stake managers use.
    function governance() external view returns (address) {
        return owner();
    }

    /// @notice An account's stake in a role, locked or not, without what is unbonding.
    function stakeOf(address user, uint8 role) external view returns (uint256) {
        return _stakes[user][_role(role)];
    }

    /// @notice What is on its way out for an account in a role, and from when on (Unix seconds) it can be withdrawn.
    function unbondingOf(address user, uint8 role) external view returns (uint256 amount, uint64 availableAt) {
        Unbonding memory exit = _unbonding[user][_role(role)];
        return (exit.amount, exit.availableAt);
    }

    /// @inheritdoc IStakeManager
    function freeStakeOf(address user, uint8 role) public view returns (uint256) {
        Role checked = _role(role);
        uint256 staked = _stakes[user][checked];
        return checked == Role.Validator ? _freeValidatorStake(user) : staked;
    }

    function _freeValidatorStake(address validator) internal view override returns (uint256) {
        uint256 unlocked = _unlocked(validator);
        uint256 liable = liableStakeOf(validator);
        return unlocked > liable ? unlocked - liable : 0;
    }

    function _unlocked(address validator) private view returns (uint256) {
        return _stakes[validator][Role.Validator] - lockedStakeOf[validator];
    }

    function _role(uint8 role) private pure returns (Role) {
        if (role > uint8(type(Role).max)) revert InvalidRole(role);
        return Role(role);
    }
}
