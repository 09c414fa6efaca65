// Signals of 10,000 metrics that wait in PostgreSQL, judged by one worker and by two: rows a second, processor time per signal, what
// is kept of a series, and how soon the other goes on after a kill.
//   BENCH_ROUNDS=20 pnpm bench workers
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { postgresShards } from "../packages/chain-postgres/dist/index.js";
import { rowsOfBatches } from "../packages/escalation/dist/index.js";
import { asked, startPostgres } from "../packages/test-kit/dist/postgres.js";
import { processCpu, serverCpu } from "./scale/cpu.ts";

const METRICS = 10_000;
const rounds = Number(process.env["BENCH_ROUNDS"] ?? 20);
const rows = METRICS * rounds;
const program = fileURLToPath(new URL("../apps/cli/bundle/mvcrs.mjs", import.meta.url));
await using server = await startPostgres({
  settings: { fsync: "on", shared_buffers: "256MB", max_wal_size: "4GB" },
});
const url = server.url();
const folder = mkdtempSync(join(tmpdir(), "mvcrs-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const roots = ["one", "two"].map((name) => join(folder, name));
for (const root of roots)
  if (spawnSync(process.execPath, [program, "init", "--store", url, "--root", root]).status !== 0)
    throw new Error("a root could not be made");

const say = (what: string, figure: string): void => {
  process.stdout.write(`${what.padEnd(52)}${figure}\n`);
};
const one = async (sql: string): Promise<number> =>
  Number((await asked(url, `select (${sql})::float8 as n`))[0]?.["n"]);
const done = () => one("select sum(done) from mvcrs.shard");

await using shards = postgresShards({
  url,
  origin: String((await asked(url, "select log from mvcrs.head"))[0]?.["log"]),
});
const rowsOf = rowsOfBatches({ sender: "bench", clock: Date.now });
const start = Date.now() - 100 * 86_400_000;
let round = 0;
/** What senders have acknowledged, put aside until the workers have shared the shards. */
async function fill(): Promise<number> {
  const began = performance.now();
  for (let i = 0; i < rounds; i++, round++) {
    const time = start + round * 60_000;
    const signals = Array.from({ length: METRICS }, (_, metric) => ({
      metric: `node${metric}.load`,
      source: "collector",
      value: 100 + ((metric * 7 + round * 13) % 10) / 10,
      observedAt: new Date(time).toISOString(),
      time,
    }));
    await shards.submit(rowsOf({ signals, problems: [], rows: signals.length, bytes: 0 }));
  }
  const perSecond = rows / ((performance.now() - began) / 1_000);
  await asked(
    url,
    "drop table if exists aside; create table aside as select * from mvcrs.signal; truncate mvcrs.signal",
  );
  return perSecond;
}

const startWorker = (root: string): ChildProcess => {
  const child = spawn(process.execPath, [program, "worker", "--root", root], { stdio: "ignore" });
  process.on("exit", () => child.kill("SIGKILL"));
  return child;
};
const ended = async (child: ChildProcess): Promise<void> => {
  child.kill("SIGTERM");
  await once(child, "exit");
};

interface Judged {
  readonly perSecond: number;
  /** Microseconds of processor time per signal. */
  readonly worker: number;
  readonly server: number;
}

/** From when everything comes at once until nothing waits: the start of the workers is not measured, their last commit is. */
async function judged(workers: readonly ChildProcess[]): Promise<Judged> {
  const at = async () => ({
    n: await done(),
    time: performance.now(),
    cpu: workers.reduce((sum, { pid }) => sum + processCpu(pid), 0),
    server: serverCpu(server.data),
  });
  const shared = `select count(*) from (select owner from mvcrs.shard where owner is not null group by owner having count(*) = ${256 / workers.length}) as even`;
  while ((await one(shared)) < workers.length) await pause(50);
  // By then they have loaded what they hold.
  await pause(10_000);
  await asked(url, "insert into mvcrs.signal overriding system value select * from aside order by n");
  await asked(url, "analyze mvcrs.signal");
  const from = await at();
  while ((await one("select count(*) from mvcrs.signal")) > 0) await pause(50);
  const to = await at();
  const count = to.n - from.n;
  return {
    perSecond: count / ((to.time - from.time) / 1_000),
    worker: ((to.cpu - from.cpu) / count) * 1e6,
    server: ((to.server - from.server) / count) * 1e6,
  };
}

const show = (what: string, { perSecond, worker, server: own }: Judged): void =>
  say(
    what,
    `${Math.round(perSecond).toLocaleString("en").padStart(9)} signals/s, ${worker.toFixed(1)} µs per signal in workers, ${own.toFixed(1)} µs in PostgreSQL`,
  );

say("load of the machine when it begins", loadavg()[0]?.toFixed(1) ?? "");
const submitted = await fill();
say("acknowledged, one sender", `${Math.round(submitted).toLocaleString("en").padStart(9)} signals/s`);
// The first time every series is new.
const first = startWorker(roots[0] ?? "");
show("1 worker, series that are new", await judged([first]));
await ended(first);
await fill();
const alone = startWorker(roots[0] ?? "");
const single = await judged([alone]);
show("1 worker", single);
await ended(alone);
await fill();
const crew = roots.map(startWorker);
const both = await judged(crew);
show("2 workers", both);
const ratio = both.perSecond / single.perSecond;
const cores = availableParallelism();
const missed = cores >= 4 && ratio < 1.7;
if (missed) process.exitCode = 1;
say(
  "2 workers beside 1",
  `${ratio.toFixed(2).padStart(9)}  (at least 1.7 on four cores or more; this machine has ${cores}${missed ? ": MISSED" : ""})`,
);
say(
  "kept of a series",
  `${Math.round(await one("select avg(octet_length(body)) from mvcrs.shard_part"))} bytes`,
);
say(
  "kept of a shard beside its series",
  `${Math.round(await one("select avg(octet_length(snapshot)) from mvcrs.shard"))} bytes`,
);

const killed = performance.now();
crew[0]?.kill("SIGKILL");
while ((await one("select count(distinct owner) from mvcrs.shard")) > 1) await pause(20);
const taken = (performance.now() - killed) / 1_000;
say("the other has the shards of a worker that was killed", `${taken.toFixed(2).padStart(9)} s  (at most 3)`);
if (taken > 3) process.exitCode = 1;
await ended(crew[1] as ChildProcess);
