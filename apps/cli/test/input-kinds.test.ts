import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const bounds = { "*": { bounds: { min: 0, max: 10 } } };

async function run(name: string, text: string, argv: readonly string[] = [], metrics: object = bounds) {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  writeFileSync(join(root, "state/mvcrs_config.json"), JSON.stringify({ metrics }));
  writeFileSync(join(root, name), text);
  const ran = await mvcrs(root, ["run", "--signals", name, "--json", ...argv]);
  const log = await mvcrs(root, ["challenges", "list", "--all", "--json"]);
  return { ...ran, report: ran.json(), challenges: JSON.stringify(log.json()) };
}

const row = (metric: string, more: object = {}) =>
  JSON.stringify({ metric, source: "s", observedAt: "2026-11-20T01:00:00Z", value: 99, ...more });

describe("a row that the log could not take", () => {
  const tooLarge = {
    labels: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`k${i}`, "x".repeat(990)])),
  };
  const many = {
    witnesses: Array.from({ length: 1000 }, (_, i) => ({
      source: `w${i}`,
      value: 5,
      operator: "o".repeat(60),
    })),
  };
  it.each([
    ["half a surrogate pair in its unit", row("b", { unit: "kW\ud83d" })],
    ["half a surrogate pair in a label", row("b", { labels: { k: "\udc00" } })],
    [
      "half a surrogate pair in a witness",
      row("b", { witnesses: [{ source: "w", value: 1, operator: "\ud83d" }] }),
    ],
    ["labels beyond what an entry holds", row("b", tooLarge)],
    ["witnesses beyond what an entry holds", row("b", many)],
    ["a time before the first year", row("b", { observedAt: "0001-01-01T00:00:00+23:00" })],
  ])("is named and passed over (%s), and its source has a challenge", async (_name, bad) => {
    const { exitCode, report, stderr, challenges } = await run(
      "in.jsonl",
      [row("a"), bad, row("c")].join("\n"),
    );
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({ rows: 3, judged: 2, byRow: { judged: 2, unusable: 1 } });
    expect(stderr).toMatch(/^in\.jsonl:2: /m);
    for (const metric of ["a", "c", "reports.s"]) expect(challenges).toContain(`"${metric}"`);
    expect(challenges).not.toContain('"metric":"b"');
  });

  it("is one that fits with all its witnesses outvoted", async () => {
    const witnesses = Array.from({ length: 800 }, (_, i) => ({
      source: `w${i}`,
      value: i % 2 === 0 ? 5 : 1e6 + i,
    }));
    const { exitCode, report } = await run("in.jsonl", row("b", { witnesses }));
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({ judged: 1 });
  });

  it("raises a material challenge about its source when it comes again and again", async () => {
    const rows = [row("a"), ...Array.from({ length: 5 }, () => row("b", { unit: "\ud83d" }))];
    const { report } = await run("in.jsonl", rows.join("\n"), ["--fail-on", "material"]);
    expect(report).toMatchObject({ ok: false, highest: expect.stringMatching(/material|critical/) });
    const { report: raised } = await run("in.jsonl", rows.join("\n"), [], {});
    expect(raised).toMatchObject({ raised: { soft: [], material: [expect.any(String)], critical: [] } });
  });

  it("raises it also where only bad rows came since the last run", async () => {
    const root = tempRoot();
    const bad = Array.from({ length: 3 }, (_, i) => row("b", { unit: "\ud83d", value: i }));
    writeFileSync(join(root, "in.jsonl"), row("a"));
    await mvcrs(root, ["run", "--signals", "in.jsonl"]);
    writeFileSync(join(root, "in.jsonl"), [row("a"), ...bad].join("\n"));
    const ran = await mvcrs(root, ["run", "--signals", "in.jsonl", "--json"]);
    expect(ran.json()).toMatchObject({ raised: { material: [expect.any(String)] } });
  });

  it("cannot be hidden by a report from ahead of time on the metric of its challenge", async () => {
    const ahead = row("reports.s", { observedAt: "2026-11-22T00:04:00Z", value: 1 });
    const bad = row("b", { unit: "\ud83d" });
    const { challenges } = await run("in.jsonl", [ahead, row("a"), bad].join("\n"), [], {});
    expect(challenges).toContain('"unusable-reports"');
  });

  it("adds nothing when the same input is fed again", async () => {
    const root = tempRoot();
    writeFileSync(join(root, "in.jsonl"), [row("a"), row("b", { unit: "\ud83d" }), "{", row("c")].join("\n"));
    await mvcrs(root, ["run", "--signals", "in.jsonl"]);
    const again = await mvcrs(root, ["run", "--signals", "in.jsonl", "--json"]);
    expect(again.json()).toMatchObject({ appended: 0, byRow: { judged: 0, alreadySeen: 2, unusable: 2 } });
  });
});

describe("a quote in CSV", () => {
  const t = (hour: number) => `2026-11-01T0${hour}:00:00Z`;
  it.each([
    ["inches in two cells", [`${t(0)},rack 19" A,1`, `${t(1)},B,999`, `${t(2)},rack 19" A,1`], 3, 3],
    [
      "a cell that begins with a quote and goes on",
      [`${t(0)},"19 A,1`, `${t(1)},B,999`, `${t(2)},"19 A,1`],
      3,
      1,
    ],
    ["a quote that never closes", [`${t(0)},"19 A,1`, `${t(1)},B,999`, `${t(2)},C,1`], 3, 2],
    ["text after a closing quote", [`${t(0)},"19" A,1`, `${t(1)},B,999`, `${t(2)},C,1`], 3, 2],
    ["a quoted cell of several lines", [`${t(0)},"one\ntwo",1`, `${t(1)},B,999`, `${t(2)},C,1`], 3, 3],
  ])("hides no row: %s", async (_name, rows, all, judged) => {
    const { report, challenges } = await run("in.csv", ["time,device,watts", ...rows, ""].join("\n"));
    expect(report).toMatchObject({ rows: all, byRow: { judged, unusable: all - judged } });
    expect(challenges).toContain(t(1).replace("Z", ".000Z"));
  });

  it("that swallows whole rows is refused with each of them", async () => {
    const rows = [`${t(0)},"A,1`, `${t(1)},B,999`, `${t(2)},A",1`, `${t(3)},C,1`];
    const { report } = await run("in.csv", ["time,device,watts", ...rows].join("\n"));
    expect(report).toMatchObject({ rows: 4, byRow: { judged: 1, unusable: 3 } });
    expect(report["unusable"]).toMatchObject({ rowsByCode: { ROW_QUOTED_ROWS: 3 } });
    const strict = await run("in.csv", ["time,device,watts", ...rows].join("\n"), ["--strict"]);
    expect(strict.exitCode).toBe(2);
  });
});

describe("a column that begins with something else than a number", () => {
  const csv = (...cells: string[]) =>
    ["time,w,v", ...cells.map((cell, i) => `2026-11-01 0${i}:00:00,1,${cell}`)].join("\n");

  it.each([
    [["unavailable", "2", "3"], 2, 1],
    [["unavailable", "unavailable", "offline", "3"], 1, 3],
    [['"1,234.5"', "2", "3"], 3, 0],
    [['"1,234"', "2", "3"], 2, 1],
    [["12 kW", "2", "3"], 2, 1],
    [["5%", "2"], 1, 1],
    [["a", "b", "c", "d", "5", "6", "7", "8", "9"], 1, 8],
  ])("is a metric from its first number on: %j", async (cells, values, problems) => {
    const { report } = await run("in.csv", csv(...cells));
    expect(report).toMatchObject({ signals: cells.length + values, unusable: { count: problems } });
    const strict = await run("in.csv", csv(...cells), ["--strict"]);
    expect(strict.exitCode).toBe(problems > 0 ? 2 : 0);
  });

  it("is text where the user says so", async () => {
    const { exitCode, report } = await run("in.csv", csv("a1", "12", "b"), [
      "--strict",
      "--text-columns",
      "V",
    ]);
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({ signals: 3, unusable: { count: 0 } });
  });

  it("reads decimal commas, and nothing that could be either", async () => {
    const values = ["1,5", "1,234", "0,125", "1.234"];
    const rows = values.map((value, i) => `2026-11-01 0${i}:00:00;${value}`);
    const { report } = await run("in.csv", ["sep=;", "time;v", ...rows].join("\r\n"));
    expect(report).toMatchObject({ signals: 4, unusable: { count: 0 } });
    const doubt = await run("in.csv", ["time;v", rows[1], rows[0], "2026-11-01 05:00:00;2.5"].join("\n"));
    expect(doubt.report).toMatchObject({ signals: 1, unusable: { count: 2 } });
    const said = await run("in.csv", ["time;v", rows[1]].join("\n"), ["--decimal", "point"], {
      v: { bounds: { min: 1000 } },
    });
    expect(said.report).toMatchObject({ signals: 1, highest: null });
  });
});

describe("CSV as it comes", () => {
  it.each([
    ["a comma in a name, ; between the cells", "time;Leistung, kW\n2026-11-01 00:00:00;1\n", [], 1],
    ["Excel's sep= with a tab", "sep=\t\ntime\tv\n2026-11-01 00:00:00\t1\n", [], 1],
    ["zones of hours only", "time,v\n2026-11-01 00:00:00+00,1\n2026-11-01 01:00:00.5-03,2\n", [], 2],
    ["nanoseconds", "time,v\n1761955200000000000,1\n", [], 1],
    ["microseconds", "time,v\n1761955200000000,1\n", [], 1],
    ["seconds with a fraction", "time,v\n1761955200.25,1\n", [], 1],
    ["date and time", "Date,Time,v\n2026-11-01,00:05:00,1\n2026-11-01,00:10,2\n", [], 2],
    [
      "date and time under other names",
      "Datum;Uhrzeit;v\n2026-11-01;00:05:00;1\n",
      ["--time-column", "Uhrzeit", "--date-column", "Datum"],
      1,
    ],
    ["carriage returns only", "time,v\r2026-11-01 00:00:00,1\r2026-11-01 01:00:00,2\r", [], 2],
    ["a header again", "time,v\n2026-11-01T00:00:00Z,1\ntime,v\n2026-11-01T01:00:00Z,2\n", [], 2],
    ["another header", "time,v\n2026-11-01T00:00:00Z,1\nv,time\n2,2026-11-01T01:00:00Z\n", [], 1],
  ])("is read: %s", async (_name, text, argv, signals) => {
    const { exitCode, report } = await run("in.csv", text, argv);
    expect(exitCode).toBe(0);
    expect(report["signals"]).toBe(signals);
  });

  it("is refused for a header in Latin-1, with that reason", async () => {
    const root = tempRoot();
    writeFileSync(join(root, "in.csv"), Buffer.from("time,Stra\xdfe\n2026-11-01T00:00:00Z,1\n", "latin1"));
    const ran = await mvcrs(root, ["run", "--signals", "in.csv"]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain("is not valid UTF-8");
  });

  it("keeps both hours when the clocks go back", async () => {
    const hours = (minutes: number) =>
      ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"].map(
        (clock, i) => `2025-10-26 ${clock}:00,${i === 4 ? 99 : minutes}`,
      );
    const { report, challenges } = await run("in.csv", ["time,v", ...hours(5)].join("\n"), [
      "--timezone",
      "Europe/Berlin",
      "--strict",
    ]);
    expect(report).toMatchObject({ judged: 6 });
    expect(challenges).toContain("2025-10-26T01:30:00.000Z");
    const hourly = ["01", "02", "02", "03"].map((hour) => `2025-10-26 ${hour}:00:00,5`);
    const once = await run("in.csv", ["time,v", ...hourly].join("\n"), ["--timezone", "Europe/Berlin"]);
    expect(once.report).toMatchObject({ judged: 4 });
  });
});

it("reads numeric times in JSON Lines", async () => {
  const seconds = Date.parse("2026-11-20T00:00:00Z") / 1000;
  const rows = [
    row("a", { observedAt: seconds }),
    row("a", { observedAt: (seconds + 60) * 1000 }),
    JSON.stringify({ ts: seconds + 120, x: 1 }),
    JSON.stringify({ ts: 5, x: 1 }),
  ];
  const { report, stderr } = await run("in.jsonl", rows.join("\n"));
  expect(report).toMatchObject({ judged: 3, byRow: { judged: 3, unusable: 1 } });
  expect(stderr).toMatch(/^in\.jsonl:4: ts: 5 is not a time/m);
});

it("counts what it raised as every list does: by the level at the end", async () => {
  const rows = Array.from({ length: 4 }, (_, i) => row("b", { unit: "\ud83d", value: i }));
  const ran = await run("in.jsonl", [row("a"), ...rows].join("\n"), [], {});
  expect(ran.report).toMatchObject({ raised: { soft: [], material: [expect.any(String)] } });
});
