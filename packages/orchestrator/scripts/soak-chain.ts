// One chain of `pnpm soak`: `node packages/orchestrator/scripts/soak-chain.ts ROUNDS SEED` runs rounds through `mvcrs orchestrator
// run` while that process and the chain's node are killed at random, then compares chain, scoreboard, receipts and log.
// The node comes back as it was after some earlier kill, so each of its deaths is a reorganisation as well. Exit 1 if
// anything disagrees.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Wallet } from "ethers";
import { simulatedPopulation } from "../src/index.ts";
import { deploySelfPlay } from "../src/testing.ts";
import { type Anvil, orchestratorKey, ownerKey, startAnvil } from "../test/support/anvil.ts";
import { disagreements } from "./disagreements.ts";

const target = Number(process.argv[2]);
let luck = Number(process.argv[3]);
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
const { at, fromBlock } = await deploySelfPlay({
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
  const child = spawn(process.execPath, ["apps/cli/scripts/mvcrs.ts", ...words, "--root", root], {
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
const completed = (): number => {
  try {
    return JSON.parse(readFileSync(join(root, "storage/orchestrator/scoreboard.json"), "utf8")).lastRun;
  } catch {
    return 0;
  }
};

/**
 * The node's state, once nothing is under way: it does not dump in one go, and a transaction that it mines meanwhile would be
 * in the state and in no block, for ever.
 */
async function dump(): Promise<unknown> {
  const { provider } = anvil;
  const moment = async () =>
    JSON.stringify(
      await Promise.all(["eth_blockNumber", "txpool_status"].map((method) => provider.send(method, []))),
    );
  let now = await moment();
  for (let calm = 0; calm < 3; ) {
    await sleep(50);
    const next = await moment();
    calm = next === now ? calm + 1 : 0;
    now = next;
  }
  return provider.send("anvil_dumpState", []);
}

// A program acts in a marked root only.
const { code: marked, stderr: why } = await start(["init"]).ended;
if (marked !== 0) throw new Error(`mvcrs init ended with ${marked}: ${why}`);
let saved = await dump();
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
  await Promise.race([ended, sleep(1000 + random() * 8000)]);
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
    saved = await dump();
    savedAt = performance.now();
  }
  if (completed() >= told + 100) {
    told = completed();
    say(`${told} rounds, ${JSON.stringify(counts)}, ${Math.round((performance.now() - began) / 1000)} s`);
  }
}

const { rounds, slashes, problems } = await disagreements({
  root,
  url: anvil.url,
  arena: at.arena,
  fromBlock,
  env,
});
await anvil.stop();
say(
  `${rounds} rounds, ${slashes} slashes, ${counts.orchestratorKills} kills of the orchestrator, ${counts.nodeKills} of the node, ${Math.round((performance.now() - began) / 1000)} s`,
);
for (const problem of problems) say(`DISAGREES: ${problem}`);
say(problems.length === 0 ? "chain, scoreboard, receipts and log agree" : `see ${root}`);
if (problems.length > 0) process.exitCode = 1;
