import type { RunReceipt } from "../receipt.ts";
import { collectResults } from "./phases/collect.ts";
import { finaliseRound } from "./phases/finalise.ts";
import { closeRound, registerAll, startRound } from "./phases/open-round.ts";
import { planRound } from "./phases/plan.ts";
import { slashAll } from "./phases/slash.ts";
import type { Run } from "./run.ts";

const over = async (): Promise<never> => {
  throw new TypeError("the run is over");
};

/** A run, phase by phase; each sets the next one. All that a phase has decided is on disk before the next begins. */
export const phases: Readonly<Record<RunReceipt["status"]["phase"], (run: Run) => Promise<void>>> = {
  plan: planRound,
  start: startRound,
  register: registerAll,
  close: closeRound,
  // A run that is done again after a rollback keeps the results it had: agents are asked once.
  collect: async (run) => {
    if (run.receipt.results === null) await collectResults(run);
    run.receipt.status.phase = "slash";
  },
  slash: slashAll,
  finalise: finaliseRound,
  score: over,
  done: over,
};
