// What the commands that an operator and their machines run most take on logs of 0 to 1,000,000 entries: `BENCH_SIZES`
// names others, and 5,000,000 takes some ten minutes and 4 GB of disk. Fails where a bound does not hold.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bundledMain as mvcrs } from "../apps/cli/scripts/is-fresh.ts";
import { startAnvil } from "../packages/owner-ops/test/support/anvil.ts";
import { ownWorld, simplePause } from "../packages/owner-ops/test/support/worlds.ts";
import { makeRoot } from "./growth/history.ts";
import { rounds, type Started, type Usage, usageOf } from "./growth/usage.ts";

const sizes = (process.env["BENCH_SIZES"] ?? "1000,100000,1000000").split(",").map(Number);
/** At this many entries a command may take 1.5 times what it takes on an empty log, and 100 ms more. */
const boundedTo = 1_000_000;
const boundFactor = 1.5;
const boundMs = 100;
const boundMb = 200;

const folder = mkdtempSync(join(tmpdir(), "mvcrs-bench-growth-"));
const anvil = await startAnvil();
const world = await ownWorld(anvil);
const { arena, stakeManager } = world.at;
const contracts = [
  ...["--arena", arena, "--stake-manager", stakeManager],
  ...["--system-pause", await (await simplePause(world.signer)).getAddress(), "--rpc-url", anvil.url],
];
const by = ["--actor", "bench", "--reason", "bench"];
const alert = fileURLToPath(new URL("growth/alert.ts", import.meta.url));

/** Ten signals that nobody has seen, each a challenge at once or soon. */
function signals(root: string, round: number): string {
  const path = join(root, `signals-${round}.jsonl`);
  const at = Date.parse("2035-01-01T00:00:00.000Z") + round * 3_600_000;
  const lines = Array.from({ length: 10 }, (_, i) => ({
    ...{ metric: `fresh${i}.stake`, source: "collector", value: 9, unit: "ether" },
    observedAt: new Date(at + i).toISOString(),
    witnesses: ["a", "b", "c"].map((source) => ({ source, value: 9, weight: 1 })),
  }));
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return path;
}

const runOfTen = (root: string, round: number) => [
  ...[mvcrs, "run", "--signals", signals(root, round), "--root", root],
  ...["--now", `2035-01-01T${String(round + 1).padStart(2, "0")}:00:00Z`],
];

async function scrape({ stderr, kill }: Started): Promise<void> {
  let url: string | undefined;
  for (let tries = 0; url === undefined && tries < 3000; tries++) {
    url = /serving (\S+);/.exec(stderr())?.[1];
    await sleep(20);
  }
  const response = await fetch(url ?? "");
  if (!(await response.text()).includes("mvcrs_log_readable 1")) throw new Error("the log was not read");
  kill();
}

const commands: Readonly<Record<string, (root: string) => Promise<Usage>>> = {
  "chain head": (root) => usageOf(root, () => [mvcrs, "chain", "head", "--root", root]),
  "trust-lock status": (root) => usageOf(root, () => [mvcrs, "trust-lock", "status", "--root", root]),
  "challenges list": (root) => usageOf(root, () => [mvcrs, "challenges", "list", "--root", root]),
  "an alert": (root) => usageOf(root, (round) => [alert, root, String(round)]),
  "run of 10 signals": (root) => usageOf(root, (round) => runOfTen(root, round)),
  "the same, its memory lost": (root) =>
    usageOf(root, (round) => {
      rmSync(join(root, "state/verifier_state.json"));
      return runOfTen(root, rounds + round);
    }),
  "owner pause --dry-run": (root) =>
    usageOf(root, () => [mvcrs, "owner", "pause", "--dry-run", ...contracts, "--root", root]),
  "a scrape of /metrics": (root) =>
    usageOf(root, () => [mvcrs, "serve", "--metrics", "--port", "0", "--verify-every", "0", "--root", root], {
      meanwhile: scrape,
    }),
};

const table: (readonly string[])[] = [];
const problems: string[] = [];
const shown = ({ cpuMs, rssMb }: Usage) =>
  `${cpuMs.toFixed(0).padStart(6)} ms ${rssMb.toFixed(0).padStart(4)} MB`;

try {
  const empty = new Map<string, Usage>();
  for (const size of [0, ...sizes]) {
    const root = join(folder, String(size));
    mkdirSync(root);
    await makeRoot(root, size);
    const start = () => [
      mvcrs,
      "metrics",
      "mute",
      "node1.stake",
      "--owner",
      "o",
      "--until",
      "1h",
      ...by,
      "--root",
      root,
    ];
    // Nothing follows from the log yet: this command folds it whole, and writes all that does.
    const first = await usageOf(root, start, { times: 1 });
    table.push([size.toLocaleString("en-US"), "the first command", shown(first)]);
    for (const [name, measure] of Object.entries(commands)) {
      const used = await measure(root);
      const floor = empty.get(name);
      if (floor === undefined) empty.set(name, used);
      else if (size <= boundedTo) {
        const most = boundFactor * floor.cpuMs + boundMs;
        if (used.cpuMs > most)
          problems.push(`${name} at ${size}: ${shown(used)} where ${most.toFixed(0)} ms are allowed`);
        if (used.rssMb > boundMb)
          problems.push(`${name} at ${size}: ${shown(used)} where ${boundMb} MB are allowed`);
      }
      const ratio = floor === undefined ? "" : `${(used.cpuMs / floor.cpuMs).toFixed(2)} of an empty log`;
      table.push([size.toLocaleString("en-US"), name, shown(used), ratio]);
    }
    rmSync(root, { recursive: true });
  }
} finally {
  anvil.stop();
  world.provider.destroy();
  rmSync(folder, { recursive: true, force: true });
  const line = ([entries = "", name = "", used = "", ratio = ""]: readonly string[]) =>
    `${entries.padStart(10)}  ${name.padEnd(27)}${used}   ${ratio}`;
  process.stdout.write(
    `   entries  what                       CPU time, memory\n${table.map(line).join("\n")}\n`,
  );
}
for (const problem of problems) process.stdout.write(`NOT WITHIN ITS BOUND: ${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
