import { SelfPlayArena__factory, StakeManager__factory } from "@selfplay/contracts";
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

const eventsOf = (abi: Interface, ...names: readonly string[]): EventFragment[] =>
  names.map((name) => {
    const event = abi.getEvent(name);
    if (event === null) throw new TypeError(`our contracts have no event ${name}`);
    return event;
  });

export const eventInterface = new Interface([
  ...eventsOf(
    SelfPlayArena__factory.createInterface(),
    ...["RoundStarted", "StudentRegistered", "ValidatorRegistered", "RoundFinalised", "RoundCancelled"],
    ...["ValidatorMisconduct", "OrchestratorUpdated", "OwnershipTransferred", "OrchestratorCapsUpdated"],
    ...["Paused", "Unpaused", "ParametersUpdated"],
  ),
  ...eventsOf(StakeManager__factory.createInterface(), "ValidatorLockManagerUpdated", "ParametersUpdated"),
  // The field's stake manager's: what it holds is read by getter, at its block.
  "event ParametersUpdated(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256)",
]);

/** Topic 0 of the events above, for `eth_getLogs`. */
export const topics: readonly string[] = eventInterface.fragments.flatMap((fragment) =>
  fragment instanceof EventFragment ? [fragment.topicHash] : [],
);
