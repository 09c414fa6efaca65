// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Misconduct} from "./Misconduct.sol";
import {RoundBooks} from "./RoundBooks.sol";
import {IStakeManager} from "./interfaces/IStakeManager.sol";

/// @title Rounds of a teacher, students and validators, with rewards and reports of misconduct
/// @notice A round's pot is the sum of the three base rewards; the splits, in basis points, share it between the
/// teacher, the winning students and the validators, and what they leave stays in the arena. Rewards are credited
/// when the round is finalised and claimed by their owners.
/// Misconduct is not paid: who was reported, and whom the operator names unpaid, is credited nothing, and what would have
/// been theirs stays in the arena.
/// @dev Invariant: the reward token's balance is at least `totalOwed`. Pot, splits, stakes, target and stake manager are
/// those of the moment a round starts, so that a change of parameters never reaches into a running round. What an
/// orchestrator's key can do is bounded here: it reports a validator once a round, in time, for no more than the stake
/// locked in that round, to the recipient that the owner has set, and under the owner's caps.
contract SelfPlayArena is Misconduct {
    using SafeERC20 for IERC20;

    /// @param initialOwner who may set parameters and roles
    /// @param rewardToken_ the token that rewards are paid in
    /// @param stakeManager_ where stakes lie
    constructor(address initialOwner, IERC20 rewardToken_, IStakeManager stakeManager_)
        RoundBooks(initialOwner, rewardToken_, stakeManager_)
    {}

    /// @notice Most students in a round, so that finalising always fits in a block.
    uint256 public constant MAX_STUDENTS = 64;

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
    /// @notice A round ended without winners or rewards; its stakes are free.
    event RoundCancelled(uint256 indexed roundId, address indexed by);
    /// @notice Credited rewards were paid.
    event RewardClaimed(address indexed account, uint256 amount);
    /// @notice Reward tokens that nobody is owed were moved to the fee pool.
    event SurplusSwept(address indexed feePool, uint256 amount);
    /// @notice `account` is not a student of the round.
    error InvalidStudent(address account);
    /// @notice `account` has a part in the round already.
    error AlreadyRegistered(uint256 roundId, address account);
    /// @notice The round is not in the state that this needs.
    error WrongRoundState(uint256 roundId, bool closed, bool finalised);
    /// @notice The committee has `present` of `needed` validators.
    error CommitteeIncomplete(uint256 present, uint256 needed);
    /// @notice `account` is neither the teacher nor a validator of the round, and so is not paid for its part.
    error InvalidUnpaid(address account);
    /// @notice Nothing is owed to `account`.
    error NothingOwed(address account);

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
            stakeManager,
            uint16(targetSuccessRateBps)
        );
        _standing[roundId][teacher].part = Part.Teacher;
        emit RoundStarted(roundId, teacher, difficulty, teacherJobId, pot);
    }

    /// @notice Adds a student to an open round.
    function registerStudent(uint256 roundId, address student, uint256 jobId) external onlyOperator whenNotPaused {
        Round storage round = _open(roundId);
        _join(roundId, student, Part.Student);
        if (round.students.length == MAX_STUDENTS) revert ValueTooLarge("students", MAX_STUDENTS + 1, MAX_STUDENTS);
        round.students.push(student);
        round.studentJobIds.push(jobId);
        emit StudentRegistered(roundId, student, jobId);
    }

    /// @notice Adds a validator to an open round and locks its stake, within what it has consented to at the stake manager.
    function registerValidator(uint256 roundId, address validator, uint256 jobId)
        external
        onlyOperator
        whenNotPaused
        nonReentrant
    {
        Round storage round = _open(roundId);
        Terms storage terms = _terms[roundId];
        _join(roundId, validator, Part.Validator);
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

    /// @notice Ends a closed round: credits the rewards and releases the validators' stakes, which answer for the round
    /// until `liableUntil`.
    /// @param winners students of the round that share the students' part, none twice; may be empty
    /// @param unpaid teacher or validators who get nothing, because their work was blocked or never came; whoever was
    /// reported gets nothing anyway
    function finaliseRound(uint256 roundId, address[] calldata winners, address[] calldata unpaid)
        external
        onlyOperator
        whenNotPaused
        nonReentrant
    {
        Round storage round = _existing(roundId);
        if (cancelledAt[roundId] != 0) revert RoundIsCancelled(roundId);
        if (round.closedAt == 0 || round.finalised) revert WrongRoundState(roundId, round.closedAt != 0, round.finalised);
        round.finalised = true;
        Terms memory terms = _terms[roundId];
        _recordWinners(round, winners, terms.targetSuccessRateBps);
        for (uint256 i = 0; i < unpaid.length; ++i) {
            Standing storage standing = _standing[roundId][unpaid[i]];
            if (standing.part != Part.Teacher && standing.part != Part.Validator) revert InvalidUnpaid(unpaid[i]);
            standing.unpaid = true;
        }

        _payOut(round, terms, winners);
        liableUntil[roundId] = _release(round, terms);
    }

    /// @notice Ends a round without winners or rewards and gives its stakes free at once. The operator may do this at
    /// any time before the end, and anybody once the round has taken longer than `ROUND_TIMEOUT`.
    function cancelRound(uint256 roundId) external whenNotPaused nonReentrant {
        Round storage round = _existing(roundId);
        if (msg.sender != owner() && !orchestrators[msg.sender] && block.timestamp < round.startedAt + ROUND_TIMEOUT) {
            revert NotAuthorised(msg.sender);
        }
        if (cancelledAt[roundId] != 0) revert RoundIsCancelled(roundId);
        if (round.finalised) revert WrongRoundState(roundId, true, true);
        cancelledAt[roundId] = uint64(block.timestamp);
        emit RoundCancelled(roundId, msg.sender);
        Terms memory terms = _terms[roundId];
        for (uint256 i = 0; i < round.validators.length; ++i) {
            address validator = round.validators[i];
            uint256 left = terms.validatorStake - _standing[roundId][validator].taken;
            if (left > 0) terms.stakeManager.unlockValidatorStake(validator, left);
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

    // ------------------------------------------------------------------ views

    /// @notice Version of this contract's interface.
    function version() external pure returns (uint256) {
        return 4;
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

    function _payOut(Round storage round, Terms memory terms, address[] calldata winners) private {
        uint256 available = _unowed();
        uint256 toTeacher = _creditOrWithhold(round.id, round.teacher, (terms.pot * terms.teacherSplitBps) / BPS);
        uint256 toStudents = _payWinners(round.id, winners, (terms.pot * terms.studentSplitBps) / BPS);
        uint256 toValidators = _payValidators(round, (terms.pot * terms.validatorSplitBps) / BPS);
        uint256 total = toTeacher + toStudents + toValidators;
        if (total > available) revert InsufficientRewards(available, total);
        if (msg.sender != owner()) {
            uint256 today = block.timestamp / 1 days;
            _checkCap("rewardCapPerDay", rewardCapPerDay, creditedOn[today], total);
            creditedOn[today] += total;
        }
        emit RoundFinalised(round.id, winners, toTeacher, toStudents, toValidators, round.difficultyDelta);
    }

    function _payWinners(uint256 roundId, address[] calldata winners, uint256 share) private returns (uint256) {
        if (winners.length == 0) return 0;
        uint256 each = share / winners.length;
        for (uint256 i = 0; i < winners.length; ++i) _credit(roundId, winners[i], each);
        return each * winners.length;
    }

    function _payValidators(Round storage round, uint256 share) private returns (uint256 paid) {
        uint256 each = share / round.validators.length;
        creditPerValidator[round.id] = each;
        for (uint256 i = 0; i < round.validators.length; ++i) paid += _creditOrWithhold(round.id, round.validators[i], each);
    }

    function _recordWinners(Round storage round, address[] calldata winners, uint256 target) private {
        uint256 roundId = round.id;
        for (uint256 i = 0; i < winners.length; ++i) {
            // A winner's part is rewritten, so the same student cannot be named twice.
            Standing storage standing = _standing[roundId][winners[i]];
            if (standing.part != Part.Student) revert InvalidStudent(winners[i]);
            standing.part = Part.Winner;
            round.winners.push(winners[i]);
        }
        if (round.students.length > 0) {
            uint256 rate = (winners.length * BPS) / round.students.length;
            round.difficultyDelta = rate > target ? int32(1) : rate < target ? int32(-1) : int32(0);
        }
    }

    function _join(uint256 roundId, address account, Part part) private {
        if (account == address(0)) revert ZeroAddress();
        if (_standing[roundId][account].part != Part.None) revert AlreadyRegistered(roundId, account);
        _standing[roundId][account].part = part;
    }

    function _open(uint256 roundId) private view returns (Round storage round) {
        round = _existing(roundId);
        if (cancelledAt[roundId] != 0) revert RoundIsCancelled(roundId);
        if (round.closedAt != 0) revert WrongRoundState(roundId, true, round.finalised);
    }

    function _release(Round storage round, Terms memory terms) private returns (uint64 until) {
        // Where nobody has anything left there is nothing to report either.
        until = uint64(block.timestamp);
        for (uint256 i = 0; i < round.validators.length; ++i) {
            address validator = round.validators[i];
            uint256 left = terms.validatorStake - _standing[round.id][validator].taken;
            if (left > 0) until = terms.stakeManager.releaseValidatorStake(validator, left);
        }
    }
}
