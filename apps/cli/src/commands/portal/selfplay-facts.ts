import { readSavedState } from "@mvcrs/escalation";
import type { Facts } from "@mvcrs/portal/format";
import {
  cultureRewardsSchema,
  listRuns,
  orchestratorPaths,
  parseScoreboard,
  readReceipt,
} from "@selfplay/orchestrator";
import type { Context } from "../../command.ts";
import { standingFreezeOf } from "../orchestrator/standing-freeze.ts";

/** Agents and shares that are named. */
const most = 25;

/** SelfPlay as the orchestrator's files have it; `null` where it never ran here. */
export async function selfplayFacts(context: Context): Promise<Facts["selfplay"]> {
  const {
    files,
    paths: { root },
  } = context;
  const paths = orchestratorPaths(root);
  const text = await files.read(paths.scoreboard);
  if (text === null) return null;
  const board = parseScoreboard(text, paths.scoreboard);
  // The scoreboard learns of a freeze with the first round that it refuses, and of its end with the next that runs.
  const { freeze, doubt } = await standingFreezeOf(context);
  if (doubt !== null) context.notice(`the portal may lack a freeze: ${doubt}`);
  const rewards = await files.read(paths.cultureRewards);
  const shared = rewards === null ? null : cultureRewardsSchema.parse(JSON.parse(rewards));
  const agents = Object.entries(board.agents).sort(([, a], [, b]) => b.wins - a.wins || a.losses - b.losses);
  return {
    chain_id: board.chainId,
    arena: board.arena,
    as_of: board.updatedAt,
    parameters: await parametersOf({ files, root }),
    pauses: await pausesOf(context),
    ...{ rounds: board.rounds, difficulty: board.difficulty, failures: board.failures.total },
    frozen: freeze === null ? null : { since: freeze.since, by: freeze.by, reasons: [...freeze.reasons] },
    agents: agents
      .slice(0, most)
      .map(([address, { wins, losses, slashes, slashed }]) => ({ address, wins, losses, slashes, slashed })),
    agent_count: agents.length,
    rewards:
      shared === null
        ? null
        : {
            ...{ at: shared.generatedAt, total: shared.total },
            shares: shared.rewards.slice(0, most).map(({ address, amount }) => ({ address, amount })),
          },
  };
}

/** Whether each contract is paused, as the newest signal of the deployment says; nothing where none is judged. */
async function pausesOf({ files, paths }: Context) {
  const newest = new Map<string, { readonly at: number; readonly paused: boolean }>();
  for (const { metric, newest: at, values } of (await readSavedState(files, paths))?.series ?? []) {
    const module = /^(arena|stakeManager|systemPause)\.paused$/.exec(metric)?.[1];
    if (module === undefined || at === null || at < (newest.get(module)?.at ?? 0)) continue;
    newest.set(module, { at, paused: values.at(-1) !== 0 });
  }
  return [...newest].map(([module, { paused }]) => ({ module, paused }));
}

/** The arena's parameters as the newest run that read them saw them. */
async function parametersOf({ files, root }: Pick<Context, "files"> & { readonly root: string }) {
  const paths = orchestratorPaths(root);
  for (const run of (await listRuns(files, paths)).slice(-20).reverse()) {
    const receipt = await readReceipt(files, paths, run);
    const parameters = receipt?.timings.scoreboard?.parameters;
    if (parameters !== undefined)
      return Object.entries(parameters).map(([name, value]) => ({ name, value: String(value) }));
  }
  return [];
}
