// A log in PostgreSQL, from end to end: senders, and a sequencer that publishes what it brings into the log, each a process of its
// own, until every entry is acknowledged, numbered, hashed, durable and served as static files under a signed checkpoint; beside
// the raw COPY of the same events in the same run. Then how soon another sequencer goes on after a kill, and what readers of the files notice of a
// database that is gone.
//   BENCH_BATCHES=1000 pnpm bench scale
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { verifierOf } from "../packages/chain/dist/note.js";
import { fixedSigner } from "../packages/chain/dist/testing.js";
import { postgresStore, setUpPostgres } from "../packages/chain-postgres/dist/index.js";
import { startPostgres } from "../packages/test-kit/dist/postgres.js";
import { serverCpu } from "./scale/cpu.ts";
import { cpuOf, says, start } from "./scale/crew.ts";
import { perBatch } from "./scale/events.ts";
import { newFileCost } from "./scale/new-files.ts";
import { rawCopy } from "./scale/raw-copy.ts";
import { readAndProve } from "./scale/static-reader.ts";

const batches = Number(process.env["BENCH_BATCHES"] ?? 300);
const total = batches * perBatch;
const senders = 4;
const origin = "log.example/bench";
// Commits wait for the disk here, as they do in earnest.
await using server = await startPostgres({
  settings: {
    ...{ fsync: "on", synchronous_commit: "on", shared_buffers: "256MB", max_wal_size: "4GB" },
    ...{ wal_level: "minimal", max_wal_senders: "0" },
  },
});
const url = server.url();
await setUpPostgres({ url, origin });
const folder = mkdtempSync(join(tmpdir(), "mvcrs-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const secondsSince = (began: number): number => (performance.now() - began) / 1_000;
const say = (what: string, figure: string): void => {
  process.stdout.write(`${what.padEnd(52)}${figure}\n`);
};
const rate = (perSecond: number): string =>
  `${Math.round(perSecond).toLocaleString("en").padStart(9)} entries/s`;
/** A bound that was missed makes the run fail. */
const bound = (holds: boolean, text: string): string => {
  if (!holds) process.exitCode = 1;
  return `  (${text}${holds ? "" : ": MISSED"})`;
};

say("load of the machine when it begins", loadavg()[0]?.toFixed(1) ?? "");
say("a new file of the file system", `${newFileCost(folder).toFixed(0).padStart(9)} us`);
const copyBefore = await rawCopy(url, batches, senders);

const sending = start("senders.ts", [url, origin, String(batches), String(senders)]);
const leader = start("leader.ts", [url, origin, folder, String(total)]);
await Promise.all([says(sending, "ready"), says(leader, "leading")]);
const cpus = async (): Promise<readonly number[]> => [
  ...(await Promise.all([sending, leader].map(cpuOf))),
  serverCpu(server.data),
];
const cpuBefore = await cpus();
const began = performance.now();
sending.send("go");
const acknowledged = says(sending, "acknowledged").then(() => secondsSince(began));
await says(leader, "published");
const taken = secondsSince(began);
const cpuAfter = await cpus();
sending.send("bye");
const copyAfter = await rawCopy(url, batches, senders);
const [endToEnd, copied] = [total / taken, (copyBefore + copyAfter) / 2];
say(`acknowledged by the inbox, ${senders} senders`, rate(total / (await acknowledged)));
say(
  "end to end, served under a signed checkpoint",
  `${rate(endToEnd)}${bound(endToEnd >= 50_000, "at least 50,000")}`,
);
say(`raw COPY and commit, ${senders} connections`, rate(copied));
for (const [i, who] of ["senders", "sequencer and publisher", "PostgreSQL"].entries())
  say(
    `processor time an entry, ${who}`,
    `${((1e6 * ((cpuAfter[i] ?? 0) - (cpuBefore[i] ?? 0))) / total).toFixed(1).padStart(9)} us`,
  );
say("end to end beside raw COPY", `${((100 * endToEnd) / copied).toFixed(0).padStart(9)} %`);
say("load of the machine by now", loadavg()[0]?.toFixed(1) ?? "");

const next = start("sequencer.ts", [url, origin]);
await once(next, "spawn");
await using store = postgresStore({ url, origin });
await using reader = await store.read();
const reading = performance.now();
await reader.eachLine({}, () => undefined);
say("read back and checked", rate(total / secondsSince(reading)));
const leads = says(next, "leading");
const killed = performance.now();
leader.kill("SIGKILL");
await leads;
const takeover = secondsSince(killed);
say(
  "another sequencer leads after a kill",
  `${takeover.toFixed(2).padStart(9)} s${bound(takeover <= 3, "at most 3")}`,
);
next.kill("SIGKILL");

const verifierKeys = [verifierOf(fixedSigner(origin))];
/** Entries proved a second from the static files, for a second. */
async function proved(): Promise<number> {
  const began = performance.now();
  let count = 0;
  for (; secondsSince(began) < 1; count++)
    await readAndProve(join(folder, "site"), verifierKeys, ((count * 7919) % 10_007) / 10_007);
  return count / secondsSince(began);
}
await proved();
const [up, down]: [number[], number[]] = [[], []];
for (let round = 0; round < 3; round++) {
  up.push(await proved());
  await server.kill();
  down.push(await proved());
  await server.start();
}
const [upRate, downRate] = [Math.max(...up), Math.max(...down)];
say("proved from static files, the database up", rate(upRate));
say("proved while it is down", rate(downRate));
const kept = downRate / upRate;
say("of full speed", `${(100 * kept).toFixed(0).padStart(9)} %${bound(kept >= 0.8, "at least 80")}`);
