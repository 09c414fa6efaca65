// Compares what an orchestrator left behind: chain, scoreboard, receipts and log. On its own:
// `node packages/orchestrator/scripts/disagreements.ts ROOT RPC_URL ARENA [FROM_BLOCK]`

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SelfPlayArena__factory } from "@selfplay/contracts";
import { openProvider } from "../src/index.ts";

interface Left {
  readonly root: string;
  readonly url: string;
  readonly arena: string;
  readonly fromBlock: number;
  readonly env: NodeJS.ProcessEnv;
}

export interface Disagreements {
  readonly rounds: number;
  readonly slashes: number;
  readonly problems: readonly string[];
}

const key = (round: string, validator: string, reason: string, amount: string) =>
  [round, validator, reason, amount].join(" ");
const same = (a: readonly string[], b: readonly string[]) =>
  [...a].sort().join("\n") === [...b].sort().join("\n");

export async function disagreements({ root, url, arena, fromBlock, env }: Left): Promise<Disagreements> {
  const problems: string[] = [];
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
  for (const words of [
    ["chain", "verify"],
    ["scoreboard", "reconcile", "--from-block", String(fromBlock)],
  ]) {
    try {
      const argv = ["apps/cli/scripts/mvcrs.ts", ...words, "--root", root];
      execFileSync(process.execPath, argv, { env: { ...env, ETH_RPC_URL: url }, stdio: "pipe" });
    } catch (thrown) {
      problems.push(`mvcrs ${words.join(" ")}: ${String(thrown)}`);
    }
  }
  const provider = await openProvider(url);
  const reader = SelfPlayArena__factory.connect(arena, provider);
  const total = Number(await reader.totalRounds());
  const events = await reader.queryFilter(reader.filters.ValidatorMisconduct(), fromBlock);
  provider.destroy();
  const onChain = events.map(({ args }) =>
    key(String(args.roundId), args.validator, args.reason, String(args.amount)),
  );
  const inReceipts: string[] = [];
  const receipts = readdirSync(join(root, "storage/orchestrator/runs"));
  // A process that is killed while it writes leaves its temporary file.
  for (const name of receipts.filter((each) => each.endsWith(".json"))) {
    const { round, slashes, status } = read(`storage/orchestrator/runs/${name}`);
    if (status.state !== "completed") problems.push(`${name} is ${status.state}`);
    for (const { state, validator, reason, amount } of slashes)
      if (state === "done") inReceipts.push(key(round.id, validator, reason, amount));
  }
  const alerts: {
    reason: string;
    amount: string | null;
    id: string;
    round_id: string;
    participant: string;
  }[] = readFileSync(join(root, "state/challenge_events.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).event)
    .filter(({ type }) => type === "orchestrator.alert");
  const inLog = alerts.flatMap(({ round_id, participant, reason, amount }) =>
    amount === null ? [] : [key(round_id, participant, reason, amount)],
  );
  const { lastRun } = read("storage/orchestrator/scoreboard.json");
  if (total !== lastRun) problems.push(`${total} rounds on chain, ${lastRun} on the scoreboard`);
  if (new Set(onChain.map((line) => line.split(" ", 2).join(" "))).size !== onChain.length)
    problems.push("a validator was slashed twice for a round");
  if (!same(onChain, inReceipts))
    problems.push(`${onChain.length} slashes on chain, ${inReceipts.length} in receipts, or others`);
  if (!same(onChain, inLog))
    problems.push(`${onChain.length} slashes on chain, ${inLog.length} in the log, or others`);
  if (new Set(alerts.map(({ id }) => id)).size !== alerts.length)
    problems.push("an alert is in the log twice");
  return { rounds: total, slashes: onChain.length, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root, url, arena, fromBlock = "0"] = process.argv.slice(2);
  if (root === undefined || url === undefined || arena === undefined)
    throw new Error("usage: disagreements.ts ROOT RPC_URL ARENA [FROM_BLOCK]");
  const left = { root, url, arena, fromBlock: Number(fromBlock), env: process.env };
  process.stdout.write(`${JSON.stringify(await disagreements(left), null, 2)}\n`);
}
