import type { TextFiles } from "@mvcrs/files";
import type { OrchestratorAlert, SendAlert } from "../alert.ts";
import { orchestratorErrors } from "../errors.ts";
import { type Freeze, type FrozenInLog, standingFreeze, writeFreeze } from "../freeze.ts";
import type { Logger } from "../logger.ts";
import type { OrchestratorPaths } from "../paths.ts";
import type { ArenaView } from "./arena.ts";
import { chainProblem } from "./chain-problem.ts";
import { stableId } from "./uuid.ts";

export interface GateOptions {
  readonly view: ArenaView;
  readonly files: TextFiles;
  readonly paths: OrchestratorPaths;
  readonly isTrustLocked: () => Promise<boolean>;
  readonly frozenInLog?: FrozenInLog;
  readonly alert: SendAlert;
  readonly log: Logger;
  readonly at: () => string;
}

/** Something that stands in the way of rounds. */
export interface Obstacle {
  readonly code: "paused" | "trust-lock";
  /** One clause, as freezes record it. */
  readonly text: string;
}

/** What stands in the way in words, as freezes and errors have it. */
export const textsOf = (obstacles: readonly Obstacle[]): string[] => obstacles.map(({ text }) => text);

/** What has to be open before anything is sent. */
export interface Gate {
  /** What stands in the way on the chain and in the log, whether or not it has been noticed yet. */
  obstacles(): Promise<readonly Obstacle[]>;
  /** @throws FROZEN; what it notices becomes a freeze that only a person lifts */
  pass(): Promise<void>;
}

export function makeGate(options: GateOptions): Gate {
  const { view, files, paths, isTrustLocked, frozenInLog, alert, log, at } = options;

  const obstacles = () => obstaclesOf(view, isTrustLocked);

  const refuse = ({ reasons, since, by }: Freeze) =>
    orchestratorErrors.create("FROZEN", { reasons: [...reasons], since, by });

  return {
    obstacles,
    async pass() {
      const standing = await standingFreeze(files, paths, frozenInLog);
      if (standing !== null) throw refuse(standing);
      const found = await obstacles();
      if (found.length === 0) return;
      // A pause is an incident: rounds go on when a person says so, not when the pause ends (runbook, section 5).
      const reasons = textsOf(found);
      const freeze = await writeFreeze(files, paths, { reasons, by: "orchestrator", at: at() });
      log.warn({ reasons: freeze.reasons }, "frozen");
      const chainId = await view.chainId();
      const code = found.some((one) => one.code === "trust-lock") ? "trust-lock" : "paused";
      await alert(freezeAlert(freeze, code, view.address, chainId)).catch((thrown: unknown) => {
        // The freeze itself stands; it must not depend on whether somebody can be notified.
        log.error({ problem: String(thrown) }, "the alert of the freeze was not handed over");
      });
      throw refuse(freeze);
    },
  };
}

/** What stands in the way on the chain and in the log. @throws CHAIN_FAILED */
export async function obstaclesOf(
  view: Pick<ArenaView, "pausedParts">,
  isTrustLocked: () => Promise<boolean>,
): Promise<readonly Obstacle[]> {
  const locked = await isTrustLocked();
  try {
    const paused = (await view.pausedParts()).map((text) => ({ code: "paused", text }) as const);
    return locked ? [...paused, { code: "trust-lock", text: "a trust lock is on" }] : paused;
  } catch (thrown) {
    throw chainProblem("reading what is paused", thrown);
  }
}

const freezeAlert = (
  { since, reasons }: Freeze,
  code: Obstacle["code"],
  arena: string,
  chainId: string,
): OrchestratorAlert => ({
  id: stableId("freeze", chainId, arena, since),
  reason: `freeze:${code}`,
  at: since,
  severity: "critical",
  text: `the orchestrator froze itself: ${reasons.join("; ")}`,
  arena,
  chainId,
  run: null,
  roundId: null,
  participant: null,
  amount: null,
  transaction: null,
  context: null,
});
