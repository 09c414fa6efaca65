import type { TextFiles } from "@mvcrs/files";
import {
  type OrchestratorPaths,
  type RunReceipt,
  readReceipt,
  readScoreboard,
  type Scoreboard,
} from "@selfplay/orchestrator";
import { agentMetric } from "./internal/agent-metric.ts";
import type { Quantity, Unit } from "./quantity.ts";
import type { Report } from "./report.ts";

// The receipt's names of the parameters, and the getters of the contracts that say the same.
const parameters = [
  ["teacherReward", "arena.baseTeacherReward", "ether"],
  ["studentReward", "arena.baseStudentReward", "ether"],
  ["validatorReward", "arena.baseValidatorReward", "ether"],
  ["committeeSize", "arena.committeeSize", "count"],
  ["validatorStake", "arena.validatorStake", "ether"],
  ["targetSuccessRateBps", "arena.targetSuccessRateBps", "bps"],
  ["teacherSplitBps", "arena.teacherRewardSplitBps", "bps"],
  ["studentSplitBps", "arena.studentRewardSplitBps", "bps"],
  ["validatorSplitBps", "arena.validatorRewardSplitBps", "bps"],
  ["feePct", "stakeManager.feePct", "percent"],
  ["burnPct", "stakeManager.burnPct", "percent"],
  ["validatorRewardPct", "stakeManager.validatorRewardPct", "percent"],
] as const satisfies readonly (readonly [string, string, Unit])[];

/**
 * What the orchestrator's files say: the scoreboard, and the receipt of the last run it counts, at the block of that
 * run's last transaction. Null where there is no scoreboard, or it counts no run yet.
 *
 * @throws FILE_INVALID, FILE_FAILED
 */
export async function orchestratorReport(files: TextFiles, paths: OrchestratorPaths): Promise<Report | null> {
  if ((await files.read(paths.scoreboard)) === null) return null;
  const scoreboard = await readScoreboard(files, paths);
  const receipt = await readReceipt(files, paths, scoreboard.lastRun);
  return receipt === null ? null : reportFrom(scoreboard, receipt);
}

/** The same from what was read already. */
export function reportFrom(scoreboard: Scoreboard, receipt: RunReceipt): Report {
  const values = new Map<string, Quantity>();
  const receipts = new Map<string, Quantity>();
  const known = receipt.timings.scoreboard?.parameters;
  if (known != null)
    for (const [name, metric, unit] of parameters) {
      const quantity: Quantity = { unit, raw: BigInt(known[name]) };
      values.set(metric, quantity);
      receipts.set(metric, quantity);
    }
  for (const [account, score] of Object.entries(scoreboard.agents))
    for (const what of ["wins", "losses", "slashes"] as const)
      values.set(agentMetric(what, account), { unit: "count", raw: BigInt(score[what]) });
  // Corrections made since speak of the chain as it is now, not as it was when the run ended.
  const corrected = scoreboard.adjustments.at(-1)?.at ?? "";
  const block = corrected > (receipt.timings.finishedAt ?? "") ? undefined : receipt.anchor?.number;
  return {
    values,
    receipts,
    via: `runs/${receipt.id}.json`,
    ...(block === undefined ? {} : { block: BigInt(block) }),
  };
}
