// The three verifiers over 1,000,000 signals of 10,000 metrics: signals per second beside JSON.parse of the same lines (the
// floor that no Node program beats), and bytes per metric: heap plus array buffers after a collection, less those of
// before, over metrics that have run long enough for everything a panel ever allocates.
import { spawnSync } from "node:child_process";

import {
  createPanel,
  defaultPanelConfig,
  metricConfigSchema,
  type Signal,
} from "../packages/verifiers/src/index.ts";

const signals = Number(process.env["BENCH_SIGNALS"] ?? 1_000_000);
const metrics = 10_000;
const start = Date.parse("2026-01-01T00:00:00Z");

let state = 1;
const random = () => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return state / 0x7fffffff;
};
const valueAt = () => Number((100 + 5 * (random() - 0.5)).toFixed(4));
const witnessesOf = (value: number) => [1, 2, 3].map((each) => ({ source: `evm:${each}`, value, weight: 1 }));

function linesOf(witnessed: boolean): string[] {
  return Array.from({ length: signals }, (_, index) => {
    const value = valueAt();
    return JSON.stringify({
      metric: `node${index % metrics}.load`,
      source: "collector",
      value,
      observedAt: new Date(start + Math.floor(index / metrics) * 300_000).toISOString(),
      unit: "percent",
      ...(witnessed ? { witnesses: witnessesOf(value) } : {}),
    });
  });
}

/** Seconds of the fastest of `rounds`: noise only ever adds. */
function fastest(rounds: number, prepare: () => () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const action = prepare();
    globalThis.gc?.();
    const from = performance.now();
    action();
    best = Math.min(best, (performance.now() - from) / 1000);
  }
  return best;
}

const perSecond = (seconds: number) => `${Math.round(signals / seconds).toLocaleString("en-US")} signals/s`;
let sink = 0;

function speed(name: string, witnessed: boolean, season: "auto" | "none"): void {
  const lines = linesOf(witnessed);
  const parse = fastest(3, () => () => {
    for (const line of lines) sink += (JSON.parse(line) as { value: number }).value;
  });
  const config = {
    ...defaultPanelConfig,
    metrics: { "*": metricConfigSchema.parse({ target: 100, season }) },
  };
  const judge = fastest(3, () => {
    const panel = createPanel(config);
    // Parsed anew, so that no string's hash is known from the round before.
    const parsed = lines.map((line) => {
      const signal = JSON.parse(line) as Omit<Signal, "time">;
      return { ...signal, time: Date.parse(signal.observedAt) };
    });
    return () => {
      for (const signal of parsed) sink += panel.judge(signal).deviation;
    };
  });
  process.stdout.write(
    `${name}\n  JSON.parse alone  ${perSecond(parse)}\n  judge             ${perSecond(judge)}, ${((judge / signals) * 1e6).toFixed(2)} µs each\n` +
      `  parse and judge   ${(parse / (parse + judge)).toFixed(2)} of the floor\n`,
  );
}

function memory(name: string, witnessed: boolean, season: "auto" | "none", samples: number): void {
  const many = 2000;
  const used = () => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const names = Array.from({ length: many }, (_, index) => `node${index}.load`);
  const before = used();
  const panel = createPanel({
    ...defaultPanelConfig,
    metrics: { "*": metricConfigSchema.parse({ target: 100, season }) },
  });
  for (let index = 0; index < samples; index += 1) {
    const time = start + index * 300_000;
    for (const metric of names) {
      const value = valueAt() + (season === "auto" ? 20 * Math.sin((2 * Math.PI * index) / 288) : 0);
      panel.judge({
        metric,
        source: "collector",
        value,
        observedAt: "2026-01-01T00:00:00.000Z",
        time,
        ...(witnessed ? { witnesses: witnessesOf(value) } : {}),
      });
    }
  }
  const bytes = (used() - before) / many;
  sink += panel.sweep(0).length;
  process.stdout.write(`memory, ${name}: ${Math.round(bytes).toLocaleString("en-US")} bytes a metric\n`);
}

const cases: Readonly<Record<string, readonly [witnessed: boolean, season: "auto" | "none"]>> = {
  "no season, no witnesses": [false, "none"],
  "no season, three witnesses": [true, "none"],
  "daily and weekly season": [false, "auto"],
};
const [, self = "", wanted] = process.argv;
const asked = wanted === undefined ? undefined : cases[wanted];
if (wanted !== undefined && asked !== undefined) memory(wanted, ...asked, 600);
else {
  // A process each: what an earlier panel left behind is not collected on command.
  for (const name of Object.keys(cases))
    spawnSync(process.execPath, ["--expose-gc", self, name], { stdio: "inherit" });
  speed("no witnesses, no season", false, "none");
  speed("no witnesses, season looked for", false, "auto");
  speed("three witnesses, no season", true, "none");
  process.stdout.write(`checksum ${sink.toExponential(3)}\n`);
}
