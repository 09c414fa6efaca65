import type { TextFiles } from "@mvcrs/files";
import { orchestratorErrors } from "../../errors.ts";
import type { OrchestratorPaths } from "../../paths.ts";
import { listRuns, type RunReceipt, readReceipt } from "../../receipt.ts";
import { openRun, rebuildScoreboard, scoreRun } from "../../score-run.ts";
import { emptyScoreboard, parseScoreboard, type Scoreboard, writeScoreboard } from "../../scoreboard.ts";
import { contextOf } from "../context-of.ts";
import { nowOf, type Run, say } from "../run.ts";

export interface Store {
  readonly files: TextFiles;
  readonly paths: OrchestratorPaths;
}

/** Ends the run: the receipt becomes complete first, and the scoreboard counts it then, once. @throws CHAIN_FAILED */
export async function scoreAndFinish(run: Run, { files, paths }: Store): Promise<Scoreboard> {
  const { receipt, board, view, clock } = run;
  const began = clock();
  const at = nowOf(run);
  const newest = await view.provider.getBlock("latest");
  if (newest?.hash == null)
    throw orchestratorErrors.create("CHAIN_FAILED", {
      step: "score",
      problem: "the node has no newest block",
    });
  const parameters = await view.parameters(newest.number);
  receipt.anchor = { number: newest.number, hash: newest.hash };
  receipt.timings.finishedAt = at;
  receipt.status.state = "completed";
  receipt.status.phase = "done";
  // A run that the chain had lost and that was done again is counted already; its outcome may have changed.
  const again = receipt.run <= board.lastRun;
  const next = again
    ? rebuildScoreboard(
        board,
        [...(await completedBefore(receipt.run)), receipt, ...(await completedAfter())],
        at,
      )
    : scoreRun(board, receipt, at);
  receipt.timings.scoreboard = contextOf(next, parameters, at, newest.number);
  receipt.timings.phases["score"] = clock() - began;
  say(run, `scoreboard updated: ${next.rounds} rounds, ${Object.keys(next.agents).length} agents`);
  await run.save();
  await writeScoreboard(files, paths, next);
  return next;

  async function completedBefore(until: number): Promise<RunReceipt[]> {
    return (await allReceipts({ files, paths })).filter(({ run: number }) => number < until);
  }
  async function completedAfter(): Promise<RunReceipt[]> {
    return (await allReceipts({ files, paths })).filter(({ run: number }) => number > receipt.run);
  }
}

async function allReceipts({ files, paths }: Store): Promise<RunReceipt[]> {
  const receipts: RunReceipt[] = [];
  for (const run of await listRuns(files, paths)) {
    const receipt = await readReceipt(files, paths, run);
    if (receipt !== null) receipts.push(receipt);
  }
  return receipts;
}

/** The scoreboard of the folder, updated from the receipts: a crash may have come between the two. */
export async function currentScoreboard(
  { files, paths }: Store,
  deployment: { readonly chainId: string; readonly arena: string },
  at: string,
): Promise<Scoreboard> {
  const text = await files.read(paths.scoreboard);
  const runs = await listRuns(files, paths);
  if (text === null) {
    if (runs.length === 0) return emptyScoreboard(deployment.chainId, deployment.arena, at);
    const receipts = await allReceipts({ files, paths });
    return rebuildScoreboard({ ...deployment, adjustments: [], frozen: null }, receipts, at);
  }
  let board = parseScoreboard(text, paths.scoreboard);
  for (const run of runs.filter((run) => run > board.lastRun)) {
    const receipt = await readReceipt(files, paths, run);
    if (receipt?.status.state === "completed")
      board = scoreRun(board, receipt, receipt.timings.finishedAt ?? at);
  }
  return board;
}

/** Shows on the scoreboard what stopped the run. */
export const showFailure = async (run: Run, { files, paths }: Store): Promise<void> =>
  writeScoreboard(files, paths, { ...run.board, updatedAt: nowOf(run), open: openRun(run.receipt) });
