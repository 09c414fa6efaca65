// Writes examples/governance-signals.jsonl: a fortnight of a small SelfPlay deployment, made up from a seed, with the
// incidents that the README walks through. `pnpm exec node examples/generate.ts` makes the same bytes again.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const seed = 20_261_122;
const start = Date.parse("2026-11-01T00:00:00.000Z");
const hour = 3_600_000;
const hours = 14 * 24;

/** A small seeded generator (Mulberry32, public domain): the same seed, the same fortnight. */
function makeRandom(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = makeRandom(seed);
/** About normal: the sum of twelve uniforms, less six. */
const noise = (): number => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
const round = (value: number, digits = 4): number => Number(value.toFixed(digits));

const arena = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const chain = ["evm:31337", "evm:31337:archive", "indexer:selfplay"];

interface Reading {
  readonly metric: string;
  /** What the scoreboard reports. */
  readonly reported: number;
  /** What the chain says. */
  readonly actual: number;
  readonly unit: string;
  /** How far honest witnesses differ, relative. */
  readonly jitter: number;
}

function readings(h: number): Reading[] {
  const day = Math.sin((2 * Math.PI * h) / 24);
  // 8 November, 06:00 to 08:00: somebody lowers the validator stake behind the committee's back.
  const stake = h >= 174 && h < 177 ? 2 : 5;
  const success = 0.72 + 0.03 * day + 0.008 * noise();
  const paid = 1500 + 220 * day + 25 * noise();
  // 10 November, 12:00 to 17:00: a forged scoreboard reports a success rate that the chain does not show.
  const forged = h >= 228 && h < 233 ? success - 0.17 : success;
  // From 12 November on: slashing creeps up, well inside its bounds.
  const slashes = Math.max(0, 2 + 0.4 * noise() + (h > 264 ? (h - 264) * 0.09 : 0));
  return [
    { metric: "arena.validatorStake", reported: stake, actual: stake, unit: "ether", jitter: 0 },
    { metric: "arena.teacherSplit", reported: 6000, actual: 6000, unit: "bp", jitter: 0 },
    {
      metric: "arena.successRate",
      reported: round(forged),
      actual: round(success),
      unit: "ratio",
      jitter: 0.003,
    },
    {
      metric: "rewards.paidPerHour",
      reported: round(paid, 2),
      actual: round(paid, 2),
      unit: "token",
      jitter: 0.001,
    },
    {
      metric: "slashing.perHour",
      reported: round(slashes, 2),
      actual: round(slashes, 2),
      unit: "count",
      jitter: 0,
    },
  ];
}

const lines: string[] = [];
for (let h = 0; h < hours; h++) {
  const observedAt = new Date(start + h * hour).toISOString();
  for (const { metric, reported, actual, unit, jitter } of readings(h)) {
    const witnesses = chain.map((source) => ({
      source,
      value: round(actual * (1 + jitter * noise())),
      weight: 1,
    }));
    const signal = {
      metric,
      source: "orchestrator.scoreboard",
      value: reported,
      observedAt,
      unit,
      witnesses,
      labels: { arena },
    };
    lines.push(JSON.stringify(signal));
  }
}
writeFileSync(fileURLToPath(new URL("governance-signals.jsonl", import.meta.url)), `${lines.join("\n")}\n`);
