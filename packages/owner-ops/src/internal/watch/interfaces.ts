import { arenaInterface, stakeInterface, systemInterface } from "@mvcrs/evm";
import { SelfPlayArena__factory, StakeManager__factory, SystemPause__factory } from "@selfplay/contracts";
import { type EventFragment, Interface } from "ethers/abi";

// What users, orchestrators and modules do. Whatever else a watched contract emits takes an owner's role, so that an
// event nobody thought of is asked about rather than skipped.
const ofUsers = new Set([
  "RoundStarted",
  "StudentRegistered",
  "ValidatorRegistered",
  "RoundClosed",
  "RoundFinalised",
  "RewardsDistributed",
  "RewardWithheld",
  "RewardRevoked",
  "RewardCredited",
  "RewardClaimed",
  "StakeDeposited",
  "WithdrawalRequested",
  "WithdrawRequested",
  "StakeWithdrawn",
  "StakeSlashed",
  "Slash",
  "OperatorSlashShareAllocated",
  "SlashingStats",
  "StakeTimeLocked",
  "StakeUnlocked",
  "StakeEscrowLocked",
  "StakeReleased",
  "ValidatorStakeLocked",
  "ValidatorStakeUnlocked",
  "ValidatorLockUpdated",
  "ValidatorLockReleased",
  "LockConsentUpdated",
  "EscrowPenaltyApplied",
  "JobFundsFinalized",
  "DisputeFeeLocked",
  "DisputeFeePaid",
  "RewardPaid",
  "RewardPoolUpdated",
  "RewardValidator",
  "TokensBurned",
  "ExecutionSuccess",
  "ExecutionFailure",
  "ExecutionFromModuleSuccess",
  "ExecutionFromModuleFailure",
  "SafeReceived",
  "SafeModuleTransaction",
  "SafeMultiSigTransaction",
  "ApproveHash",
  "SignMsg",
  "Transfer",
  "Approval",
]);

export const isOfUsers = (event: string): boolean => ofUsers.has(event);

/** What any contract may be besides what it is: a proxy, owned, with roles, pausable. */
const everywhere = [
  "event Upgraded(address indexed implementation)",
  "event BeaconUpgraded(address indexed beacon)",
  "event AdminChanged(address previousAdmin, address newAdmin)",
  "event Initialized(uint8 version)",
  "event Initialized(uint64 version)",
  "event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)",
  "event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)",
  "event RoleAdminChanged(bytes32 indexed role, bytes32 indexed previousAdminRole, bytes32 indexed newAdminRole)",
  "event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner)",
  "event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)",
  "event GovernanceUpdated(address indexed newGovernance)",
  "event PauserUpdated(address indexed pauser)",
  "event PauserManagerUpdated(address indexed pauserManager)",
  "event Paused(address account)",
  "event Unpaused(address account)",
];

const fieldArena = [
  "event RewardsDistributed(uint256 indexed roundId, uint256 teacherReward, uint256 studentRewardTotal, uint256 validatorRewardTotal)",
  "event RoundFinalised(uint256 indexed roundId, address[] winners, int32 difficultyDelta)",
  "event RoundStarted(uint256 indexed roundId, uint32 difficulty, uint256 indexed teacherJobId, address indexed teacher, string teacherSubdomain)",
  "event StudentRegistered(uint256 indexed roundId, uint256 indexed jobId, address indexed student, string subdomain)",
  "event ValidatorRegistered(uint256 indexed roundId, uint256 indexed jobId, address indexed validator, string subdomain)",
];

const fieldStakes = [
  "event AGITypeRemoved(address indexed nft)",
  "event AGITypeUpdated(address indexed nft, uint256 payoutPct)",
  "event AutoStakeConfigUpdated(uint256 threshold, uint256 upPct, uint256 downPct, uint256 window, uint256 floor, uint256 ceil, int256 tempThreshold, int256 hThreshold, uint256 disputeWeight, uint256 tempWeight, uint256 hamWeight)",
  "event AutoStakeTuningEnabled(bool enabled)",
  "event ConfigurationApplied(address indexed caller, bool pauserUpdated, bool pauserManagerUpdated, bool thermostatUpdated, bool hamiltonianUpdated, bool autoStakeTuningUpdated, bool autoStakeConfigUpdated, bool minStakeUpdated, bool roleMinimumsUpdated, bool slashingUpdated, bool operatorSlashPctUpdated, bool slashBurnPctUpdated, bool treasuryUpdated, bool jobRegistryUpdated, bool disputeModuleUpdated, bool validationModuleUpdated, bool modulesUpdated, bool feePctUpdated, bool feePoolUpdated, bool burnPctUpdated, bool validatorRewardPctUpdated, bool unbondingPeriodUpdated, bool maxStakePerAddressUpdated, bool stakeRecommendationsUpdated, bool maxAGITypesUpdated, bool maxTotalPayoutPctUpdated, bool paused, bool unpaused, uint256 treasuryAllowlistUpdates)",
  "event DisputeFeeLocked(address indexed payer, uint256 amount)",
  "event DisputeFeePaid(address indexed to, uint256 amount)",
  "event EscrowPenaltyApplied(bytes32 indexed jobId, address indexed recipient, uint256 amount, uint256 employerShare, uint256 treasuryShare, uint256 operatorShare, uint256 validatorShare, uint256 burnShare)",
  "event HamiltonianFeedUpdated(address indexed feed)",
  "event JobFundsFinalized(bytes32 indexed jobId, address indexed employer)",
  "event MaxAGITypesUpdated(uint256 oldMax, uint256 newMax)",
  "event MaxTotalPayoutPctUpdated(uint256 oldMax, uint256 newMax)",
  "event OperatorSlashShareAllocated(address indexed user, uint8 indexed role, uint256 amount)",
  "event RewardPaid(bytes32 indexed jobId, address indexed to, uint256 amount)",
  "event RewardPoolUpdated(uint256 balance)",
  "event RewardValidator(address indexed validator, uint256 amount, bytes32 indexed jobId)",
  "event Slash(address indexed agent, uint256 amount, address indexed validator)",
  "event SlashingStats(uint256 timestamp, uint256 minted, uint256 burned, uint256 redistributed, uint256 burnRatio)",
  "event StakeDeposited(address indexed user, uint8 indexed role, uint256 amount)",
  "event StakeEscrowLocked(bytes32 indexed jobId, address indexed from, uint256 amount)",
  "event StakeReleased(bytes32 indexed jobId, address indexed to, uint256 amount)",
  "event StakeTimeLocked(address indexed user, uint256 amount, uint64 unlockTime)",
  "event StakeUnlocked(address indexed user, uint256 amount)",
  "event StakeWithdrawn(address indexed user, uint8 indexed role, uint256 amount)",
  "event ThermostatUpdated(address indexed thermostat)",
  "event TokensBurned(bytes32 indexed jobId, uint256 amount)",
  "event ValidatorStakeLocked(uint256 indexed jobId, address indexed validator, uint256 amount, uint64 unlockTime)",
  "event ValidatorStakeUnlocked(uint256 indexed jobId, address indexed validator, uint256 amount)",
  "event WithdrawRequested(address indexed user, uint8 indexed role, uint256 amount, uint64 unlockAt)",
];

const fieldSystem = [
  "event ValidationFailoverForwarded(uint256 indexed jobId, uint8 action, uint64 extension, string reason)",
];

/** A Safe that owns, and a timelock: who decides in them, and what they let through. */
const owners = [
  "event AddedOwner(address indexed owner)",
  "event RemovedOwner(address indexed owner)",
  "event ChangedThreshold(uint256 threshold)",
  "event EnabledModule(address indexed module)",
  "event DisabledModule(address indexed module)",
  "event ChangedGuard(address indexed guard)",
  "event ChangedModuleGuard(address indexed moduleGuard)",
  "event ChangedFallbackHandler(address indexed handler)",
  "event ChangedMasterCopy(address singleton)",
  "event SafeSetup(address indexed initiator, address[] owners, uint256 threshold, address initializer, address fallbackHandler)",
  "event ExecutionSuccess(bytes32 indexed txHash, uint256 payment)",
  "event ExecutionFailure(bytes32 indexed txHash, uint256 payment)",
  "event ExecutionFromModuleSuccess(address indexed module)",
  "event ExecutionFromModuleFailure(address indexed module)",
  "event ApproveHash(bytes32 indexed approvedHash, address indexed owner)",
  "event SignMsg(bytes32 indexed msgHash)",
  "event SafeReceived(address indexed sender, uint256 value)",
  "event CallScheduled(bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data, bytes32 predecessor, uint256 delay)",
  "event CallExecuted(bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data)",
  "event CallSalt(bytes32 indexed id, bytes32 salt)",
  "event Cancelled(bytes32 indexed id)",
  "event MinDelayChange(uint256 oldDuration, uint256 newDuration)",
];

const eventsOf = (abi: Pick<Interface, "fragments">): readonly EventFragment[] =>
  abi.fragments.filter((fragment): fragment is EventFragment => fragment.type === "event");

const join = (...parts: (readonly (string | EventFragment)[])[]): Interface => new Interface(parts.flat());

/** The events of each kind of watched contract, of the field's and of ours. */
export const watchedInterfaces = {
  arena: join(
    eventsOf(arenaInterface),
    eventsOf(SelfPlayArena__factory.createInterface()),
    fieldArena,
    everywhere,
  ),
  stakes: join(
    eventsOf(stakeInterface),
    eventsOf(StakeManager__factory.createInterface()),
    fieldStakes,
    everywhere,
  ),
  system: join(
    eventsOf(systemInterface),
    eventsOf(SystemPause__factory.createInterface()),
    fieldSystem,
    everywhere,
  ),
  module: join(everywhere, fieldStakes, eventsOf(stakeInterface)),
  owner: join(
    owners,
    everywhere,
    eventsOf(systemInterface),
    eventsOf(SystemPause__factory.createInterface()),
    fieldSystem,
  ),
} as const;
