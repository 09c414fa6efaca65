import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const source = fileURLToPath(new URL("../src/", import.meta.url));
const code = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && name !== "errors.ts")
  .map((name) => readFileSync(source + name, "utf8"))
  .join("\n");

it("throws every code of the catalogue somewhere", () => {
  for (const each of surface.verifierErrors.codes) expect(code).toContain(`create("${each}"`);
});

it("words its errors so", () => {
  const { create } = surface.verifierErrors;
  expect(create("PANEL_CONFIG_INVALID", { problems: ["a", "b"] }).message).toMatchInlineSnapshot(`
    "the verifiers' configuration has 2 problem(s):
      - a
      - b
      Fix each of them; thresholds ascend from above 0, shares lie between 0 and 1."
  `);
  expect(create("SNAPSHOT_VERSION", { found: 9, supported: 1 }).message).toMatchInlineSnapshot(`
    "the verifiers' state has version 9; this release reads version 1
      Use the release that wrote it, or replay the signals into a new state."
  `);
  expect(create("SNAPSHOT_INVALID", { problems: ["series.0: x"] }).message).toMatchInlineSnapshot(`
    "the verifiers' state does not read as one:
      - series.0: x
      Restore the file from a backup, or replay the signals into a new state."
  `);
});

it("exports these names", () => {
  expect(Object.keys(surface).sort()).toMatchInlineSnapshot(`
    [
      "SeriesIndex",
      "adviceFor",
      "backtest",
      "createPanel",
      "defaultAnomalyThreshold",
      "defaultPanelConfig",
      "defaultThresholds",
      "deviationCap",
      "deviationOfScore",
      "familyOf",
      "isAboutValue",
      "isMetricName",
      "isSourceName",
      "isVote",
      "levelOf",
      "meaningOf",
      "metricConfigSchema",
      "metricMatcher",
      "outranks",
      "patternOf",
      "restorePanel",
      "signalSchema",
      "snapshotVersion",
      "softScore",
      "verifierErrors",
      "verifierNames",
    ]
  `);
});
