import { orchestratorErrors } from "../errors.ts";
import { readFreeze } from "../freeze.ts";
import { type Scoreboard, writeScoreboard } from "../scoreboard.ts";
import { chainProblem } from "./chain-problem.ts";
import type { Parts } from "./parts.ts";
import { currentScoreboard } from "./phases/score.ts";

/** Where things stand before a round: the scoreboard as of now, and the chain that it is of. */
export interface Standing {
  readonly board: Scoreboard;
  readonly chainId: string;
}

/**
 * Reads where things stand; a freeze refuses, and is counted on the scoreboard.
 *
 * @throws FROZEN, NO_CONTRACT, CHAIN_DIVERGED, CHAIN_FAILED, FILE_INVALID
 */
export async function standingOf(parts: Parts): Promise<Standing> {
  const { files, paths } = parts.options;
  const known = await files.read(paths.scoreboard);
  try {
    return await standingUnlessFrozen(parts);
  } catch (thrown) {
    const problem = chainProblem("before the round", thrown);
    if (orchestratorErrors.is(problem, "FROZEN") && known !== null) await countRefused(parts);
    throw problem;
  }
}

async function standingUnlessFrozen({ options, view, gate, at }: Parts): Promise<Standing> {
  await gate.pass();
  await view.assertDeployed();
  const chainId = await view.chainId();
  const board = await currentScoreboard(options, { chainId, arena: view.address }, at());
  if (board.chainId !== chainId || board.arena !== view.address)
    throw orchestratorErrors.create("CHAIN_DIVERGED", {
      runs: board.lastRun,
      problem: `the scoreboard is of arena ${board.arena} on chain ${board.chainId}, not of ${view.address} on ${chainId}`,
    });
  return { board: board.frozen === null ? board : { ...board, frozen: null }, chainId };
}

/** Counts on the scoreboard a round that the freeze has refused. */
async function countRefused({ options, view, at }: Parts): Promise<void> {
  const { files, paths } = options;
  const freeze = await readFreeze(files, paths);
  const text = await files.read(paths.scoreboard);
  if (freeze === null || text === null) return;
  const board = await currentScoreboard(options, { chainId: "0", arena: view.address }, at());
  const { since, by, reasons } = freeze;
  const refusedRounds = (board.frozen?.since === since ? board.frozen.refusedRounds : 0) + 1;
  await writeScoreboard(files, paths, {
    ...board,
    updatedAt: at(),
    frozen: { since, by, reasons: [...reasons], refusedRounds },
  });
}
