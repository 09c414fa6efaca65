// Signals a second through `POST /signals`, acknowledged on stable storage, in batches by several senders; beside writing the
// same bytes to a file with fdatasync after each batch, which no inbox can beat on this disk.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFiles } from "../packages/files/dist/index.js";
import {
  createEdge,
  inboxIntake,
  JudgedPlace,
  listen,
  makeToken,
  openInbox,
  signalRoutes,
} from "../packages/service/dist/index.js";

const perBatch = 1_000;
const batches = Number(process.env["BENCH_BATCHES"] ?? 200);
const senders = 4;
const wanted = 50_000;
const start = Date.parse("2026-01-01T00:00:00Z");
const warn = (...words: readonly string[]) => process.stderr.write(`${words.join(": ")}\n`);
const folder = mkdtempSync(join(tmpdir(), "mvcrs-bench-"));

const batch = (number: number): Buffer =>
  Buffer.from(
    Array.from({ length: perBatch }, (_, index) => {
      const observedAt = new Date(start + number * 60_000).toISOString();
      return `${JSON.stringify({ metric: `node${index}.load`, source: "collector", value: 100 + (index % 7), observedAt, unit: "percent" })}\n`;
    }).join(""),
  );
const bodies = Array.from({ length: batches }, (_, number) => batch(number));

async function raw(): Promise<number> {
  const file = await open(join(folder, "raw"), "w");
  const began = performance.now();
  for (const body of bodies) {
    await file.write(body);
    await file.datasync();
  }
  const seconds = (performance.now() - began) / 1000;
  await file.close();
  return (batches * perBatch) / seconds;
}

async function posted(): Promise<number> {
  const { token, text } = makeToken({ actor: "bench", may: "signals", now: start }, randomBytes);
  const inbox = await openInbox({
    files: nodeFiles,
    folder: join(folder, "inbox"),
    judged: 0,
    notice: warn,
  });
  const intake = inboxIntake(inbox, new JudgedPlace(0), Number.POSITIVE_INFINITY);
  const edge = createEdge({ names: [], failed: warn });
  signalRoutes(edge, {
    intake: () => intake,
    tokens: async () => [token],
    clock: Date.now,
  });
  const server = await listen(edge, { host: "127.0.0.1", port: 0, tls: undefined });
  let next = 0;
  const send = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const answer = await fetch(new URL("signals", server.url), {
        method: "POST",
        body: Uint8Array.from(body),
        headers: { authorization: `Bearer ${text}` },
      });
      if (answer.status !== 202) throw new Error(await answer.text());
      await answer.arrayBuffer();
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: senders }, send));
  const seconds = (performance.now() - began) / 1000;
  await server.close(0);
  await inbox.close();
  return (batches * perBatch) / seconds;
}

try {
  const [disk, http] = [await raw(), await posted()];
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const shown = (perSecond: number) => Math.round(perSecond).toLocaleString("en");
  say(`     write + fdatasync: ${shown(disk)} signals/s`);
  say(
    `${http >= wanted ? "ok  " : "MISS"} POST /signals, durable: ${shown(http)} signals/s (at least ${shown(wanted)})`,
  );
  say(`     of what the disk takes: ${((100 * http) / disk).toFixed(0)}%`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
