import { expect, it } from "vitest";
import { decodeJsonl } from "../../src/input/jsonl.ts";
import { chunked, collect, now } from "./collect.ts";

const decode = (text: string) => collect(decodeJsonl(chunked(text, 64), { now, source: "jsonl:test" }));
const good = {
  metric: "arena.validatorStake",
  source: "orchestrator.scoreboard",
  value: 5,
  observedAt: "2026-11-21T00:00:00.000Z",
};

it("decodes a signal with everything it can have", async () => {
  const full = {
    ...good,
    unit: "ether",
    witnesses: [{ source: "evm:31337", value: 5, weight: 1, operator: "a" }],
    labels: { arena: "0x00" },
  };
  const { signals, problems, rows } = await decode(`${JSON.stringify(full)}\n\n  \n`);
  expect(problems).toEqual([]);
  expect(rows).toBe(1);
  expect(signals).toEqual([{ ...full, time: Date.parse(full.observedAt) }]);
});

it("turns every time into UTC with milliseconds", async () => {
  const { signals } = await decode(JSON.stringify({ ...good, observedAt: "2026-11-21T01:00:00+01:00" }));
  expect(signals[0]?.observedAt).toBe("2026-11-21T00:00:00.000Z");
});

it.each([
  ["NaN", '{"metric":"a","source":"s","value":NaN,"observedAt":"2026-11-21T00:00:00Z"}', "ROW_NOT_JSON"],
  [
    "Infinity",
    '{"metric":"a","source":"s","value":Infinity,"observedAt":"2026-11-21T00:00:00Z"}',
    "ROW_NOT_JSON",
  ],
  [
    "1e999",
    '{"metric":"a","source":"s","value":1e999,"observedAt":"2026-11-21T00:00:00Z"}',
    "ROW_NOT_A_SIGNAL",
  ],
  [
    "1e999 in a witness",
    JSON.stringify({ ...good, witnesses: [{ source: "w", value: 0 }] }).replace(":0}", ":1e999}"),
    "ROW_NOT_A_SIGNAL",
  ],
  ["a __proto__ key", `{"__proto__":{"x":1},${JSON.stringify(good).slice(1)}`, "ROW_NOT_A_SIGNAL"],
  [
    "a __proto__ label",
    `${JSON.stringify(good).slice(0, -1)},"labels":{"__proto__":"x"}}`,
    "ROW_NOT_A_SIGNAL",
  ],
  ["an unknown key", JSON.stringify({ ...good, vaule: 1 }), "ROW_NOT_A_SIGNAL"],
  ["a path in the metric", JSON.stringify({ ...good, metric: "../../etc/passwd" }), "ROW_NOT_A_SIGNAL"],
  ["a newline in the metric", JSON.stringify({ ...good, metric: "a\nb" }), "ROW_NOT_A_SIGNAL"],
  ["a time without zone", JSON.stringify({ ...good, observedAt: "2026-11-21T00:00:00" }), "ROW_NOT_A_SIGNAL"],
  ["an impossible time", JSON.stringify({ ...good, observedAt: "2026-02-30T00:00:00Z" }), "ROW_NOT_A_SIGNAL"],
  [
    "a time in the future",
    JSON.stringify({ ...good, observedAt: "2026-11-22T00:05:00.001Z" }),
    "TIME_IN_FUTURE",
  ],
  [
    "a weight of 0",
    JSON.stringify({ ...good, witnesses: [{ source: "w", value: 1, weight: 0 }] }),
    "ROW_NOT_A_SIGNAL",
  ],
  ["a value in quotes", JSON.stringify({ ...good, value: "5" }), "ROW_NOT_A_SIGNAL"],
  ["a list", "[1,2]", "ROW_NOT_A_SIGNAL"],
  ["half a line", '{"metric":', "ROW_NOT_JSON"],
])("reports %s with its line and uses the others", async (_name, bad, code) => {
  const { signals, problems } = await decode(`${JSON.stringify(good)}\n${bad}\n${JSON.stringify(good)}\n`);
  expect(signals).toHaveLength(2);
  expect(problems.map(({ code, line }) => [code, line])).toEqual([[code, 2]]);
});

it("takes the numbers of a wide record, each under its path", async () => {
  const record = {
    computed_at: "2025-11-14T17:20:28.803411+00:00",
    inputs: { trust_locked: false, consensus_pct: 99.5, name: "x", at: null },
    reasons: ["a"],
    thresholds: { escalation: 92 },
  };
  const { signals, problems } = await decode(JSON.stringify(record));
  expect(problems).toEqual([]);
  expect(signals.map(({ metric, value, source, observedAt }) => [metric, value, source, observedAt])).toEqual(
    [
      ["inputs.trust_locked", 0, "jsonl:test", "2025-11-14T17:20:28.803Z"],
      ["inputs.consensus_pct", 99.5, "jsonl:test", "2025-11-14T17:20:28.803Z"],
      ["thresholds.escalation", 92, "jsonl:test", "2025-11-14T17:20:28.803Z"],
    ],
  );
});

it.each([
  ['{"timestamp":"2026-11-21T00:00:00","a":1}'],
  ['{"timestamp":"2026-11-21T00:00:00Z","a":"x"}'],
  ['{"timestamp":"2026-11-21T00:00:00Z","../a":1}'],
  ['{"timestamp":"2026-11-21T00:00:00Z","__proto__":{"a":1}}'],
  [`{"timestamp":"2026-11-21T00:00:00Z","a":${'{"a":'.repeat(30)}1${"}".repeat(30)}}`],
])("refuses the wide record %.60s", async (line) => {
  const { signals, problems } = await decode(line);
  expect(signals).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(["ROW_NOT_A_SIGNAL"]);
});

it("numbers every line, whatever kind it is of and however the bytes are cut", async () => {
  const line = JSON.stringify(good);
  const text = [line, "", `${line}\r`, "x".repeat(300), `\u{feff}${line}`, "{}", ` ${line}\t`, line].join(
    "\n",
  );
  for (const size of [1, 7, 64, 4096]) {
    const batches = decodeJsonl(chunked(text, size), { now, source: "jsonl:test", maxLineBytes: 250 });
    const { signals, problems, rows } = await collect(batches);
    expect([signals.length, rows]).toEqual([4, 7]);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ["ROW_TOO_LONG", 4],
      ["ROW_NOT_JSON", 5],
      ["ROW_NOT_A_SIGNAL", 6],
    ]);
  }
});

it("refuses a signal that no entry of the log could hold, and reads on", async () => {
  const labels = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`l${n}`, "x".repeat(1_000)]));
  const { signals, problems } = await decode(
    `${JSON.stringify({ ...good, labels })}\n${JSON.stringify(good)}\n`,
  );
  expect(problems).toMatchObject([{ code: "ROW_TOO_LARGE", line: 1, source: good.source }]);
  expect(signals).toHaveLength(1);
});
