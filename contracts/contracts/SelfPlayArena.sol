// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {ArenaParameters} from "./ArenaParameters.sol";
import {IStakeManager} from "./interfaces/IStakeManager.sol";

/// @title Rounds of a teacher, students and validators, with rewards and reports of misconduct
/// @notice A round's pot is the sum of the three base rewards; the splits, in basis points, share it between the
/// teacher, the winning students and the validators, and what they leave stays in the arena. Rewards are credited
/// when the round is finalised and claimed by their owners.
/// @dev Invariant: the reward token's balance is at least `totalOwed`. Pot, splits, stakes and stake manager are those
/// of the moment a round starts, so that a change of parameters never reaches into a running round.
contract SelfPlayArena is ArenaParameters, ReentrancyGuard {
    using SafeERC20 for IERC20;

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
    }

    /// @notice Most students in a round, so that finalising always fits in a block.
    uint256 public constant MAX_STUDENTS = 64;

    uint8 private constant VALIDATOR_ROLE = 1;

    /// @notice The token that rewards are paid in.
    IERC20 public immutable rewardToken;
    /// @notice Number of rounds so far; rounds count from 1.
    uint256 public totalRounds;
    /// @notice Sum of all credited rewards that were not claimed.
    uint256 public totalOwed;

    /// @notice Credited rewards of an account.
    mapping(address account => uint256) public owedTo;
    mapping(uint256 roundId => Round) private _rounds;
    mapping(uint256 roundId => Terms) private _terms;
    mapping(uint256 roundId => mapping(address account => uint8)) private _part;

    /// @notice A round has started.
    event RoundStarted(uint256 indexed roundId, address indexed teacher, uint32 difficulty, uint256 teacherJobId, uint256 pot);
    /// @notice A student has joined a round.
    event StudentRegistered(uint256 indexed roundId, address indexed student, uint256 jobId);
    /// @notice A validator has joined a round and has its stake locked.
    event ValidatorRegistered(uint256 indexed roundId, address indexed validator, uint256 jobId, uint256 lockedStake);
    /// @notice A round takes no more participants.
    event RoundClosed(uint256 indexed roundId, uint64 closedAt);
    /// @notice A round is over and its rewards are credited.
    event RoundFinalised(
        uint256 indexed roundId, address[] winners, uint256 teacherReward, uint256 studentReward, uint256 validatorReward, int32 difficultyDelta
    );
    /// @notice A reward was credited.
    event RewardCredited(uint256 indexed roundId, address indexed account, uint256 amount);
    /// @notice Credited rewards were paid.
    event RewardClaimed(address indexed account, uint256 amount);
    /// @notice Reward tokens that nobody is owed were moved to the fee pool.
    event SurplusSwept(address indexed feePool, uint256 amount);
    /// @notice A validator lost stake for misconduct in a round.
    event ValidatorMisconduct(
        uint256 indexed roundId, address indexed validator, uint256 amount, address indexed recipient, string reason
    );

    /// @notice `account` is neither the owner nor an orchestrator.
    error NotAuthorised(address account);
    /// @notice The amount must be above zero.
    error InvalidAmount();
    /// @notice `account` is not a validator of the round.
    error InvalidValidator(address account);
    /// @notice `account` is not a student of the round.
    error InvalidStudent(address account);
    /// @notice `account` has a part in the round already.
    error AlreadyRegistered(uint256 roundId, address account);
    /// @notice There is no such round.
    error RoundNotFound(uint256 roundId);
    /// @notice The round is not in the state that this needs.
    error WrongRoundState(uint256 roundId, bool closed, bool finalised);
    /// @notice The committee has `present` of `needed` validators.
    error CommitteeIncomplete(uint256 present, uint256 needed);
    /// @notice The arena holds `available` unowed reward tokens, and `needed` are needed.
    error InsufficientRewards(uint256 available, uint256 needed);
    /// @notice The stake manager is not set.
    error StakeManagerNotConfigured();
    /// @notice Nothing is owed to `account`.
    error NothingOwed(address account);

    modifier onlyOperator() {
        if (msg.sender != owner() && !orchestrators[msg.sender]) revert NotAuthorised(msg.sender);
        _;
    }

    /// @param initialOwner who may set parameters and roles
    /// @param rewardToken_ the token that rewards are paid in
    /// @param stakeManager_ where stakes lie; may be zero and set later
    constructor(address initialOwner, IERC20 rewardToken_, IStakeManager stakeManager_) ArenaParameters(initialOwner, stakeManager_) {
        if (address(rewardToken_).code.length == 0) revert InvalidModule(address(rewardToken_));
        rewardToken = rewardToken_;
    }

    /// @notice Moves reward tokens that nobody is owed to the fee pool.
    function sweepSurplus(uint256 amount) external onlyOwner whenNotPaused nonReentrant {
        if (feePool == address(0)) revert ZeroAddress();
        uint256 available = _unowed();
        if (amount == 0) revert InvalidAmount();
        if (amount > available) revert InsufficientRewards(available, amount);
        emit SurplusSwept(feePool, amount);
        rewardToken.safeTransfer(feePool, amount);
    }

    /// @notice Starts a round on the parameters of now.
    /// @return roundId the new round's number
    function startRound(address teacher, uint256 teacherJobId, uint32 difficulty)
        external
        onlyOperator
        whenNotPaused
        returns (uint256 roundId)
    {
        if (teacher == address(0)) revert ZeroAddress();
        roundId = ++totalRounds;
        Round storage round = _rounds[roundId];
        round.id = roundId;
        round.difficulty = difficulty;
        round.startedAt = uint64(block.timestamp);
        round.teacherJobId = teacherJobId;
        round.teacher = teacher;
        uint256 pot = baseTeacherReward + baseStudentReward + baseValidatorReward;
        _terms[roundId] = Terms(
            pot,
            committeeSize,
            validatorStake,
            teacherRewardSplitBps,
            studentRewardSplitBps,
            validatorRewardSplitBps,
            stakeManager
        );
        _part[roundId][teacher] = 1;
        emit RoundStarted(roundId, teacher, difficulty, teacherJobId, pot);
    }

    /// @notice Adds a student to an open round.
    function registerStudent(uint256 roundId, address student, uint256 jobId) external onlyOperator whenNotPaused {
        Round storage round = _open(roundId);
        _join(roundId, student, 2);
        if (round.students.length == MAX_STUDENTS) revert ValueTooLarge("students", MAX_STUDENTS + 1, MAX_STUDENTS);
        round.students.push(student);
        round.studentJobIds.push(jobId);
        emit StudentRegistered(roundId, student, jobId);
    }

    /// @notice Adds a validator to an open round and locks its stake.
    function registerValidator(uint256 roundId, address validator, uint256 jobId)
        external
        onlyOperator
        whenNotPaused
        nonReentrant
    {
        Round storage round = _open(roundId);
        Terms storage terms = _terms[roundId];
        if (address(terms.stakeManager) == address(0)) revert StakeManagerNotConfigured();
        _join(roundId, validator, 3);
        if (round.validators.length == terms.committeeSize) {
            revert ValueTooLarge("validators", terms.committeeSize + 1, terms.committeeSize);
        }
        round.validators.push(validator);
        round.validatorJobIds.push(jobId);
        emit ValidatorRegistered(roundId, validator, jobId, terms.validatorStake);
        terms.stakeManager.lockValidatorStake(validator, terms.validatorStake);
    }

    /// @notice Ends registration; the committee must be complete.
    function closeRound(uint256 roundId) external onlyOperator whenNotPaused {
        Round storage round = _open(roundId);
        uint256 needed = _terms[roundId].committeeSize;
        if (round.validators.length < needed) revert CommitteeIncomplete(round.validators.length, needed);
        round.closedAt = uint64(block.timestamp);
        emit RoundClosed(roundId, round.closedAt);
    }

    /// @notice Ends a closed round: credits the rewards and releases the validators' stakes.
    /// @param winners students of the round that share the students' part, none twice; may be empty
    function finaliseRound(uint256 roundId, address[] calldata winners) external onlyOperator whenNotPaused nonReentrant {
        Round storage round = _existing(roundId);
        if (round.closedAt == 0 || round.finalised) revert WrongRoundState(roundId, round.closedAt != 0, round.finalised);
        round.finalised = true;
        _recordWinners(round, winners);

        Terms memory terms = _terms[roundId];
        uint256 toTeacher = (terms.pot * terms.teacherSplitBps) / BPS;
        uint256 perWinner = winners.length == 0 ? 0 : (terms.pot * terms.studentSplitBps) / BPS / winners.length;
        uint256 perValidator = (terms.pot * terms.validatorSplitBps) / BPS / round.validators.length;
        uint256 total = toTeacher + perWinner * winners.length + perValidator * round.validators.length;
        uint256 available = _unowed();
        if (total > available) revert InsufficientRewards(available, total);
        totalOwed += total;
        _credit(roundId, round.teacher, toTeacher);
        for (uint256 i = 0; i < winners.length; ++i) _credit(roundId, winners[i], perWinner);
        for (uint256 i = 0; i < round.validators.length; ++i) _credit(roundId, round.validators[i], perValidator);
        emit RoundFinalised(
            roundId, winners, toTeacher, perWinner * winners.length, perValidator * round.validators.length, round.difficultyDelta
        );
        for (uint256 i = 0; i < round.validators.length; ++i) {
            terms.stakeManager.unlockValidatorStake(round.validators[i], terms.validatorStake);
        }
    }

    /// @notice Pays the caller everything it is owed.
    function claim() external whenNotPaused nonReentrant {
        uint256 amount = owedTo[msg.sender];
        if (amount == 0) revert NothingOwed(msg.sender);
        owedTo[msg.sender] = 0;
        totalOwed -= amount;
        emit RewardClaimed(msg.sender, amount);
        rewardToken.safeTransfer(msg.sender, amount);
    }

    /// @notice Takes stake from a validator of a round, open, closed or finalised.
    /// @dev The owner may do this while the arena or the stake manager is paused; an orchestrator may not.
    /// @param amount in the stake token's smallest unit
    /// @param recipient who gets what the stake manager's shares leave
    /// @param reason free text for the record
    function reportValidatorMisconduct(
        uint256 roundId,
        address validator,
        uint256 amount,
        address recipient,
        string calldata reason
    ) external onlyOperator nonReentrant {
        if (amount == 0) revert InvalidAmount();
        if (recipient == address(0)) revert ZeroAddress();
        _existing(roundId);
        if (_part[roundId][validator] != 3) revert InvalidValidator(validator);
        // A round with a validator has a stake manager: registering needs one.
        IStakeManager stakes = _terms[roundId].stakeManager;
        if (msg.sender != owner() && (paused() || stakes.paused())) revert EnforcedPause();
        emit ValidatorMisconduct(roundId, validator, amount, recipient, reason);
        stakes.slash(validator, VALIDATOR_ROLE, amount, recipient);
    }

    // ------------------------------------------------------------------ views

    /// @notice Version of this contract's interface.
    function version() external pure returns (uint256) {
        return 3;
    }

    /// @notice True: here the owner may report misconduct while paused. Arenas without this function may not.
    function ownerMayReportWhilePaused() external pure returns (bool) {
        return true;
    }

    /// @notice A round as it is now.
    function getRound(uint256 roundId) external view returns (Round memory viewRound) {
        return _existing(roundId);
    }

    /// @notice What a round pays.
    function termsOf(uint256 roundId) external view returns (Terms memory) {
        _existing(roundId);
        return _terms[roundId];
    }

    function _recordWinners(Round storage round, address[] calldata winners) private {
        uint256 roundId = round.id;
        for (uint256 i = 0; i < winners.length; ++i) {
            // A winner's part is rewritten, so the same student cannot be named twice.
            if (_part[roundId][winners[i]] != 2) revert InvalidStudent(winners[i]);
            _part[roundId][winners[i]] = 4;
            round.winners.push(winners[i]);
        }
        if (round.students.length > 0) {
            uint256 rate = (winners.length * BPS) / round.students.length;
            round.difficultyDelta = rate > targetSuccessRateBps ? int32(1) : rate < targetSuccessRateBps ? int32(-1) : int32(0);
        }
    }

    function _credit(uint256 roundId, address account, uint256 amount) private {
        if (amount == 0) return;
        owedTo[account] += amount;
        emit RewardCredited(roundId, account, amount);
    }

    function _join(uint256 roundId, address account, uint8 part) private {
        if (account == address(0)) revert ZeroAddress();
        if (_part[roundId][account] != 0) revert AlreadyRegistered(roundId, account);
        _part[roundId][account] = part;
    }

    function _existing(uint256 roundId) private view returns (Round storage round) {
        round = _rounds[roundId];
        if (round.id == 0) revert RoundNotFound(roundId);
    }

    function _open(uint256 roundId) private view returns (Round storage round) {
        round = _existing(roundId);
        if (round.closedAt != 0) revert WrongRoundState(roundId, true, round.finalised);
    }

    function _unowed() private view returns (uint256) {
        uint256 balance = rewardToken.balanceOf(address(this));
        return balance > totalOwed ? balance - totalOwed : 0;
    }
}
