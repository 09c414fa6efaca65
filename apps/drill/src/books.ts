import {
  adjust,
  cultureRewards,
  nodeOrchestratorFiles as files,
  orchestratorPaths,
  readScoreboard,
  reconcile,
  settlingAdjustments,
  tallyChain,
  writeScoreboard,
} from "@selfplay/orchestrator";
import type { World } from "./world.ts";

/** Settles what scoreboard and chain differ in; gives how many differences there were. */
export async function settleBooks(world: World, root: string, by: string): Promise<number> {
  const paths = orchestratorPaths(root);
  const scoreboard = await readScoreboard(files, paths);
  const chain = await tallyChain({ provider: world.provider, arena: world.at.arena, fromBlock: 0 });
  const differences = reconcile(scoreboard, chain).length;
  const at = new Date(world.now()).toISOString();
  const adjustments = settlingAdjustments(scoreboard, chain, { by, at });
  if (adjustments.length > 0) await writeScoreboard(files, paths, adjust(scoreboard, adjustments));
  return differences;
}

/** Shares the weekly culture rewards; gives how many agents get a part. */
export async function shareRewards(world: World, root: string): Promise<number> {
  const paths = orchestratorPaths(root);
  const scoreboard = await readScoreboard(files, paths);
  const at = new Date(world.now()).toISOString();
  const rewards = cultureRewards({ scoreboard, total: 1500n, top: 8, at });
  await files.write(paths.cultureRewards, `${JSON.stringify(rewards, null, 2)}\n`);
  return rewards.rewards.length;
}
