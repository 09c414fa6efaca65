// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {ArenaParameters} from "./ArenaParameters.sol";
import {IStakeManager} from "./interfaces/IStakeManager.sol";

/// @title The arena's books: rounds, who stands how in them, and who is owed what
/// @dev Invariant: the reward token's balance is at least `totalOwed`.
abstract contract RoundBooks is ArenaParameters, ReentrancyGuard {
    /// @notice A round, as `getRound` gives it.
    struct Round {
        uint256 id;
        uint32 difficulty;
        uint64 startedAt;
        uint64 closedAt;
        bool finalised;
        uint256 teacherJobId;
        address teacher;
        uint256[] studentJobIds;
        address[] students;
        uint256[] validatorJobIds;
        address[] validators;
        address[] winners;
        int32 difficultyDelta;
    }

    /// @notice What a round pays, fixed when it starts.
    struct Terms {
        uint256 pot;
        uint256 committeeSize;
        uint256 validatorStake;
        uint16 teacherSplitBps;
        uint16 studentSplitBps;
        uint16 validatorSplitBps;
        IStakeManager stakeManager;
        uint16 targetSuccessRateBps;
    }

    /// @dev An account's standing in a round.
    struct Standing {
        Part part;
        bool reported;
        bool unpaid;
        uint128 taken;
    }

    enum Part {
        None,
        Teacher,
        Student,
        Validator,
        Winner
    }

    /// @notice The token that rewards are paid in.
    IERC20 public immutable rewardToken;
    /// @notice Number of rounds so far; rounds count from 1.
    uint256 public totalRounds;
    /// @notice Sum of all credited rewards that were not claimed.
    uint256 public totalOwed;

    /// @notice Credited rewards of an account.
    mapping(address account => uint256) public owedTo;
    mapping(uint256 roundId => Round) internal _rounds;
    mapping(uint256 roundId => Terms) internal _terms;
    mapping(uint256 roundId => mapping(address account => Standing)) internal _standing;
    /// @notice When a round was cancelled (Unix seconds); zero where it was not.
    mapping(uint256 roundId => uint64) public cancelledAt;
    /// @notice Until when a finalised round's validators can be reported (Unix seconds); zero while it is not finalised.
    mapping(uint256 roundId => uint64) public liableUntil;
    /// @notice What each validator of a finalised round was credited, but for those who were not paid.
    mapping(uint256 roundId => uint256) public creditPerValidator;
    /// @notice Stake that orchestrators have taken in a round.
    mapping(uint256 roundId => uint256) public takenInRound;
    /// @notice Stake that orchestrators have taken in a UTC day (days since 1970-01-01).
    mapping(uint256 day => uint256) public takenOn;
    /// @notice Rewards that orchestrators have credited in a UTC day.
    mapping(uint256 day => uint256) public creditedOn;

    /// @notice The teacher or a validator of a round was not paid.
    event RewardWithheld(uint256 indexed roundId, address indexed account);
    /// @notice A reward was credited.
    event RewardCredited(uint256 indexed roundId, address indexed account, uint256 amount);

    /// @notice `account` is neither the owner nor an orchestrator.
    error NotAuthorised(address account);
    /// @notice The amount must be above zero.
    error InvalidAmount();
    /// @notice `account` is not a validator of the round.
    error InvalidValidator(address account);
    /// @notice There is no such round.
    error RoundNotFound(uint256 roundId);
    /// @notice The arena holds `available` unowed reward tokens, and `needed` are needed.
    error InsufficientRewards(uint256 available, uint256 needed);
    /// @notice The round was cancelled.
    error RoundIsCancelled(uint256 roundId);
    /// @notice Under the cap `name` an orchestrator has `left`, and not `amount`.
    error CapExceeded(bytes32 name, uint256 left, uint256 amount);

    modifier onlyOperator() {
        if (msg.sender != owner() && !orchestrators[msg.sender]) revert NotAuthorised(msg.sender);
        _;
    }

    /// @param initialOwner who may set parameters and roles
    /// @param rewardToken_ the token that rewards are paid in
    /// @param stakeManager_ where stakes lie; must be one
    constructor(address initialOwner, IERC20 rewardToken_, IStakeManager stakeManager_) ArenaParameters(initialOwner, stakeManager_) {
        if (address(rewardToken_).code.length == 0) revert InvalidModule(address(rewardToken_));
        rewardToken = rewardToken_;
    }

    function _creditOrWithhold(uint256 roundId, address account, uint256 amount) internal returns (uint256) {
        Standing storage standing = _standing[roundId][account];
        if (!standing.unpaid && !standing.reported) {
            _credit(roundId, account, amount);
            return amount;
        }
        standing.unpaid = true;
        emit RewardWithheld(roundId, account);
        return 0;
    }

    function _credit(uint256 roundId, address account, uint256 amount) internal {
        if (amount == 0) return;
        totalOwed += amount;
        owedTo[account] += amount;
        emit RewardCredited(roundId, account, amount);
    }

    function _existing(uint256 roundId) internal view returns (Round storage round) {
        round = _rounds[roundId];
        if (round.id == 0) revert RoundNotFound(roundId);
    }

    function _unowed() internal view returns (uint256) {
        uint256 balance = rewardToken.balanceOf(address(this));
        return balance > totalOwed ? balance - totalOwed : 0;
    }

    function _checkCap(bytes32 name, uint256 cap, uint256 used, uint256 amount) internal pure {
        uint256 left = _left(cap, used);
        if (amount > left) revert CapExceeded(name, left, amount);
    }

    function _left(uint256 cap, uint256 used) internal pure returns (uint256) {
        return cap > used ? cap - used : 0;
    }
}
