// Signals per second of the whole of `mvcrs run`, log and artifacts included, beside JSON.parse of the same lines: the
// floor that no Node program beats.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundledMain as mvcrs } from "../apps/cli/scripts/is-fresh.ts";

const signals = Number(process.env["BENCH_SIGNALS"] ?? 1_000_000);
const metrics = 10_000;
const folder = mkdtempSync(join(tmpdir(), "mvcrs-bench-"));
const file = join(folder, "signals.jsonl");

async function write(): Promise<void> {
  const out = createWriteStream(file);
  const start = Date.parse("2026-01-01T00:00:00Z");
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  for (let i = 0; i < signals; i++) {
    const value = Number((100 + 5 * (random() - 0.5)).toFixed(4));
    const line = JSON.stringify({
      metric: `node${i % metrics}.load`,
      source: "collector",
      value,
      observedAt: new Date(start + Math.floor(i / metrics) * 60_000).toISOString(),
      unit: "percent",
      witnesses: [
        { source: "evm:1", value, weight: 1 },
        { source: "evm:2", value, weight: 1 },
        { source: "evm:3", value, weight: 1 },
      ],
    });
    if (!out.write(`${line}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

/** Seconds of the fastest of `rounds` runs: noise only ever adds. */
function fastest(rounds: number, action: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const from = performance.now();
    action();
    best = Math.min(best, (performance.now() - from) / 1000);
  }
  return best;
}

try {
  await write();
  let sum = 0;
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const parse = fastest(4, () => {
    for (const line of lines) sum += (JSON.parse(line) as { value: number }).value;
  });
  const run = fastest(4, () => {
    const root = mkdtempSync(join(folder, "root-"));
    const ran = spawnSync(process.execPath, [mvcrs, "run", "--signals", file, "--root", root, "--json"], {
      encoding: "utf8",
    });
    if (ran.status !== 0) throw new Error(ran.stderr);
    sum += JSON.parse(ran.stdout).judged;
  });
  const rate = (seconds: number) => `${Math.round(signals / seconds).toLocaleString("en-US")} signals/s`;
  process.stdout.write(
    `mvcrs run, ${signals.toLocaleString("en-US")} signals of ${metrics.toLocaleString("en-US")} metrics (checksum ${sum.toExponential(3)})\n` +
      `  JSON.parse alone   ${rate(parse)}\n` +
      `  mvcrs run          ${rate(run)}\n` +
      `  ratio              ${(parse / run).toFixed(2)} of the floor\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
