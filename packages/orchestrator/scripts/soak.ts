// `pnpm soak [rounds] [seed]`: runs rounds through `mvcrs orchestrator run` while that process and the chain's node are
// killed at random, then compares chain, scoreboard, receipts and log. The node comes back as it was up to two seconds
// earlier, so each of its deaths is a reorganisation as well. Exit 1 if anything disagrees.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Wallet } from "ethers";
import { openProvider, simulatedPopulation } from "../src/index.ts";
import { deploySelfPlay } from "../src/testing.ts";
import { type Anvil, orchestratorKey, ownerKey, startAnvil } from "../test/support/anvil.ts";

const target = Number(process.argv[2] ?? 2000);
let luck = Number(process.argv[3] ?? 1);
// Park and Miller's generator: the kills of a seed come after the same waits, though not at the same instructions.
const random = (): number => {
  luck = (luck * 48_271) % 2_147_483_647;
  return luck / 2_147_483_647;
};

const root = mkdtempSync(join(tmpdir(), "mvcrs-soak-"));
const say = (text: string) => process.stdout.write(`${text}\n`);
const agents = ["--simulate", "honest=8,lazy=2,colluding=2,abusive=2", "--seed", "soak"];
const population = simulatedPopulation({ seed: "soak", honest: 8, lazy: 2, colluding: 2, abusive: 2 });

// A long run's state is larger than the 2 MB that the node takes in one request otherwise.
const unlimited = "--no-request-size-limit";
let anvil: Anvil = await startAnvil(0, unlimited);
const { port } = anvil;
let running: { kill(signal: NodeJS.Signals): boolean } | undefined;
for (const name of ["SIGINT", "SIGTERM"] as const)
  process.once(name, () => {
    running?.kill("SIGKILL");
    void anvil.stop().finally(() => process.exit(1));
  });
const { at, arena, fromBlock } = await deploySelfPlay({
  owner: new Wallet(ownerKey, anvil.provider),
  orchestrator: new Wallet(orchestratorKey).address,
  agents: population.agents,
  stake: 10n ** 22n,
});
const deployment = [
  "--arena",
  at.arena,
  "--stake-manager",
  at.stakeManager,
  "--system-pause",
  at.systemPause,
];
const caps = ["--max-slash-per-round", String(10n ** 18n), "--max-slash-per-day", String(10n ** 24n)];
const env = {
  ...process.env,
  ETH_RPC_URL: anvil.url,
  ORCHESTRATOR_PRIVATE_KEY: orchestratorKey,
  MVCRS_ACTOR: "soak",
};

const start = (words: readonly string[]) => {
  const child = spawn(process.execPath, ["apps/cli/dist/main.js", ...words, "--root", root], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  running = child;
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return { child, ended: once(child, "exit").then(([code]) => ({ code: Number(code ?? -1), stderr })) };
};
const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const completed = (): number => {
  try {
    return read("storage/orchestrator/scoreboard.json").lastRun;
  } catch {
    return 0;
  }
};

let saved: unknown = await anvil.provider.send("anvil_dumpState", []);
let savedAt = performance.now();
const counts = { orchestratorKills: 0, nodeKills: 0, failures: 0 };
const began = performance.now();
let told = 0;
while (completed() < target) {
  const { child, ended } = start([
    "orchestrator",
    "run",
    ...deployment,
    ...agents,
    ...caps,
    "--rounds",
    String(target - completed()),
  ]);
  await Promise.race([ended, sleep(800 + random() * 3200)]);
  if (child.exitCode === null && random() < 0.65) {
    child.kill("SIGKILL");
    counts.orchestratorKills++;
  } else if (child.exitCode === null) {
    counts.nodeKills++;
    await anvil.stop("SIGKILL");
    const { code } = await ended;
    if (code !== 4) throw new Error(`with its node gone the orchestrator ended with ${code}, not 4`);
    anvil = await startAnvil(port, unlimited);
    await anvil.provider.send("anvil_loadState", [saved]);
  }
  const { code, stderr } = await ended;
  if (code > 0 && code !== 4) throw new Error(`the orchestrator ended with ${code}: ${stderr}`);
  if (counts.failures > 3 * target) throw new Error(`it does not get on: ${stderr}`);
  if (code === 4) {
    counts.failures++;
    if (process.env["SOAK_VERBOSE"] !== undefined) say(stderr.trim().split("\n").slice(-3).join("\n"));
  }
  if (performance.now() - savedAt > 2000) {
    saved = await anvil.provider.send("anvil_dumpState", []);
    savedAt = performance.now();
  }
  if (completed() >= told + 100) {
    told = completed();
    say(`${told} rounds, ${JSON.stringify(counts)}, ${Math.round((performance.now() - began) / 1000)} s`);
  }
}

// ------------------------------------------------------------------ do they agree?
const problems: string[] = [];
for (const words of [
  ["chain", "verify"],
  ["scoreboard", "reconcile", "--from-block", String(fromBlock)],
]) {
  const { code, stderr } = await start(words).ended;
  if (code !== 0) problems.push(`mvcrs ${words.join(" ")} ended with ${code}: ${stderr}`);
}
const provider = await openProvider(anvil.url);
const reader = arena.connect(provider);
const total = Number(await reader.totalRounds());
const events = await reader.queryFilter(reader.filters.ValidatorMisconduct(), fromBlock);
const key = (round: string, validator: string, reason: string, amount: string) =>
  [round, validator, reason, amount].join(" ");
const onChain = events.map(({ args }) =>
  key(String(args.roundId), args.validator, args.reason, String(args.amount)),
);
const inReceipts: string[] = [];
for (const name of readdirSync(join(root, "storage/orchestrator/runs"))) {
  const { round, slashes, status } = read(`storage/orchestrator/runs/${name}`);
  if (status.state !== "completed") problems.push(`${name} is ${status.state}`);
  for (const { state, validator, reason, amount } of slashes)
    if (state === "done") inReceipts.push(key(round.id, validator, reason, amount));
}
const alerts: { reason: string; amount: string | null; id: string; round_id: string; participant: string }[] =
  readFileSync(join(root, "state/challenge_events.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).event)
    .filter(({ type }) => type === "orchestrator.alert");
const inLog = alerts.flatMap(({ round_id, participant, reason, amount }) =>
  amount === null ? [] : [key(round_id, participant, reason, amount)],
);
const same = (a: readonly string[], b: readonly string[]) =>
  [...a].sort().join("\n") === [...b].sort().join("\n");
if (total !== completed()) problems.push(`${total} rounds on chain, ${completed()} on the scoreboard`);
if (new Set(onChain.map((line) => line.split(" ", 2).join(" "))).size !== onChain.length)
  problems.push("a validator was slashed twice for a round");
if (!same(onChain, inReceipts))
  problems.push(`${onChain.length} slashes on chain, ${inReceipts.length} in receipts, or others`);
if (!same(onChain, inLog))
  problems.push(`${onChain.length} slashes on chain, ${inLog.length} in the log, or others`);
if (new Set(alerts.map(({ id }) => id)).size !== alerts.length) problems.push("an alert is in the log twice");
provider.destroy();
await anvil.stop();
say(
  `${total} rounds, ${onChain.length} slashes, ${counts.orchestratorKills} kills of the orchestrator, ${counts.nodeKills} of the node, ${Math.round((performance.now() - began) / 1000)} s`,
);
for (const problem of problems) say(`DISAGREES: ${problem}`);
say(problems.length === 0 ? "chain, scoreboard, receipts and log agree" : `see ${root}`);
if (problems.length > 0) process.exitCode = 1;
