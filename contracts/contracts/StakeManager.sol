// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {PausableModule} from "./PausableModule.sol";
import {StakeParameters} from "./StakeParameters.sol";
import {IStakeManager} from "./interfaces/IStakeManager.sol";

/// @title Stakes in one ERC-20, locks on validators, slashing with shares, withdrawals after an unbonding period
/// @notice Invariant: the token balance is at least `totalStaked + totalUnbonding + rewardReserve`. The token must be
/// burnable, take no fee on transfer and not rebase.
/// @dev Nothing moves while paused, but for `slash` by a module: punishing is what a pause is for. Stake that is
/// unbonding can still be slashed, so that nobody outruns a report.
contract StakeManager is StakeParameters, ReentrancyGuard, IStakeManager {
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

    /// @notice Locked part of a validator's stake.
    mapping(address validator => uint256) public lockedStakeOf;
    /// @notice What one lock manager has locked of a validator's stake.
    mapping(address manager => mapping(address validator => uint256)) public lockedBy;
    mapping(address user => mapping(Role => uint256)) private _stakes;
    mapping(address user => mapping(Role => Unbonding)) private _unbonding;

    /// @notice Stake came in.
    event StakeDeposited(address indexed user, uint8 indexed role, uint256 amount);
    /// @notice Stake was put on its way out; all of it becomes payable at `availableAt` (Unix seconds).
    event WithdrawalRequested(address indexed user, uint8 indexed role, uint256 amount, uint64 availableAt);
    /// @notice Stake was paid out.
    event StakeWithdrawn(address indexed user, uint8 indexed role, uint256 amount);
    /// @notice A manager's lock on a validator's stake changed to `amount`.
    event ValidatorLockUpdated(address indexed manager, address indexed validator, uint256 amount);
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

    /// @notice `account` may not do this.
    error Unauthorized(address account);
    /// @notice `role` is none of 0 (agent), 1 (validator), 2 (platform).
    error InvalidRole(uint8 role);
    /// @notice The amount must be above zero.
    error InvalidAmount();
    /// @notice `user` has `available`, and `needed` are needed.
    error InsufficientStake(address user, uint256 available, uint256 needed);
    /// @notice The stake left would be `left`, neither zero nor the minimum.
    error BelowMinimumStake(uint256 left, uint256 minimum);
    /// @notice Nothing can be withdrawn before `availableAt` (Unix seconds).
    error StillUnbonding(uint64 availableAt);
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
        token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @notice Puts unlocked stake on its way out; a second request adds to the first and restarts the wait.
    function requestWithdrawal(uint8 role, uint256 amount) external whenNotPaused {
        Role checked = _role(role);
        if (amount == 0) revert InvalidAmount();
        uint256 free = freeStakeOf(msg.sender, role);
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
        delete _unbonding[msg.sender][checked];
        totalUnbonding -= exit.amount;
        emit StakeWithdrawn(msg.sender, role, exit.amount);
        token.safeTransfer(msg.sender, exit.amount);
    }

    /// @inheritdoc IStakeManager
    function lockValidatorStake(address validator, uint256 amount) external whenNotPaused {
        if (!validatorLockManagers[msg.sender]) revert Unauthorized(msg.sender);
        uint256 free = freeStakeOf(validator, uint8(Role.Validator));
        if (amount > free) revert InsufficientStake(validator, free, amount);
        lockedStakeOf[validator] += amount;
        lockedBy[msg.sender][validator] += amount;
        emit ValidatorLockUpdated(msg.sender, validator, lockedBy[msg.sender][validator]);
    }

    /// @inheritdoc IStakeManager
    /// @dev Needs no role: an account whose role was revoked may still give back what it holds, and nothing else.
    function unlockValidatorStake(address validator, uint256 amount) external whenNotPaused {
        uint256 held = lockedBy[msg.sender][validator];
        if (amount > held) revert InsufficientStake(validator, held, amount);
        lockedBy[msg.sender][validator] = held - amount;
        lockedStakeOf[validator] -= amount;
        emit ValidatorLockUpdated(msg.sender, validator, held - amount);
    }

    /// @inheritdoc IStakeManager
    /// @dev Takes from the stake first, then from what is unbonding. A lock may then exceed the stake; `freeStakeOf`
    /// is zero in that case.
    function slash(address user, uint8 role, uint256 amount, address recipient) external nonReentrant {
        if (msg.sender != disputeModule && msg.sender != validationModule) revert Unauthorized(msg.sender);
        if (recipient == address(0)) revert ZeroAddress();
        if (amount == 0) revert InvalidAmount();
        _take(user, _role(role), amount);

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
        emit StakeSlashed(user, role, recipient, feeShare, burnShare, validatorShare, recipientShare);
        if (feeShare > 0) token.safeTransfer(feePool, feeShare);
        if (burnShare > 0) ERC20Burnable(address(token)).burn(burnShare);
        if (recipientShare > 0) token.safeTransfer(recipient, recipientShare);
    }

    /// @notice Version of this contract's interface.
    function version() external pure returns (uint256) {
        return 3;
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
        if (checked != Role.Validator) return staked;
        uint256 locked = lockedStakeOf[user];
        return staked > locked ? staked - locked : 0;
    }

    /// @inheritdoc PausableModule
    function paused() public view override(PausableModule, IStakeManager) returns (bool) {
        return super.paused();
    }

    function _take(address user, Role role, uint256 amount) private {
        uint256 staked = _stakes[user][role];
        uint256 fromStake = amount < staked ? amount : staked;
        uint256 fromExit = amount - fromStake;
        Unbonding storage exit = _unbonding[user][role];
        if (fromExit > exit.amount) revert InsufficientStake(user, staked + exit.amount, amount);
        _stakes[user][role] = staked - fromStake;
        totalStaked -= fromStake;
        exit.amount -= fromExit;
        totalUnbonding -= fromExit;
    }

    function _role(uint8 role) private pure returns (Role) {
        if (role > uint8(type(Role).max)) revert InvalidRole(role);
        return Role(role);
    }
}
