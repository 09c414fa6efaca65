// Kills, stops and cuts what writes to a log in PostgreSQL, again and again, while clients go on; then reads all of it.
//   node packages/chain-postgres/scripts/faults.ts [faults] [seed]
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { formatVerifierKey, verifierOf } from "@mvcrs/chain/note";
import { fixedSigner } from "@mvcrs/chain/testing";
import { postgresInbox, setUpPostgres } from "@mvcrs/chain-postgres";
import { asked, type PostgresServer, startPostgres } from "@mvcrs/test-kit/postgres";
import { seeded } from "@mvcrs/test-kit/random";
import { type Acknowledged, problemsOf, type SeenHead } from "./faults/check.ts";
import { Crew } from "./faults/crew.ts";
import { startProxy } from "./faults/proxy.ts";

const [wanted = "1000", seed = "1"] = process.argv.slice(2);
const CLIENTS = 8;
const LEASE_MS = 500;
const origin = "log.example/faults";
const random = seeded(Number(seed));
const among = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

let primary: PostgresServer = await startPostgres();
const proxy = await startProxy(primary.port);
const url = `postgres://postgres@127.0.0.1:${proxy.port}/postgres`;
await setUpPostgres({ url, origin });
const wrong: string[] = [];
const folder = mkdtempSync(join(tmpdir(), "mvcrs-faults-"));
const onSaid = (said: unknown) => void wrong.push(String(said));
const crew = new Crew("sequencer.ts", 3, [url, origin, String(LEASE_MS), folder], onSaid);
const publishers = new Crew("publisher.ts", 1, [url, origin, folder], onSaid);

let over = false;
const acknowledged = Array.from({ length: CLIENTS }, (): Acknowledged[] => []);
const clients = acknowledged.map(async (said, client) => {
  await using inbox = postgresInbox<Acknowledged>({ url, origin, connectTimeoutMs: 2_000 });
  for (let n = 0; !over; ) {
    const events = Array.from({ length: 1 + Math.floor(4 * random()) }, (_, i) => ({ client, n: n + i }));
    const submissions = events.map((event) => ({
      id: `00000000-0000-4000-8000-${String(client * 10_000_000 + event.n).padStart(12, "0")}`,
      event,
    }));
    // Whoever gets no answer asks again, under the same ids; not always in one call.
    for (let [answered, calls] = [false, 1]; !answered; calls = 1 + Math.floor(2 * random()))
      answered = await inParts(submissions, calls, (part) => inbox.submit(part)).then(
        () => true,
        () => pause(20, false),
      );
    said.push(...events);
    n += events.length;
    await pause(50);
  }
});

async function inParts<T>(all: readonly T[], parts: number, send: (part: readonly T[]) => Promise<unknown>) {
  const length = Math.ceil(all.length / parts);
  for (let at = 0; at < all.length; at += length) await send(all.slice(at, at + length));
}

const seen: SeenHead[] = [];
/** Every checkpoint that a reader of the static files was given. */
const served: string[] = [];
const watcher = (async () => {
  while (!over) {
    const rows = await asked(
      url,
      "select next::int as size, encode(root_hash, 'hex') as root from mvcrs.head",
    ).catch(() => []);
    const note = await readFile(join(folder, "site", "checkpoint"), "utf8").catch(() => "");
    if (note !== "" && note !== served.at(-1)) served.push(note);
    for (const { size, root } of rows) seen.push({ size: Number(size), root: String(root) });
    await pause(50);
  }
})();

const faults: Readonly<Record<string, () => Promise<void>>> = {
  "killed while numbering": async () => void crew.leader?.send("numbering", () => undefined),
  "killed with a commit on its way": async () => void crew.leader?.send("committing", () => undefined),
  "killed after a commit": async () => void crew.leader?.send("committed", () => undefined),
  "killed on becoming the leader": async () => {
    crew.leader?.kill("SIGKILL");
    crew.leader?.send("leading", () => undefined);
  },
  killed: async () => void crew.leader?.kill("SIGKILL"),
  "stopped past its lease": async () => {
    const stopped = crew.leader;
    stopped?.kill("SIGSTOP");
    await pause(LEASE_MS * 2);
    stopped?.kill("SIGCONT");
  },
  "connections cut": async () => proxy.cut(),
  "an answer lost": async () => proxy.loseNextAnswer(),
  "publisher killed": async () => void publishers.leader?.kill("SIGKILL"),
  "sessions ended": async () =>
    void (await asked(
      primary.url(),
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mvcrs'",
    )),
};
const rare: Readonly<Record<string, () => Promise<void>>> = {
  "server restarted": async () => {
    await primary.stop();
    await primary.start();
  },
  "server killed": async () => {
    await primary.kill();
    await primary.start();
  },
  "primary killed, standby promoted": async () => {
    const standby = await primary.standby();
    await asked(primary.url(), "alter system set synchronous_standby_names = 'ANY 1 (*)'");
    await primary.configure({});
    const waits = "select count(*)::int as n from pg_stat_replication where sync_state = 'quorum'";
    while ((await asked(primary.url(), waits))[0]?.["n"] !== 1) await pause(20);
    await pause(300);
    await primary.kill();
    proxy.cut();
    await standby.promote();
    proxy.target = standby.port;
    await primary[Symbol.asyncDispose]();
    primary = standby;
  },
};

/** Left alone for a moment, the log grows again. */
async function goesOn(): Promise<void> {
  const sizeNow = async (): Promise<number> =>
    Number((await asked(url, "select next from mvcrs.head").catch(() => []))[0]?.["next"] ?? -1);
  const before = await sizeNow();
  const end = performance.now() + 120_000;
  while ((await sizeNow()) <= before) {
    if (performance.now() > end)
      return void wrong.push(`the log has stayed at ${before} entries for two minutes`);
    await pause(100);
  }
}

const played = new Map<string, number>();
for (let i = 0; i < Number(wanted); i++) {
  const [name, play] = among(Object.entries(random() < 0.08 ? rare : faults));
  await play();
  played.set(name, (played.get(name) ?? 0) + 1);
  await pause(100 + 300 * random());
  if ((i + 1) % 25 === 0) await goesOn();
  if ((i + 1) % 50 === 0) process.stdout.write(`${i + 1} faults, ${seen.at(-1)?.size ?? 0} entries\n`);
}

over = true;
await Promise.all([...clients, watcher]);
while (Number((await asked(url, "select count(*)::int as n from mvcrs.inbox"))[0]?.["n"]) > 0)
  await pause(50);
const last = Number((await asked(url, "select next from mvcrs.head"))[0]?.["next"]);
while (!(await readFile(join(folder, "site", "checkpoint"), "utf8")).includes(`\n${last}\n`)) await pause(50);
served.push(await readFile(join(folder, "site", "checkpoint"), "utf8"));
crew.end();
publishers.end();
const site = {
  dir: join(folder, "site"),
  checkpoints: served,
  key: formatVerifierKey(verifierOf(fixedSigner(origin))),
};
const { entries, problems: found } = await problemsOf(url, acknowledged, seen, site);
const problems = [...wrong, ...found];
const promised = acknowledged.reduce((sum, { length }) => sum + length, 0);
for (const [name, times] of [...played].sort())
  process.stdout.write(`${String(times).padStart(5)}  ${name}\n`);
process.stdout.write(
  `${promised} acknowledged, ${entries} in the log, ${seen.length} heads seen, ${served.length} checkpoints served\n`,
);
for (const problem of problems.slice(0, 20)) process.stdout.write(`WRONG: ${problem}\n`);
process.stdout.write(problems.length === 0 ? "nothing is wrong\n" : `${problems.length} things are wrong\n`);
proxy.close();
rmSync(folder, { recursive: true });
await primary[Symbol.asyncDispose]();
process.exit(problems.length === 0 ? 0 : 1);
