// `pnpm soak:idle [connections] [seconds]`: the service while somebody holds 10,000 connections (unless said) and says nothing.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";
import { bundledMain } from "./is-fresh.ts";

/** In milliseconds; on a machine that does nothing else. */
const bounds = { p99: 250, longest: 1_000 };

const [connections = 10_000, seconds = 20] = process.argv.slice(2).map(Number);
const root = mkdtempSync(join(tmpdir(), "mvcrs-idle-"));
const mvcrs = (...args: readonly string[]): string =>
  spawnSync(process.execPath, [bundledMain, ...args, "--root", root], { encoding: "utf8" }).stdout;

/** How long an answer takes on a connection of its own; `undefined` where there is none. */
function asked(port: number, path: string, token?: string): Promise<number | undefined> {
  const began = performance.now();
  return new Promise((done) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const method = token === undefined ? "GET" : "POST";
    const asking = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (answer) => {
      const ok = answer.statusCode === 200 || answer.statusCode === 202;
      answer.resume().on("end", () => done(ok ? performance.now() - began : undefined));
    });
    asking.on("error", () => done(undefined));
    const observedAt = new Date().toISOString();
    asking.end(
      token === undefined ? "" : `${JSON.stringify({ metric: "m", source: "s", value: 1, observedAt })}\n`,
    );
  });
}

async function measured(port: number, token: string, forMs: number) {
  const took = { healthz: [] as number[], signals: [] as number[] };
  let unanswered = 0;
  for (const end = performance.now() + forMs; performance.now() < end; ) {
    for (const [kind, each] of [
      ["healthz", await asked(port, "/healthz")],
      ["signals", await asked(port, "/signals", token)],
    ] as const)
      if (each === undefined) unanswered += 1;
      else took[kind].push(each);
    await new Promise((next) => setTimeout(next, 20));
  }
  return { unanswered, healthz: figures(took.healthz), signals: figures(took.signals) };
}

function figures(took: readonly number[]) {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (part: number) => Number((sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(1));
  return { asked: sorted.length, p50: at(0.5), p99: at(0.99), longest: at(1) };
}

await bundle();
mvcrs("init");
const token = String(
  JSON.parse(mvcrs("tokens", "create", "--actor", "soak", "--may", "signals", "--json")).token,
);
const service = spawn(process.execPath, [
  bundledMain,
  "serve",
  "--port",
  "0",
  "--without",
  "checkpoints",
  "--root",
  root,
]);
const place = join(root, "state", "service.json");
while (!existsSync(place)) await new Promise((again) => setTimeout(again, 20));
const port = Number(new URL(JSON.parse(readFileSync(place, "utf8")).url).port);
const alone = await measured(port, token, 3_000);
const holder = spawn(process.execPath, [
  fileURLToPath(new URL("idle-holder.ts", import.meta.url)),
  String(port),
  String(connections),
]);
let held = 0;
holder.stdout.on("data", (text) => {
  held = Number(String(text).trim().split("\n").at(-1));
});
const beside = await measured(port, token, seconds * 1000);
holder.kill("SIGKILL");
service.kill("SIGTERM");
const exitCode = await new Promise<number | null>((ended) => service.once("exit", ended));
rmSync(root, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ connections, held, alone, beside, exitCode }, null, 2)}\n`);
const { healthz, signals, unanswered } = beside;
const late = [healthz, signals].some(({ p99, longest }) => p99 > bounds.p99 || longest > bounds.longest);
if (unanswered > 0 || late || exitCode !== 0) process.exitCode = 1;
