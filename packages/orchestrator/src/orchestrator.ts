import { orchestratorErrors } from "./errors.ts";
import { withFolderLock } from "./folder-lock.ts";
import { type Freeze, liftFreeze, readFreeze, writeFreeze } from "./freeze.ts";
import { chainProblem } from "./internal/chain-problem.ts";
import { textsOf } from "./internal/gate.ts";
import { partsOf } from "./internal/parts.ts";
import { runRound } from "./internal/run-round.ts";
import type { OrchestratorOptions } from "./orchestrator-options.ts";
import type { RunReceipt } from "./receipt.ts";

export interface Orchestrator {
  /**
   * Finishes the run that was cut off, or else runs a new round; returns its receipt. A run that fails on the way stays
   * open, with the failure in its receipt and on the scoreboard, and the next call carries it on.
   *
   * @throws FROZEN, ALREADY_RUNNING, NOT_AN_ORCHESTRATOR, REWARDS_TOO_LOW, COMMITTEE_TOO_SMALL, ROSTER_INVALID,
   * REWARD_CAP_REACHED, CHAIN_FAILED, TRANSACTION_REVERTED, NOT_MINED, ALERT_FAILED, FILE_FAILED, FILE_INVALID, CHAIN_DIVERGED, NO_CONTRACT.
   */
  runRound(): Promise<RunReceipt>;
  /** Stops before the next phase of a round, and lets no new one start. */
  freeze(reason: string, by: string): Promise<Freeze>;
  /** What stands in the way of going on; none where all is clear. */
  obstacles(): Promise<readonly string[]>;
  /** The freeze that is on. */
  frozen(): Promise<Freeze | null>;
  /** Lifts the freeze once all is clear. @throws NOT_CLEAR */
  resume(by: string): Promise<void>;
}

/** An orchestrator for one arena and one folder. No effect until one of its methods is called. @throws BAD_OPTION */
export function createOrchestrator(options: OrchestratorOptions): Orchestrator {
  const { paths, files, log } = options;
  const parts = partsOf(options);

  return {
    runRound: () =>
      withFolderLock(paths.lock, options.lockTimeoutMs ?? 0, async () => {
        try {
          return await runRound(parts);
        } catch (thrown) {
          throw chainProblem("the round", thrown);
        }
      }),
    freeze: (reason, by) => writeFreeze(files, paths, { reasons: [reason], by, at: parts.at() }),
    frozen: () => readFreeze(files, paths),
    obstacles: async () => textsOf(await parts.gate.obstacles()),
    async resume(by) {
      const reasons = textsOf(await parts.gate.obstacles());
      if (reasons.length > 0) throw orchestratorErrors.create("NOT_CLEAR", { reasons });
      await liftFreeze(files, paths);
      log.info({ by }, "resumed");
    },
  };
}
