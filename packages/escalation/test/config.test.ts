import { CodedError } from "@mvcrs/errors";
import { nodeTextFiles } from "@mvcrs/files";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { defaultConfig, initConfig, loadConfig, parseConfig } from "../src/index.ts";

it("writes a configuration that reads back as the defaults, and never over another", async () => {
  const path = `${tempRoot()}/state/mvcrs_config.json`;
  await initConfig(nodeTextFiles, path);
  expect(await loadConfig(nodeTextFiles, path)).toEqual(defaultConfig());
  expect(await errorCode(() => initConfig(nodeTextFiles, path))).toBe("CONFIG_EXISTS");
});

it("has the thresholds of the runbook by default", () => {
  expect(defaultConfig()).toMatchObject({
    deviation_threshold_soft: 0.05,
    deviation_threshold_material: 0.15,
    deviation_threshold_critical: 0.3,
    max_auto_trust_locks_per_day: 1,
    dissent_persistence: 3,
    confidence_floor: 0.5,
  });
});

it("refuses a key that is there twice, of which one would silently not hold", () => {
  const metrics = '{"a":{"target":1},"b":{"allowed":[1,2]},"\\u0061":{"target":2}}';
  const text = `{"metrics" : ${metrics}, "human_review_policy":{"issue_labels":["a","a"]}, "metrics": {}}`;
  expect(problemsOf(text)).toEqual(["metrics.a: is there twice", "metrics: is there twice"]);
  expect(problemsOf('{"metrics":{"a":{"target":1},"b":{"target":1}}}')).toEqual([]);
  expect(problemsOf('{"metrics":{"a:\\"b":{"x\\\\":1,"x\\\\":2}}}')).toContain(
    'metrics.a:"b.x\\: is there twice',
  );
});

function problemsOf(text: string): unknown {
  try {
    parseConfig(text, "c.json");
    return [];
  } catch (thrown) {
    return thrown instanceof CodedError ? thrown.details["problems"] : thrown;
  }
}

it("takes a file with a byte order mark", () => {
  expect(parseConfig('\uFEFF{"dissent_persistence":4}', "c.json")).toMatchObject({ dissent_persistence: 4 });
});

it("lists every problem with its path in the file", () => {
  const text = JSON.stringify({
    deviation_threshold_soft: 0.2,
    deviation_threshold_material: 0.1,
    dissent_persistence: 1,
    metrics: { "a.*": { tolerance: -1, tagret: 5 } },
    governance_committee: { members: ["0x12"], threshold: 0 },
  });
  expect(problemsOf(text)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^dissent_persistence: /),
      expect.stringMatching(/^metrics\.a\.\*\.tolerance: /),
      expect.stringMatching(/^metrics\.a\.\*: .*tagret/),
      expect.stringMatching(/^governance_committee\.members\.0: /),
      expect.stringMatching(/^governance_committee\.threshold: /),
    ]),
  );
});

it.each([
  ["thresholds that do not ascend", '{"deviation_threshold_soft":0.2}'],
  ["equal thresholds", '{"deviation_threshold_material":0.3}'],
  ["text that is not JSON", "{"],
  ["an unknown key", '{"threshold":1}'],
  ["a list", "[]"],
  [
    "a committee that cannot reach its threshold",
    '{"governance_committee":{"members":["0x5FbDB2315678afecb367f032d93F642f64180aa3"],"threshold":2}}',
  ],
  [
    "a member named twice",
    '{"governance_committee":{"members":["0x5FbDB2315678afecb367f032d93F642f64180aa3","0x5fbdb2315678afecb367f032d93f642f64180aa3"]}}',
  ],
])("refuses %s", async (_name, text) =>
  expect(await errorCode(() => parseConfig(text, "c.json"))).toBe("CONFIG_INVALID"),
);
