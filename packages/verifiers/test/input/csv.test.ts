import { errorCode } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { type CsvOptions, decodeCsv } from "../../src/input/csv.ts";
import { zoneConverter } from "../../src/input/time-zone.ts";
import { chunked, collect, now } from "./collect.ts";

const decode = (text: string, options: Partial<CsvOptions> = {}) =>
  collect(
    decodeCsv(chunked(text, 33), {
      now,
      source: "csv:t",
      file: "t.csv",
      toInstant: (wall) => wall,
      ...options,
    }),
  );
const values = (signals: readonly { metric: string; value: number }[]) =>
  signals.map((s) => `${s.metric}=${s.value}`);

it("takes every numeric column, and passes over text, comments and empty lines", async () => {
  const { signals, problems, rows, notices } = await decode(
    "# written by a pipeline\ntimestamp,score,status,warnings,notes\n\n2025-11-11T14:00:33+00:00,97.5,ok,1,v1.0.0 release\n2025-11-11T14:00:34+00:00,97,ok,2\n# end\n",
  );
  expect(problems).toEqual([]);
  expect(rows).toBe(2);
  expect(values(signals)).toEqual(["score=97.5", "warnings=1", "score=97", "warnings=2"]);
  expect(signals[0]?.observedAt).toBe("2025-11-11T14:00:33.000Z");
  expect(notices).toEqual({
    metrics: ["score", "warnings"].map((name) => ({ column: name, metric: name, renamed: false })),
    textColumns: ["status", "notes"],
    shortRows: 1,
    unzonedTimes: 0,
    ambiguousTimes: 0,
    decimalComma: false,
  });
});

it("reads times without zone in the zone it is told, and counts them", async () => {
  const berlin = zoneConverter("Europe/Berlin");
  const { signals, notices } = await decode("timestamp,value\n2014-07-01 00:00:00,1\n", {
    ...(berlin === undefined ? {} : { toInstant: berlin }),
  });
  expect(signals[0]?.observedAt).toBe("2014-06-30T22:00:00.000Z");
  expect(notices.unzonedTimes).toBe(1);
});

it("keeps rows that repeat a time", async () => {
  const row = "2025-11-11T14:00:33Z,1\n";
  expect((await decode(`time,a\n${row}${row}`)).signals).toHaveLength(2);
});

it.each([
  ["a cell that is NaN", "2025-01-01T00:00:00Z,NaN,2", "CELL_NOT_A_NUMBER", ["b=2"]],
  ["a cell that is 1e999", "2025-01-01T00:00:00Z,1e999,2", "CELL_NOT_A_NUMBER", ["b=2"]],
  ["a cell of text in a numeric column", "2025-01-01T00:00:00Z,n/a,2", "CELL_NOT_A_NUMBER", ["b=2"]],
  ["a hexadecimal cell", "2025-01-01T00:00:00Z,0x10,2", "CELL_NOT_A_NUMBER", ["b=2"]],
  ["a row with too many cells", "2025-01-01T00:00:00Z,1,2,3", "ROW_TOO_WIDE", []],
  ["a row without a time", ",1,2", "TIME_MISSING", []],
  ["a time that is none", "yesterday,1,2", "TIME_UNREADABLE", []],
  ["a time in the future", "2027-01-01T00:00:00Z,1,2", "TIME_IN_FUTURE", []],
])("reports %s with its line", async (_name, row, code, kept) => {
  const { signals, problems } = await decode(`timestamp,a,b\n2024-01-01T00:00:00Z,1,1\n${row}\n`);
  expect(problems.map(({ code, line }) => [code, line])).toEqual([[code, 3]]);
  expect(values(signals)).toEqual(["a=1", "b=1", ...kept]);
});

it.each(["n/a", "NA", "null", "None", "-", "--", "?"])(
  "does not take a column whose first sample is missing (%s) for text",
  async (cell) => {
    const { signals, problems, notices } = await decode(
      `timestamp,a\n2025-01-01T00:00:00Z,${cell}\n2025-01-02T00:00:00Z,2\n`,
    );
    // The row says nothing to judge, and is counted as such.
    expect(problems.map(({ code, line }) => [code, line])).toEqual([["ROW_WITHOUT_VALUE", 2]]);
    expect(notices.textColumns).toEqual([]);
    expect(values(signals)).toEqual(["a=2"]);
  },
);

it("takes a comma too many as part of a last column of text", async () => {
  const { signals, problems } = await decode(
    "timestamp,a,notes\n2025-01-01T00:00:00Z,1,fine\n2025-01-02T00:00:00Z,2,one, two\n",
  );
  expect(problems).toEqual([]);
  expect(values(signals)).toEqual(["a=1", "a=2"]);
});

it("reads quoted cells, also over several lines, and numbers the lines after them right", async () => {
  const { signals, problems } = await decode(
    'timestamp,notes,a\n2025-01-01T00:00:00Z,"one, ""two""\nthree",1\n2025-01-02T00:00:00Z,x,oops\n2025-01-03T00:00:00Z,y,3\n',
  );
  expect(values(signals)).toEqual(["a=1", "a=3"]);
  expect(problems.map(({ line }) => line)).toEqual([4]);
});

it("reports a quote that is never closed", async () => {
  const { problems } = await decode('timestamp,a\n2025-01-01T00:00:00Z,"1\n2025-01-02T00:00:00Z,2\n');
  expect(problems.map(({ code, line }) => [code, line])).toEqual([["ROW_QUOTE_OPEN", 2]]);
});

it("reports a cell that goes on behind its quote, and reads the rows after it", async () => {
  const { signals, problems } = await decode(
    'timestamp,a\n2025-01-01T00:00:00Z,"1"2\n2025-01-02T00:00:00Z,2\n',
  );
  expect(problems.map(({ code, line }) => [code, line])).toEqual([["ROW_QUOTE_STRAY", 2]]);
  expect(values(signals)).toEqual(["a=2"]);
});

it("reports a number in a column that began as text, until numbers outnumber its texts", async () => {
  const cells = ["north", "east", "south", "west", "7", "8", "9", "10", "11"];
  const rows = cells.map((cell, n) => `2025-01-0${n + 1}T00:00:00Z,${n},${cell}\n`);
  const { signals, problems } = await decode(`timestamp,a,b\n${rows.join("")}`);
  const said = problems.map(({ code, line }) => `${line} ${code}`);
  expect(said.filter((one) => one.endsWith("CELL_IN_TEXT_COLUMN"))).toEqual(
    [6, 7, 8, 9].map((line) => `${line} CELL_IN_TEXT_COLUMN`),
  );
  expect(values(signals).filter((one) => one.startsWith("b="))).toEqual(["b=11"]);
});

it.each([
  [";", "timestamp;a\n2025-01-01T00:00:00Z;1.5\n"],
  ["tab", "timestamp\ta\n2025-01-01T00:00:00Z\t1.5\n"],
])("finds the delimiter %s", async (_name, text) => {
  expect(values((await decode(text)).signals)).toEqual(["a=1.5"]);
});

it("reads epoch seconds and milliseconds", async () => {
  const { signals } = await decode("cycle,executedAt\n144,1700000400\n145,1700000400123\n");
  expect(signals.map(({ time }) => time)).toEqual([1700000400000, 1700000400123]);
});

it("makes metric names of columns that are none, and says so", async () => {
  const { signals, notices } = await decode("timestamp,CPU usage (%),../x\n2025-01-01T00:00:00Z,1,2\n", {
    metricPrefix: "node.",
  });
  expect(values(signals)).toEqual(["node.CPU_usage=1", "node..._x=2"]);
  expect(notices.metrics).toEqual([
    { column: "CPU usage (%)", metric: "node.CPU_usage", renamed: true },
    { column: "../x", metric: "node..._x", renamed: true },
  ]);
});

it.each<[name: string, text: string, options: Partial<CsvOptions>]>([
  ["no column of times", "a,b\n1,2\n", {}],
  ["two columns that become one metric", "timestamp,a b,a_b\n2025-01-01T00:00:00Z,1,2\n", {}],
  ["a time column that is not there", "timestamp,a\n", { timeColumn: "when" }],
])("refuses %s", async (_name, text, options) => {
  expect(await errorCode(() => decode(text, options))).toBe("CSV_HEADER");
});
