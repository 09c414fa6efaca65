import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { PostgresServer } from "../../../../packages/test-kit/dist/postgres.js";
import { Host, mvcrs } from "./host.ts";
import { Load } from "./load.ts";

const tokenSchema = z.object({ token: z.string() });
const verifiedSchema = z.object({ ok: z.boolean(), count: z.number() });
const readySchema = z.object({
  ready: z.boolean(),
  parts: z.array(z.looseObject({ name: z.string(), waiting: z.number().optional() })),
});

/** Plays it; false where something is not as it should be. */
export async function playCluster(server: PostgresServer, say: (line: string) => void): Promise<boolean> {
  const home = mkdtempSync(join(tmpdir(), "mvcrs-cluster-"));
  const began = performance.now();
  const tell = (text: string): void =>
    say(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${text}`);
  const hosts: Host[] = [];
  try {
    const roots = ["service-1", "service-2", "worker-1", "worker-2"].map((name) => join(home, name));
    const token = prepare(roots, server.url());
    tell("a log in PostgreSQL, and four hosts with a copy of it");
    const shown = (name: string) => (line: string) => {
      if (/shards? \(|TRUST LOCK|serving/.test(line)) tell(`${name}: ${short(line)}`);
    };
    const begin = (name: string, root: string | undefined, ...args: readonly string[]): Host => {
      const host = new Host(name, root ?? "", args, shown(name));
      hosts.push(host);
      return host;
    };
    const service = (name: string, root: string | undefined) =>
      begin(name, root, "serve", "--port", "0", "--without", "worker,checkpoints");
    const [one, two] = [service("service-1", roots[0]), service("service-2", roots[1])];
    const first = begin("worker-1", roots[2], "worker");
    begin("worker-2", roots[3], "worker");
    const urls = [await one.url, await two.url];
    const load = new Load(token, () => urls);
    load.start();
    const [gone, left] = urls;
    await pause(8_000);
    tell(`${load.acknowledged} signals acknowledged, ${await entriesAt(left)} entries in the log`);

    tell("KILL worker-1: its half of the metrics is nobody's for two seconds");
    await first.kill();
    await pause(6_000);
    tell("KILL service-1: senders repeat what was not answered at service-2");
    await one.kill();
    urls.splice(urls.indexOf(gone ?? ""), 1);
    await pause(5_000);
    tell(`${load.acknowledged} signals acknowledged, ${load.again} deliveries sent again`);

    tell("STOP the database: nothing is acknowledged, and the portal goes on");
    await server.stop();
    await pause(2_500);
    const page = await fetch(new URL("/", left)).catch(() => undefined);
    tell(`the portal of service-2 answers ${page?.status ?? "nothing"}; ready: ${await isReady(left)}`);
    await page?.arrayBuffer();
    await server.start();
    tell("START it again");
    await pause(6_000);
    const again = begin("worker-1", roots[2], "worker");
    await pause(3_000);
    await load.stop();
    await judgedAt(left);
    tell(
      `${load.acknowledged} signals acknowledged, none waits; the log has ${await entriesAt(left)} entries`,
    );
    const codes = [await two.stop(), await again.stop(), await hosts[3]?.stop()];
    // Each command brings the copy of its root up first.
    mvcrs(roots[0] ?? "", "chain", "verify");
    const verified = verifiedSchema.parse(mvcrs(roots[1] ?? "", "chain", "verify"));
    const logs = roots
      .slice(0, 2)
      .map((root) => readFileSync(join(root, "state/challenge_events.jsonl"), "utf8"));
    const ids = idsIn(logs[1] ?? "");

    const good =
      verified.ok &&
      new Set(ids).size === ids.length &&
      logs[0] === logs[1] &&
      codes.every((code) => code === 0);
    tell(
      `${verified.count} entries verified, no event twice, the copies are the same: ${good ? "yes" : "NO"}`,
    );
    return good;
  } finally {
    for (const host of hosts) await host.kill().catch(() => undefined);
    await server[Symbol.asyncDispose]();
    rmSync(home, { recursive: true, force: true });
  }
}

/** A root for each host, on one log, with one configuration; returns a token to send with. */
function prepare(roots: readonly string[], url: string): string {
  for (const root of roots) {
    mvcrs(root, "init", "--store", url);
    writeFileSync(
      join(root, "state/mvcrs_config.json"),
      JSON.stringify({ metrics: { "node*": { bounds: { max: 200 } } } }),
    );
  }
  const [first = "", ...others] = roots;
  const { token } = tokenSchema.parse(
    mvcrs(first, "tokens", "create", "--actor", "demo", "--may", "signals"),
  );
  for (const root of others) copyFileSync(join(first, "state/tokens.json"), join(root, "state/tokens.json"));
  return token;
}

const short = (line: string): string => {
  const text = line.replace(/^worker: |^http: /, "").replace(/\d{4}-\d\d-\d\dT[\d:.]+Z +/, "");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

async function readiness(url: string | undefined) {
  return readySchema.parse(await (await fetch(new URL("readyz", url))).json());
}
const isReady = async (url: string | undefined): Promise<boolean> => (await readiness(url)).ready;

async function entriesAt(url: string | undefined): Promise<unknown> {
  const { parts } = await readiness(url);
  return parts.find(({ name }) => name === "archive")?.["entries"];
}

/** Waits until nothing waits to be judged. */
async function judgedAt(url: string | undefined): Promise<void> {
  for (;;) {
    const { parts } = await readiness(url);
    if (parts.find(({ name }) => name === "sources")?.waiting === 0) return;
    await pause(200);
  }
}

const lineSchema = z.object({ event: z.object({ id: z.string() }) });
const idsIn = (log: string): readonly string[] =>
  log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => lineSchema.parse(JSON.parse(line)).event.id);
