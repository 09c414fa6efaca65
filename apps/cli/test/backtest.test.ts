import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

/** Five-minute rows of a saw tooth with a spike at row 503, after the first day. */
function csv(header = "timestamp,value"): string {
  const start = Date.parse("2026-11-01T00:00:00Z");
  const rows = Array.from({ length: 800 }, (_, index) => {
    const value = 100 + (index % 7) + (index === 503 ? 90 : 0);
    return `${new Date(start + index * 300_000).toISOString()},${value}`;
  });
  return `${[header, ...rows].join("\n")}\n`;
}
function withFile(text: string): { root: string; file: string } {
  const root = tempRoot();
  const file = join(root, "series.csv");
  writeFileSync(file, text);
  return { root, file };
}

it("says which levels would have been raised, and where the anomalies are", async () => {
  const { root, file } = withFile(csv());
  const ran = await mvcrs(root, ["backtest", file, "--json"]);
  expect(ran.exitCode).toBe(0);
  expect(ran.json()).toMatchObject({
    ok: true,
    rows: 800,
    levels: { none: 799, soft: 0, material: 0, critical: 1 },
    anomalies: [{ timestamp: "2026-11-02T17:55:00.000Z", value: 196, level: "critical" }],
    written: [],
  });
  const text = await mvcrs(root, ["backtest", file]);
  expect(text.stdout).toContain("1 anomaly from");
  expect(readdirSync(root)).toEqual(["series.csv"]);
});

it("writes a row for each row, and a picture", async () => {
  const { root, file } = withFile(csv());
  await mvcrs(root, ["backtest", file, "--out", "scores.csv", "--plot", "plot.svg"]);
  const lines = readFileSync(join(root, "scores.csv"), "utf8").trimEnd().split("\n");
  expect(lines).toHaveLength(801);
  expect(lines[0]).toBe("timestamp,value,expected,lower,upper,anomaly_score,deviation");
  expect(lines[1]).toBe("2026-11-01T00:00:00.000Z,100,,,,0,0");
  const plot = readFileSync(join(root, "plot.svg"), "utf8");
  expect(plot).toMatch(/^<svg /);
  expect(plot.match(/class="anomaly"/g)).toHaveLength(1);
});

it("writes over neither its input, nor the log, nor its other output", async () => {
  const { root, file } = withFile(csv());
  mkdirSync(join(root, "state"));
  symlinkSync(file, join(root, "link.csv"));
  for (const argv of [
    ["--out", "series.csv"],
    ["--out", "link.csv"],
    ["--plot", "./series.csv"],
    ["--out", "x.svg", "--plot", "x.svg"],
    ["--out", "state/challenge_events.jsonl"],
    ["--plot", "state"],
    ["--out", "observatory/metrics/mvcrs_challenges.csv"],
  ]) {
    const ran = await mvcrs(root, ["backtest", file, ...argv, "--json"]);
    expect(ran.json(), argv.join(" ")).toMatchObject({ ok: false, error: { code: "USAGE" } });
  }
  expect(readFileSync(file, "utf8")).toBe(csv());
  expect(readdirSync(root).sort()).toEqual(["link.csv", "series.csv", "state"]);
  expect(readdirSync(join(root, "state"))).toEqual([]);
});

it("takes the metric's entry and the thresholds from the configuration", async () => {
  const { root, file } = withFile(csv());
  await mvcrs(root, ["init"]);
  const path = join(root, "state/mvcrs_config.json");
  const config = JSON.parse(readFileSync(path, "utf8"));
  const levels = async (metric: string) =>
    (await mvcrs(root, ["backtest", file, "--metric", metric, "--json"])).json()["levels"];
  const thresholds = {
    deviation_threshold_soft: 0.3,
    deviation_threshold_material: 5,
    deviation_threshold_critical: 9,
  };
  writeFileSync(
    path,
    JSON.stringify({ ...config, ...thresholds, metrics: { "stake*": { forecast: "off" } } }),
  );
  expect(await levels("stake.total")).toEqual({ none: 800, soft: 0, material: 0, critical: 0 });
  expect(await levels("other")).toEqual({ none: 799, soft: 1, material: 0, critical: 0 });
});

it("takes the only numeric column, and asks where there are several", async () => {
  const one = withFile(csv("time,load"));
  expect((await mvcrs(one.root, ["backtest", one.file, "--json"])).json()).toMatchObject({ column: "load" });
  const two = withFile("time,a,b\n2026-11-01T00:00:00Z,1,2\n");
  const ran = await mvcrs(two.root, ["backtest", two.file, "--json"]);
  expect(ran.exitCode).toBe(2);
  expect(ran.stdout + ran.stderr).toContain("COLUMN_UNCLEAR");
  expect((await mvcrs(two.root, ["backtest", two.file, "--column", "b", "--json"])).json()).toMatchObject({
    rows: 1,
  });
  expect((await mvcrs(two.root, ["backtest", two.file, "--column", "c"])).exitCode).toBe(2);
});

it("keeps a row for each row, those that go back in time too, and says so", async () => {
  const { root, file } = withFile("time,value\n2026-11-01T01:00:00Z,1\n2026-11-01T00:00:00Z,2\nx,3\n");
  const ran = await mvcrs(root, ["backtest", file, "--json"]);
  expect(ran.json()).toMatchObject({ rows: 2, unusable: 1, late: 1 });
  expect(ran.stderr).toContain("older");
});

it("refuses a threshold that no score can have", async () => {
  const { root, file } = withFile(csv());
  expect((await mvcrs(root, ["backtest", file, "--threshold", "11"])).exitCode).toBe(2);
});
