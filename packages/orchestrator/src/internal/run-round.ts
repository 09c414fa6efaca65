import { listRuns, type RunReceipt } from "../receipt.ts";
import { carryOn } from "./carry-on.ts";
import { freshReceipt } from "./fresh-receipt.ts";
import { type Parts, runOf } from "./parts.ts";
import { say } from "./run.ts";
import { type Standing, standingOf } from "./standing.ts";
import { unfinishedRuns } from "./unfinished.ts";

/** Finishes the runs that were cut off, or else runs a new round; returns the receipt of the last. */
export async function runRound(parts: Parts): Promise<RunReceipt> {
  const standing = await standingOf(parts);
  const unfinished = await unfinishedRuns(parts.options, parts.view);
  let { board } = standing;
  for (const receipt of unfinished) {
    const run = runOf(parts, receipt, board);
    say(run, `resumed in phase ${receipt.status.phase}`);
    board = await carryOn(run, parts.options);
  }
  return unfinished.at(-1) ?? newRound(parts, standing);
}

async function newRound(parts: Parts, { board, chainId }: Standing): Promise<RunReceipt> {
  const { files, paths, signer } = parts.options;
  const newest = (await listRuns(files, paths)).at(-1) ?? 0;
  const receipt = freshReceipt({
    run: Math.max(newest, board.lastRun) + 1,
    chainId,
    arena: parts.view.address,
    orchestrator: await signer.getAddress(),
    at: parts.at(),
  });
  const run = runOf(parts, receipt, board);
  await run.save();
  await carryOn(run, parts.options);
  return receipt;
}
