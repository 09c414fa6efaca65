import type { TextFiles } from "@mvcrs/files";
import { orchestratorErrors } from "../errors.ts";
import type { OrchestratorPaths } from "../paths.ts";
import { listRuns, type RunReceipt, readReceipt } from "../receipt.ts";
import type { ArenaView } from "./arena.ts";

/** A rollback deeper than this many runs is no rollback but another chain. */
const deepestRollback = 100;

/**
 * The runs that have to be carried on, oldest first: the one that was cut off, and completed ones whose newest block the
 * chain no longer has. Those go through their steps again, and each step looks at the chain before it sends anything: what
 * a reorganisation kept is found, what it lost is done again.
 *
 * @throws CHAIN_DIVERGED
 */
export async function unfinishedRuns(
  { files, paths }: { readonly files: TextFiles; readonly paths: OrchestratorPaths },
  view: ArenaView,
): Promise<RunReceipt[]> {
  const unfinished: RunReceipt[] = [];
  for (const run of (await listRuns(files, paths)).reverse()) {
    const receipt = await readReceipt(files, paths, run);
    if (receipt === null) continue;
    if (receipt.status.state === "completed") {
      if (await hasAnchor(receipt, view)) break;
      receipt.status.state = "running";
      receipt.status.logs.push("the chain was rolled back: every step is checked again");
    }
    // Whatever phase it was cut off in: the chain may have lost steps of it since. Steps that stand are found, not sent.
    if (receipt.round !== null) receipt.status.phase = "start";
    receipt.cancelled = null;
    unfinished.unshift(receipt);
    if (unfinished.length > deepestRollback)
      throw orchestratorErrors.create("CHAIN_DIVERGED", {
        runs: unfinished.length,
        problem: "it has none of the blocks in which the newest runs ended",
      });
  }
  return unfinished;
}

async function hasAnchor({ anchor }: RunReceipt, { provider }: ArenaView): Promise<boolean> {
  if (anchor === null) return false;
  const block = await provider.getBlock(anchor.number);
  return block?.hash === anchor.hash;
}
