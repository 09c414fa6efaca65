import {
  type SelfPlayArena,
  SelfPlayArena__factory,
  type StakeManager,
  StakeManager__factory,
  StakeToken__factory,
  SystemPause__factory,
} from "@selfplay/contracts";
import { isError, type Provider } from "ethers";
import { orchestratorErrors } from "../errors.ts";
import type { ArenaParameters } from "../receipt.ts";

/** The deployment as the orchestrator reads it. Nothing here sends. */
export interface ArenaView {
  readonly address: string;
  readonly stakeManagerAddress: string;
  readonly arena: SelfPlayArena;
  readonly stakes: StakeManager;
  readonly provider: Provider;
  chainId(): Promise<string>;
  /** What is paused, in words; none where all runs. */
  pausedParts(): Promise<string[]>;
  /** As of a block. */
  parameters(block: number): Promise<ArenaParameters>;
  /** Unowed reward tokens of the arena. */
  unowedRewards(): Promise<bigint>;
  /** What orchestrators may credit today, by the chain's clock. */
  rewardsLeftToday(): Promise<bigint>;
  /** What the arena can lock of a validator's stake: what is free, within the validator's consent. */
  lockableOf(validator: string): Promise<bigint>;
  /** All that the arena lets this orchestrator take of a validator for a round. */
  reportableOf(roundId: bigint, validator: string): Promise<bigint>;
  wasCancelled(roundId: bigint): Promise<boolean>;
  mayRunRounds(account: string): Promise<boolean>;
  /** @throws NO_CONTRACT */
  assertDeployed(): Promise<void>;
}

export function arenaView(at: {
  readonly arena: string;
  readonly stakeManager: string;
  readonly systemPause?: string | undefined;
  readonly provider: Provider;
}): ArenaView {
  const { provider } = at;
  const arena = SelfPlayArena__factory.connect(at.arena, provider);
  const stakes = StakeManager__factory.connect(at.stakeManager, provider);
  const system =
    at.systemPause === undefined ? undefined : SystemPause__factory.connect(at.systemPause, provider);

  // SystemPause contracts in the field have no `paused()`; their modules are asked one by one above.
  const systemPaused = async (): Promise<boolean> => {
    if (system === undefined) return false;
    try {
      return await system.paused();
    } catch (thrown) {
      if (isError(thrown, "CALL_EXCEPTION") || isError(thrown, "BAD_DATA")) return false;
      throw thrown;
    }
  };

  return {
    address: at.arena,
    stakeManagerAddress: at.stakeManager,
    arena,
    stakes,
    provider,
    chainId: async () => (await provider.getNetwork()).chainId.toString(),
    async pausedParts() {
      const [first, second, third] = await Promise.all([arena.paused(), stakes.paused(), systemPaused()]);
      return [
        ...(first ? [`the arena ${at.arena} is paused`] : []),
        ...(second ? [`the stake manager ${at.stakeManager} is paused`] : []),
        ...(third ? [`the system ${at.systemPause} is paused`] : []),
      ];
    },
    async parameters(block) {
      const then = { blockTag: block };
      const values = await Promise.all([
        arena.baseTeacherReward(then),
        arena.baseStudentReward(then),
        arena.baseValidatorReward(then),
        arena.committeeSize(then),
        arena.validatorStake(then),
        arena.targetSuccessRateBps(then),
        arena.teacherRewardSplitBps(then),
        arena.studentRewardSplitBps(then),
        arena.validatorRewardSplitBps(then),
        stakes.feePct(then),
        stakes.burnPct(then),
        stakes.validatorRewardPct(then),
      ]);
      const text = (index: number): string => (values[index] ?? 0n).toString();
      return {
        teacherReward: text(0),
        studentReward: text(1),
        validatorReward: text(2),
        committeeSize: text(3),
        validatorStake: text(4),
        targetSuccessRateBps: text(5),
        teacherSplitBps: text(6),
        studentSplitBps: text(7),
        validatorSplitBps: text(8),
        feePct: text(9),
        burnPct: text(10),
        validatorRewardPct: text(11),
      };
    },
    async unowedRewards() {
      const [token, owed] = await Promise.all([arena.rewardToken(), arena.totalOwed()]);
      const balance = await StakeToken__factory.connect(token, provider).balanceOf(at.arena);
      return balance > owed ? balance - owed : 0n;
    },
    async rewardsLeftToday() {
      const newest = await provider.getBlock("latest");
      const day = Math.floor((newest?.timestamp ?? 0) / 86_400);
      const [cap, credited] = await Promise.all([arena.rewardCapPerDay(), arena.creditedOn(day)]);
      return cap > credited ? cap - credited : 0n;
    },
    lockableOf: (validator) => stakes.lockableOf(at.arena, validator),
    reportableOf: (roundId, validator) => arena.reportableByOrchestrator(roundId, validator),
    wasCancelled: async (roundId) => (await arena.cancelledAt(roundId)) > 0n,
    async mayRunRounds(account) {
      const [allowed, owner] = await Promise.all([arena.orchestrators(account), arena.owner()]);
      return allowed || owner.toLowerCase() === account.toLowerCase();
    },
    async assertDeployed() {
      for (const [name, address] of [
        ["SelfPlayArena", at.arena],
        ["StakeManager", at.stakeManager],
        ["SystemPause", at.systemPause],
      ] as const) {
        if (address === undefined || (await provider.getCode(address)) !== "0x") continue;
        const { chainId } = await provider.getNetwork();
        throw orchestratorErrors.create("NO_CONTRACT", { name, address, chainId: chainId.toString() });
      }
    },
  };
}
