import Papa from "papaparse";
import { expect, it } from "vitest";
import { type ChallengeRow, formatTelemetryCsv, telemetryColumns } from "../src/index.ts";

const row: ChallengeRow = {
  timestamp: "2026-11-22T00:00:00.000Z",
  level: "critical",
  resolution: "",
  primaryConfidence: 1,
  secondaryConfidence: 0.1 + 0.2,
  tertiaryConfidence: 0,
  deviation: 0.6,
  challengeId: "c6cfad2b-dce5-5a8d-abab-bfbf7ba3a7ec",
  metric: "arena.validatorStake",
  source: "orchestrator.scoreboard",
};

it("has the columns in the order that outside readers rely on", () => {
  expect(formatTelemetryCsv([row])).toBe(
    "timestamp,level,resolution,primary_confidence,secondary_confidence,tertiary_confidence,deviation,challenge_id,metric,source\n" +
      "2026-11-22T00:00:00.000Z,critical,,1,0.3,0,0.6,c6cfad2b-dce5-5a8d-abab-bfbf7ba3a7ec,arena.validatorStake,orchestrator.scoreboard\n",
  );
});

it("is a header alone where there is no challenge", () => {
  expect(formatTelemetryCsv([])).toBe(`${telemetryColumns.join(",")}\n`);
});

it("lets no cell become a formula, and quotes what needs it", () => {
  const text = formatTelemetryCsv([
    { ...row, source: '=HYPERLINK("http://x","y")' },
    { ...row, source: "@a" },
  ]);
  const parsed = Papa.parse<Record<string, string>>(text.trim(), { header: true });
  expect(parsed.errors).toEqual([]);
  expect(parsed.data.map((cells) => cells["source"])).toEqual(['\'=HYPERLINK("http://x","y")', "'@a"]);
});
