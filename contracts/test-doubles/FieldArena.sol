// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

interface IFieldSlasher {
    function slash(address user, uint256 amount, address recipient) external;
}

/// @title Behaves like arenas in the field, as far as facts and ABI tell; written from those alone, for tests
contract FieldArena is Ownable, Pausable, ReentrancyGuard {
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

    mapping(address => bool) public orchestrators;
    address public identityRegistry;
    address public jobRegistry;
    address public stakeManager;
    address public feePool;
    uint256 public baseTeacherReward = 100 ether;
    uint256 public baseStudentReward = 50 ether;
    uint256 public baseValidatorReward = 25 ether;
    uint256 public committeeSize = 3;
    uint256 public validatorStake = 1 ether;
    uint256 public targetSuccessRateBps = 6_000;
    uint16 public teacherRewardSplitBps = 10_000;
    uint16 public studentRewardSplitBps = 10_000;
    uint16 public validatorRewardSplitBps = 10_000;
    uint256 public totalRounds;
    mapping(uint256 => Round) private _rounds;

    event OrchestratorUpdated(address indexed orchestrator, bool allowed);
    event IdentityRegistryUpdated(address indexed previousRegistry, address indexed newRegistry);
    event JobRegistryUpdated(address indexed previousRegistry, address indexed newRegistry);
    event StakeManagerUpdated(address indexed previousManager, address indexed newManager);
    event FeePoolUpdated(address indexed previousFeePool, address indexed newFeePool);
    event RewardsUpdated(uint256 teacherReward, uint256 studentReward, uint256 validatorReward);
    event CommitteeParametersUpdated(uint256 committeeSize, uint256 validatorStake);
    event TargetSuccessRateUpdated(uint256 targetSuccessRateBps);
    event RewardSplitsUpdated(uint16 teacherSplitBps, uint16 studentSplitBps, uint16 validatorSplitBps);
    event ParametersUpdated(
        uint256 teacherReward,
        uint256 studentReward,
        uint256 validatorReward,
        uint256 committeeSize,
        uint256 validatorStake,
        uint256 targetSuccessRateBps,
        uint16 teacherSplitBps,
        uint16 studentSplitBps,
        uint16 validatorSplitBps,
        address feePool
    );
    event ValidatorMisconduct(
        uint256 indexed roundId, address indexed validator, uint256 amount, address indexed recipient, string reason
    );

    error NotAuthorised();
    error ZeroAddress();
    error ZeroValue();
    error InvalidSplit();
    error InvalidAmount();
    error InvalidValidator(address account);
    error RoundNotFound(uint256 roundId);
    error StakeManagerNotConfigured();

    constructor(address initialOwner, address stakeManager_) Ownable(initialOwner) {
        stakeManager = stakeManager_;
        _emitParameters();
    }

    /// Test hook: a round as the missing parts of the system would have left it.
    function seedRound(address teacher, address[] calldata validators) external returns (uint256 id) {
        id = ++totalRounds;
        _rounds[id].id = id;
        _rounds[id].teacher = teacher;
        _rounds[id].startedAt = uint64(block.timestamp);
        for (uint256 i = 0; i < validators.length; ++i) {
            _rounds[id].validators.push(validators[i]);
            _rounds[id].validatorJobIds.push(i);
        }
    }

    function pause() external onlyOwner {
        _pause();
    }

    function unpause() external onlyOwner {
        _unpause();
    }

    function setOrchestrator(address orchestrator, bool allowed) external onlyOwner {
        if (orchestrator == address(0)) revert ZeroAddress();
        orchestrators[orchestrator] = allowed;
        emit OrchestratorUpdated(orchestrator, allowed);
    }

    function setIdentityRegistry(address newRegistry) external onlyOwner {
        if (newRegistry == address(0)) revert ZeroAddress();
        emit IdentityRegistryUpdated(identityRegistry, newRegistry);
        identityRegistry = newRegistry;
    }

    function setJobRegistry(address newRegistry) external onlyOwner {
        if (newRegistry == address(0)) revert ZeroAddress();
        emit JobRegistryUpdated(jobRegistry, newRegistry);
        jobRegistry = newRegistry;
    }

    function setStakeManager(address newManager) external onlyOwner {
        if (newManager == address(0)) revert ZeroAddress();
        emit StakeManagerUpdated(stakeManager, newManager);
        stakeManager = newManager;
    }

    function setFeePool(address newFeePool) external onlyOwner {
        if (newFeePool == address(0)) revert ZeroAddress();
        emit FeePoolUpdated(feePool, newFeePool);
        feePool = newFeePool;
        _emitParameters();
    }

    function setRewards(uint256 teacherReward, uint256 studentReward, uint256 validatorReward) external onlyOwner {
        if (teacherReward == 0 || studentReward == 0 || validatorReward == 0) revert ZeroValue();
        baseTeacherReward = teacherReward;
        baseStudentReward = studentReward;
        baseValidatorReward = validatorReward;
        emit RewardsUpdated(teacherReward, studentReward, validatorReward);
        _emitParameters();
    }

    function setCommitteeParameters(uint256 committeeSize_, uint256 validatorStake_) external onlyOwner {
        if (committeeSize_ == 0 || validatorStake_ == 0) revert ZeroValue();
        committeeSize = committeeSize_;
        validatorStake = validatorStake_;
        emit CommitteeParametersUpdated(committeeSize_, validatorStake_);
        _emitParameters();
    }

    function setTargetSuccessRateBps(uint256 targetSuccessRateBps_) external onlyOwner {
        if (targetSuccessRateBps_ == 0 || targetSuccessRateBps_ > 10_000) revert ZeroValue();
        targetSuccessRateBps = targetSuccessRateBps_;
        emit TargetSuccessRateUpdated(targetSuccessRateBps_);
        _emitParameters();
    }

    function setRewardSplits(uint16 teacherSplitBps, uint16 studentSplitBps, uint16 validatorSplitBps) external onlyOwner {
        uint256 sum = uint256(teacherSplitBps) + studentSplitBps + validatorSplitBps;
        if (sum == 0 || sum > 10_000) revert InvalidSplit();
        teacherRewardSplitBps = teacherSplitBps;
        studentRewardSplitBps = studentSplitBps;
        validatorRewardSplitBps = validatorSplitBps;
        emit RewardSplitsUpdated(teacherSplitBps, studentSplitBps, validatorSplitBps);
        _emitParameters();
    }

    function reportValidatorMisconduct(
        uint256 roundId,
        address validator,
        uint256 amount,
        address recipient,
        string calldata reason
    ) external whenNotPaused nonReentrant {
        if (msg.sender != owner() && !orchestrators[msg.sender]) revert NotAuthorised();
        if (amount == 0) revert InvalidAmount();
        if (recipient == address(0)) revert ZeroAddress();
        Round storage round = _rounds[roundId];
        if (round.id == 0) revert RoundNotFound(roundId);
        bool known = false;
        for (uint256 i = 0; i < round.validators.length; ++i) known = known || round.validators[i] == validator;
        if (!known) revert InvalidValidator(validator);
        if (stakeManager == address(0)) revert StakeManagerNotConfigured();
        IFieldSlasher(stakeManager).slash(validator, amount, recipient);
        emit ValidatorMisconduct(roundId, validator, amount, recipient, reason);
    }

    function getRound(uint256 roundId) external view returns (Round memory viewRound) {
        viewRound = _rounds[roundId];
        if (viewRound.id == 0) revert RoundNotFound(roundId);
    }

    function _emitParameters() private {
        emit ParametersUpdated(
            baseTeacherReward,
            baseStudentReward,
            baseValidatorReward,
            committeeSize,
            validatorStake,
            targetSuccessRateBps,
            teacherRewardSplitBps,
            studentRewardSplitBps,
            validatorRewardSplitBps,
            feePool
        );
    }
}
