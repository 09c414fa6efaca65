// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PausableModule} from "./PausableModule.sol";
import {IStakeManager, STAKE_MANAGER_KIND} from "./interfaces/IStakeManager.sol";

/// @title What the owner of the arena can set
abstract contract ArenaParameters is PausableModule {
    /// @notice Basis points in a whole.
    uint256 public constant BPS = 10_000;
    /// @notice Largest base reward, so that no parameter can make `finaliseRound` overflow.
    uint256 public constant MAX_REWARD = type(uint128).max;

    /// @notice Most validators in a round.
    uint256 public constant MAX_COMMITTEE = 64;

    /// @notice Where stakes lie.
    IStakeManager public stakeManager;
    /// @notice Where unowed reward tokens can be swept to; zero for nowhere.
    address public feePool;
    /// @notice Teacher's part of the pot, in the token's smallest unit.
    uint256 public baseTeacherReward;
    /// @notice Students' part of the pot.
    uint256 public baseStudentReward;
    /// @notice Validators' part of the pot.
    uint256 public baseValidatorReward;
    /// @notice Validators that a round needs before it can be closed.
    uint256 public committeeSize;
    /// @notice Stake that a validator has locked during a round.
    uint256 public validatorStake;
    /// @notice Success rate that the difficulty is steered to, in basis points.
    uint256 public targetSuccessRateBps;
    /// @notice Teacher's share of the pot, in basis points.
    uint16 public teacherRewardSplitBps;
    /// @notice Winning students' share of the pot, in basis points.
    uint16 public studentRewardSplitBps;
    /// @notice Validators' share of the pot, in basis points.
    uint16 public validatorRewardSplitBps;
    /// @notice Who gets what the shares of an orchestrator's slash leave; while it is zero, the owner.
    address public slashRecipient;
    /// @notice Most stake that orchestrators can take in one round, all validators together.
    uint256 public slashCapPerRound;
    /// @notice Most stake that orchestrators can take in one UTC day.
    uint256 public slashCapPerDay;
    /// @notice Most reward tokens that orchestrators can credit in one UTC day.
    uint256 public rewardCapPerDay;

    /// @notice True for an account that may run rounds.
    mapping(address orchestrator => bool) public orchestrators;

    /// @notice An orchestrator was allowed or revoked.
    event OrchestratorUpdated(address indexed orchestrator, bool allowed);
    /// @notice The stake manager has changed.
    event StakeManagerUpdated(address indexed previousManager, address indexed newManager);
    /// @notice The fee pool has changed.
    event FeePoolUpdated(address indexed previousFeePool, address indexed newFeePool);
    /// @notice The base rewards have changed.
    event RewardsUpdated(uint256 teacherReward, uint256 studentReward, uint256 validatorReward);
    /// @notice Committee size or validator stake have changed.
    event CommitteeParametersUpdated(uint256 committeeSize, uint256 validatorStake);
    /// @notice The target success rate has changed.
    event TargetSuccessRateUpdated(uint256 targetSuccessRateBps);
    /// @notice The reward splits have changed.
    event RewardSplitsUpdated(uint16 teacherSplitBps, uint16 studentSplitBps, uint16 validatorSplitBps);
    /// @notice The whole parameter set, after every change of one of them.
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

    /// @notice Who gets the rest of an orchestrator's slash has changed.
    event SlashRecipientUpdated(address indexed recipient);
    /// @notice What orchestrators can do at the most has changed.
    event OrchestratorCapsUpdated(uint256 slashPerRound, uint256 slashPerDay, uint256 rewardsPerDay);

    /// @notice The zero address is not allowed here.
    error ZeroAddress();
    /// @notice `name` must be above zero.
    error ZeroValue(bytes32 name);
    /// @notice `name` is above its bound.
    error ValueTooLarge(bytes32 name, uint256 value, uint256 maximum);
    /// @notice The splits sum to `sum` basis points; 1 to 10,000 are allowed.
    error InvalidSplit(uint256 sum);
    /// @notice `account` is not a contract of the kind that is needed.
    error InvalidModule(address account);
    /// @notice Nothing may be sent to `recipient` here.
    error InvalidRecipient(address recipient);

    constructor(address initialOwner, IStakeManager stakeManager_) PausableModule(initialOwner) {
        _checkStakeManager(stakeManager_);
        stakeManager = stakeManager_;
        slashCapPerRound = 1 ether;
        slashCapPerDay = 5 ether;
        rewardCapPerDay = 20_000 ether;
        baseTeacherReward = 100 ether;
        baseStudentReward = 50 ether;
        baseValidatorReward = 50 ether;
        committeeSize = 3;
        validatorStake = 1 ether;
        targetSuccessRateBps = 6_000;
        teacherRewardSplitBps = 5_000;
        studentRewardSplitBps = 2_500;
        validatorRewardSplitBps = 2_500;
        _emitParameters();
    }

    /// @notice Allows or revokes an orchestrator.
    function setOrchestrator(address orchestrator, bool allowed) external onlyOwner {
        if (orchestrator == address(0)) revert ZeroAddress();
        orchestrators[orchestrator] = allowed;
        emit OrchestratorUpdated(orchestrator, allowed);
    }

    /// @notice Sets the three base rewards, each 1 to `MAX_REWARD`, in the token's smallest unit.
    function setRewards(uint256 teacherReward, uint256 studentReward, uint256 validatorReward) external onlyOwner {
        _checkRange("teacherReward", teacherReward, MAX_REWARD);
        _checkRange("studentReward", studentReward, MAX_REWARD);
        _checkRange("validatorReward", validatorReward, MAX_REWARD);
        baseTeacherReward = teacherReward;
        baseStudentReward = studentReward;
        baseValidatorReward = validatorReward;
        emit RewardsUpdated(teacherReward, studentReward, validatorReward);
        _emitParameters();
    }

    /// @notice Sets committee size (1 to `MAX_COMMITTEE`) and validator stake (above zero).
    function setCommitteeParameters(uint256 committeeSize_, uint256 validatorStake_) external onlyOwner {
        _checkRange("committeeSize", committeeSize_, MAX_COMMITTEE);
        _checkRange("validatorStake", validatorStake_, type(uint128).max);
        committeeSize = committeeSize_;
        validatorStake = validatorStake_;
        emit CommitteeParametersUpdated(committeeSize_, validatorStake_);
        _emitParameters();
    }

    /// @notice Sets the target success rate, 1 to 10,000 basis points.
    function setTargetSuccessRateBps(uint256 targetSuccessRateBps_) external onlyOwner {
        _checkRange("targetSuccessRateBps", targetSuccessRateBps_, BPS);
        targetSuccessRateBps = targetSuccessRateBps_;
        emit TargetSuccessRateUpdated(targetSuccessRateBps_);
        _emitParameters();
    }

    /// @notice Sets the three splits of the pot, in basis points; their sum must be 1 to 10,000.
    function setRewardSplits(uint16 teacherSplitBps, uint16 studentSplitBps, uint16 validatorSplitBps) external onlyOwner {
        uint256 sum = uint256(teacherSplitBps) + studentSplitBps + validatorSplitBps;
        if (sum == 0 || sum > BPS) revert InvalidSplit(sum);
        teacherRewardSplitBps = teacherSplitBps;
        studentRewardSplitBps = studentSplitBps;
        validatorRewardSplitBps = validatorSplitBps;
        emit RewardSplitsUpdated(teacherSplitBps, studentSplitBps, validatorSplitBps);
        _emitParameters();
    }

    /// @notice Sets where stakes lie. Validators of open rounds stay locked where they were locked.
    function setStakeManager(IStakeManager newManager) external onlyOwner {
        _checkStakeManager(newManager);
        emit StakeManagerUpdated(address(stakeManager), address(newManager));
        stakeManager = newManager;
    }

    /// @notice Sets where unowed reward tokens can be swept to; zero for nowhere.
    function setFeePool(address newFeePool) external onlyOwner {
        _checkReceiver(newFeePool);
        emit FeePoolUpdated(feePool, newFeePool);
        feePool = newFeePool;
        _emitParameters();
    }

    /// @notice Sets who gets what the shares of an orchestrator's slash leave; zero for the owner.
    function setSlashRecipient(address newRecipient) external onlyOwner {
        _checkReceiver(newRecipient);
        slashRecipient = newRecipient;
        emit SlashRecipientUpdated(newRecipient);
    }

    /// @notice Sets what all orchestrators together can do at the most: a stolen key is worth no more than this. Zero
    /// forbids it. The owner has no cap. In force at once, for running rounds too.
    function setOrchestratorCaps(uint256 slashPerRound, uint256 slashPerDay, uint256 rewardsPerDay) external onlyOwner {
        slashCapPerRound = slashPerRound;
        slashCapPerDay = slashPerDay;
        rewardCapPerDay = rewardsPerDay;
        emit OrchestratorCapsUpdated(slashPerRound, slashPerDay, rewardsPerDay);
    }

    /// @dev What arrives at one of these two is in nobody's books.
    function _checkReceiver(address account) internal view {
        if (account == address(this) || account == address(stakeManager)) revert InvalidRecipient(account);
    }

    function _checkStakeManager(IStakeManager candidate) private view {
        (bool ok, bytes memory answer) = address(candidate).staticcall(abi.encodeCall(IStakeManager.stakeManagerKind, ()));
        // An account without code answers every call with nothing.
        if (!ok || answer.length != 32 || abi.decode(answer, (bytes32)) != STAKE_MANAGER_KIND) {
            revert InvalidModule(address(candidate));
        }
    }

    function _checkRange(bytes32 name, uint256 value, uint256 maximum) private pure {
        if (value == 0) revert ZeroValue(name);
        if (value > maximum) revert ValueTooLarge(name, value, maximum);
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
