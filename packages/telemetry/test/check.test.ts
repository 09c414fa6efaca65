import { expect, it } from "vitest";
import { type ChallengeRow, checkTelemetry, formatTelemetryCsv } from "../src/index.ts";

const row = (n: number, more: Partial<ChallengeRow> = {}): ChallengeRow => ({
  timestamp: "2026-11-22T00:00:00.000Z",
  level: "material",
  resolution: "",
  primaryConfidence: 1,
  secondaryConfidence: 0.5,
  tertiaryConfidence: 0,
  deviation: 0.2,
  challengeId: `c${n}`,
  metric: "m",
  source: "=s",
  ...more,
});
const rows = [
  row(1),
  row(2, { level: "critical", metric: 'a\n"b",c' }),
  row(3, { level: "soft", resolution: "cleared" }),
];
const summary = {
  open_soft: 0,
  open_material: 1,
  open_critical: 1,
  totals: { soft: 1, material: 1, critical: 1 },
  chain_hash: "aa",
  count: 4,
};
const good = { rows, summary, csvText: formatTelemetryCsv(rows), summaryText: JSON.stringify(summary) };
const check = (more: Partial<typeof good> | { csvText: null } | { summaryText: null }) =>
  checkTelemetry({ ...good, ...more } as typeof good);
const where = (report: ReturnType<typeof checkTelemetry>) =>
  report.disagreements.map((one) => `${one.between} ${one.where}: ${one.expected} / ${one.found}`);
const lost = (report: ReturnType<typeof checkTelemetry>) =>
  report.disagreements.filter(({ todo }) => todo.includes("may have lost"));

it("says that all is well where it is, line breaks and formulas in cells included", () => {
  expect(check({})).toEqual({ ok: true, counts: { log: 3, csv: 3, summary: 3 }, disagreements: [] });
  const nothing = { open_soft: 0, open_material: 0, open_critical: 0, totals: {}, count: 0, chain_hash: "" };
  expect(
    checkTelemetry({
      rows: [],
      summary: nothing,
      csvText: formatTelemetryCsv([]),
      summaryText: JSON.stringify(nothing),
    }).ok,
  ).toBe(true);
});

it("lists every cell that differs, with line and column", () => {
  const report = check({
    csvText: formatTelemetryCsv([{ ...row(1), level: "soft", deviation: 9 }, ...rows.slice(1)]),
  });
  expect(where(report)).toEqual([
    "csv-log line 2, challenge c1, level: material / soft",
    "csv-log line 2, challenge c1, deviation: 0.2 / 9",
    "csv-summary open_soft: 1 / 0",
    "csv-summary open_material: 0 / 1",
  ]);
  expect(lost(report)).toEqual([]);
});

it("counts lines as an editor does, behind a cell of two lines", () => {
  const [first, second, third] = rows as [ChallengeRow, ChallengeRow, ChallengeRow];
  const report = check({ csvText: formatTelemetryCsv([first, second, { ...third, source: "x" }]) });
  expect(where(report)).toEqual(["csv-log line 5, challenge c3, source: '=s / x"]);
});

it("tells a row that is missing, a second one, and a row of a challenge that the log lacks", () => {
  const report = check({ csvText: formatTelemetryCsv([...rows.slice(1), ...rows.slice(1, 2), row(9)]) });
  expect(where(report)).toEqual([
    "csv-log line 5, challenge c2: one row / another on line 2",
    "csv-log line 7, challenge c9: no such challenge / a row",
    "csv-log challenge c1: a row / none",
    "csv-summary challenges: 4 / 3",
    "csv-summary open_critical: 2 / 1",
  ]);
  expect(lost(report)).toHaveLength(1);
});

it("advises against a rebuild where the summary knows of a longer log, or of another", () => {
  expect(lost(check({ summaryText: JSON.stringify({ ...summary, count: 5 }) }))).toHaveLength(1);
  expect(lost(check({ summaryText: JSON.stringify({ ...summary, chain_hash: "bb" }) }))).toHaveLength(1);
  expect(lost(check({ summaryText: JSON.stringify({ ...summary, count: 3, chain_hash: "bb" }) }))).toEqual(
    [],
  );
});

it("names what the summary lacks and what it has too much", () => {
  const { open_soft: _, ...rest } = summary;
  expect(where(check({ summaryText: JSON.stringify({ ...rest, extra: 1 }) }))).toEqual([
    "summary-log open_soft: 0 / nothing",
    "summary-log extra: nothing / 1",
    "csv-summary open_soft: 0 / nothing",
  ]);
});

it.each([
  ["no CSV", { csvText: null }],
  ["no summary", { summaryText: null }],
  ["a summary that is no JSON", { summaryText: "{" }],
  ["a summary that is a list", { summaryText: "[]" }],
  ["an empty CSV", { csvText: "" }],
  ["another header", { csvText: "a,b\n" }],
  ["a quote left open", { csvText: `${formatTelemetryCsv([])}"a` }],
  ["a short row", { csvText: `${formatTelemetryCsv(rows.slice(1))}2026-11-22T00:00:00.000Z,material\n` }],
])("does not hold with %s", (_name, more) => {
  const report = check(more as { csvText: null });
  expect(report.ok).toBe(false);
  expect(report.disagreements.every(({ todo }) => todo !== "")).toBe(true);
});
