import { EventFragment, Interface } from "ethers";
import type { Unit } from "../quantity.ts";

type ContractName = "arena" | "stakeManager" | "systemPause";

/** A getter without arguments whose answer is one number or flag. Its metric is `<contract>.<getter>`. */
export interface Getter {
  readonly contract: ContractName;
  readonly name: string;
  readonly unit: Unit;
}

const of = (contract: ContractName, unit: Unit, ...names: readonly string[]): Getter[] =>
  names.map((name) => ({ contract, name, unit }));

/** What is read of a deployment. A contract that lacks a getter (those in the field do some) has no such metric. */
export const getters: readonly Getter[] = [
  ...of("arena", "ether", "baseTeacherReward", "baseStudentReward", "baseValidatorReward", "validatorStake"),
  ...of("arena", "ether", "slashCapPerRound", "slashCapPerDay", "rewardCapPerDay"),
  ...of("arena", "count", "committeeSize"),
  ...of(
    "arena",
    "bps",
    "targetSuccessRateBps",
    "teacherRewardSplitBps",
    "studentRewardSplitBps",
    "validatorRewardSplitBps",
  ),
  ...of("arena", "count", "totalRounds"),
  ...of("arena", "flag", "paused"),
  ...of("stakeManager", "percent", "feePct", "burnPct", "validatorRewardPct"),
  ...of("stakeManager", "ether", "minStake", "totalStaked", "rewardReserve"),
  ...of("stakeManager", "seconds", "unbondingPeriod"),
  ...of("stakeManager", "flag", "paused"),
  ...of("systemPause", "flag", "paused"),
];

// uint256 decodes uint16 and bool as well: both are padded to a word (Solidity ABI, "formal specification of the
// encoding"), and a bool is 0 or 1.
export const getterInterface = new Interface(
  [...new Set(getters.map(({ name }) => name))].map((name) => `function ${name}() view returns (uint256)`),
);

export const eventInterface = new Interface([
  "event RoundStarted(uint256 indexed roundId, address indexed teacher, uint32 difficulty, uint256 teacherJobId, uint256 pot)",
  "event StudentRegistered(uint256 indexed roundId, address indexed student, uint256 jobId)",
  "event ValidatorRegistered(uint256 indexed roundId, address indexed validator, uint256 jobId, uint256 lockedStake)",
  "event RoundFinalised(uint256 indexed roundId, address[] winners, uint256 teacherReward, uint256 studentReward, uint256 validatorReward, int32 difficultyDelta)",
  "event RoundCancelled(uint256 indexed roundId, address indexed by)",
  "event ValidatorMisconduct(uint256 indexed roundId, address indexed validator, uint256 amount, address indexed recipient, string reason)",
  "event OrchestratorUpdated(address indexed orchestrator, bool allowed)",
  "event ValidatorLockManagerUpdated(address indexed manager, bool allowed)",
  "event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)",
  "event OrchestratorCapsUpdated(uint256 slashPerRound, uint256 slashPerDay, uint256 rewardsPerDay)",
  "event Paused(address account)",
  "event Unpaused(address account)",
  // The arena's, and the stake manager's here and in the field: what they hold is read by getter, at their block.
  "event ParametersUpdated(uint256,uint256,uint256,uint256,uint256,uint256,uint16,uint16,uint16,address)",
  "event ParametersUpdated(uint256,uint256,uint256,uint256,uint256,address)",
  "event ParametersUpdated(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256)",
]);

/** Topic 0 of the events above, for `eth_getLogs`. */
export const topics: readonly string[] = eventInterface.fragments.flatMap((fragment) =>
  fragment instanceof EventFragment ? [fragment.topicHash] : [],
);
