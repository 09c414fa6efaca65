import { evmErrors } from "@mvcrs/evm";
import { ownerErrors } from "./errors.ts";
import { type Contract, identify } from "./internal/plan/contracts.ts";
import { addStep, alreadyInPlace, type Draft, expectEvent, type Wanted } from "./internal/plan/draft.ts";
import { addPercentageSteps } from "./internal/plan/percentages.ts";
import { makePlan, type PlanOptions } from "./internal/plan/start.ts";
import { readWhole } from "./internal/typed-reads.ts";
import type { Plan } from "./plan.ts";

/**
 * New values; what is left out stays. Rewards and stake in the token's smallest unit, splits and target success rate
 * in basis points, percentages whole.
 */
export interface ParamsRequest {
  readonly arena?: string | undefined;
  readonly teacherReward?: bigint | undefined;
  readonly studentReward?: bigint | undefined;
  readonly validatorReward?: bigint | undefined;
  readonly committeeSize?: bigint | undefined;
  readonly validatorStake?: bigint | undefined;
  readonly targetSuccessRate?: bigint | undefined;
  readonly teacherSplit?: bigint | undefined;
  readonly studentSplit?: bigint | undefined;
  readonly validatorSplit?: bigint | undefined;
  readonly stakeManager?: string | undefined;
  readonly feePct?: bigint | undefined;
  readonly burnPct?: bigint | undefined;
  readonly validatorRewardPct?: bigint | undefined;
}

/** Above this a reward makes `finaliseRound` of deployed arenas overflow; ours refuses it. */
const largest = 2n ** 128n - 1n;

type Key = Exclude<keyof ParamsRequest, "arena" | "stakeManager">;

// Values that one setter takes together; a setter is called when one of its values changes.
const groups: readonly {
  readonly setter: string;
  readonly event: string;
  readonly noun: string;
  readonly values: readonly (readonly [Key, string])[];
}[] = [
  {
    setter: "setRewards",
    event: "RewardsUpdated",
    noun: "base rewards",
    values: [
      ["teacherReward", "baseTeacherReward"],
      ["studentReward", "baseStudentReward"],
      ["validatorReward", "baseValidatorReward"],
    ],
  },
  {
    setter: "setCommitteeParameters",
    event: "CommitteeParametersUpdated",
    noun: "committee size and validator stake",
    values: [
      ["committeeSize", "committeeSize"],
      ["validatorStake", "validatorStake"],
    ],
  },
  {
    setter: "setTargetSuccessRateBps",
    event: "TargetSuccessRateUpdated",
    noun: "target success rate",
    values: [["targetSuccessRate", "targetSuccessRateBps"]],
  },
  {
    setter: "setRewardSplits",
    event: "RewardSplitsUpdated",
    noun: "reward splits",
    values: [
      ["teacherSplit", "teacherRewardSplitBps"],
      ["studentSplit", "studentRewardSplitBps"],
      ["validatorSplit", "validatorRewardSplitBps"],
    ],
  },
];

const bounds: Readonly<Partial<Record<Key, readonly [bigint, bigint]>>> = {
  committeeSize: [1n, 2n ** 32n],
  targetSuccessRate: [1n, 10_000n],
  teacherSplit: [0n, 10_000n],
  studentSplit: [0n, 10_000n],
  validatorSplit: [0n, 10_000n],
  feePct: [0n, 100n],
  burnPct: [0n, 100n],
  validatorRewardPct: [0n, 100n],
};

/** In these a factor of a million is more likely a mixed-up unit than a wish. */
const inWei = new Set<Key>(["teacherReward", "studentReward", "validatorReward", "validatorStake"]);

/**
 * Plans a change of parameters. Values of one setter change together; percentages change in an order in which their
 * sum never passes 100.
 *
 * @throws NOTHING_TO_DO, MISSING_OPTION, OUT_OF_RANGE, SPLITS_DO_NOT_FIT, PERCENTAGES_DO_NOT_FIT, NO_CODE,
 * WRONG_CONTRACT, WRONG_CHAIN, ENDPOINTS_DISAGREE, what `rpc.request` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc } from "@mvcrs/evm";
 * import { planParams } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const request = { arena: process.env["ARENA"], committeeSize: 5n };
 * const { steps } = await planParams(request, { rpc, now: Date.now });
 * assert.equal(steps[0]?.function.startsWith("setCommitteeParameters("), true);
 * assert.equal(steps[0]?.args[0]?.value, "5");
 * ```
 */
export function planParams(request: ParamsRequest, options: PlanOptions): Promise<Plan> {
  const arenaKeys = groups.flatMap(({ values }) => values.map(([key]) => key));
  const wantsArena = arenaKeys.some((key) => request[key] !== undefined);
  const stakeKeys = ["feePct", "burnPct", "validatorRewardPct"] as const;
  const wantsStakes = stakeKeys.some((key) => request[key] !== undefined);
  if (!wantsArena && !wantsStakes) throw ownerErrors.create("NOTHING_TO_DO", { verb: "params" });
  if (wantsArena && request.arena === undefined)
    throw ownerErrors.create("MISSING_OPTION", {
      option: "--arena",
      why: "parameters of the arena are given",
    });
  if (wantsStakes && request.stakeManager === undefined)
    throw ownerErrors.create("MISSING_OPTION", { option: "--stake-manager", why: "percentages are given" });
  for (const key of [...arenaKeys, ...stakeKeys]) assertRange(key, request[key]);

  const plain = Object.fromEntries(
    Object.entries(request).map(([key, value]) => [
      key,
      typeof value === "bigint" ? value.toString() : value,
    ]),
  );
  return makePlan("params", plain, options, async (reader, chainId) => {
    const arena =
      wantsArena && request.arena !== undefined
        ? await identify(reader, "SelfPlayArena", "--arena", request.arena, chainId)
        : undefined;
    const stakes =
      wantsStakes && request.stakeManager !== undefined
        ? await identify(reader, "StakeManager", "--stake-manager", request.stakeManager, chainId)
        : undefined;
    return {
      contracts: [arena, stakes].filter((contract) => contract !== undefined),
      async fill(draft) {
        if (arena !== undefined) for (const group of groups) await addGroup(draft, arena, group, request);
        if (stakes !== undefined) await addPercentageSteps(draft, stakes, request);
      },
    };
  });
}

async function addGroup(
  draft: Draft,
  arena: Contract,
  group: (typeof groups)[number],
  request: ParamsRequest,
): Promise<void> {
  const { setter, event, noun, values } = group;
  if (values.every(([key]) => request[key] === undefined)) return;
  const wanted: Wanted[] = [];
  for (const [key, getter] of values) {
    const current = BigInt(String(await readWhole(draft.reader, arena, getter)));
    const desired = request[key] ?? current;
    wanted.push({ contract: arena, getter, current, desired });
    if (request[key] !== undefined && inWei.has(key)) warnOfUnit(draft, key, current, desired);
  }
  const args = wanted.map(({ desired }) => desired);
  if (setter === "setRewardSplits") assertSplits(args.map(Number));
  const changed = wanted.filter(({ current, desired }) => current !== desired);
  if (changed.length === 0) {
    for (const { getter, current } of wanted) alreadyInPlace(draft, arena, getter, current);
    return;
  }
  await addStep(draft, {
    contract: arena,
    fn: setter,
    args,
    right: "owner",
    changes: changed,
    expects: [expectEvent(arena, event, args), expectEvent(arena, "ParametersUpdated", null)],
    reason: `set ${noun}`,
  });
}

function assertRange(key: Key, value: bigint | undefined): void {
  if (value === undefined) return;
  const [minimum, maximum] = bounds[key] ?? [1n, largest];
  if (value < minimum || value > maximum)
    throw evmErrors.create("OUT_OF_RANGE", {
      where: key,
      value: value.toString(),
      minimum: minimum.toString(),
      maximum: maximum.toString(),
    });
}

function assertSplits(splits: readonly number[]): void {
  const sum = splits.reduce((a, b) => a + b, 0);
  if (sum < 1 || sum > 10_000) throw ownerErrors.create("SPLITS_DO_NOT_FIT", { sum, splits });
}

function warnOfUnit(draft: Draft, key: Key, current: bigint, desired: bigint): void {
  const factor = 1_000_000n;
  if (current === 0n || (desired * factor > current && desired < current * factor)) return;
  draft.warnings.push({
    code: "UNIT",
    text: `${key} would go from ${current} to ${desired} wei, ${desired < current ? "a millionth or less" : "a million times or more"}: are the units right?`,
    ask: true,
  });
}
