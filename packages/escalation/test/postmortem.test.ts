import { nodeTextFiles } from "@mvcrs/files";
import { fixedClock, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import {
  artifactPaths,
  checkPostmortem,
  configSchema,
  judgeInput,
  openJudging,
  openSession,
  writePostmortem,
} from "../src/index.ts";
import { batches } from "./support/signals.ts";

/** A postmortem over a real log, and the leaf hashes of that log. */
async function written() {
  const clock = fixedClock("2026-11-22T00:00:00.000Z");
  const root = { paths: artifactPaths(tempRoot()), files: nodeTextFiles, clock };
  const judging = await openJudging(root);
  const config = configSchema.parse({ metrics: { m: { target: 5, tolerance: 0.01 } } });
  await judgeInput(judging, {
    config,
    clock,
    batches: batches([...Array.from({ length: 24 }, () => 5), 9, 9, 9], (value) => value),
  });
  await judging.close();
  const session = await openSession(root);
  const leafHashes = new Map<number, string>();
  for await (const { seq, leafHash } of session.entries()) leafHashes.set(seq, leafHash);
  const text = await writePostmortem(session, "Incident", [...session.state.challenges.values()], []);
  await session.close();
  return { text, leafHashAt: (seq: number) => leafHashes.get(seq) };
}

it("fills in what the log knows and asks for the rest", async () => {
  const { text, leafHashAt } = await written();
  expect(text).toContain("| 0 | 2026-11-22T00:00:00.000Z | mvcrs | challenge.raised | material on m:");
  expect(checkPostmortem(text, leafHashAt)).toEqual({
    ok: false,
    missing: [],
    empty: ["Root Cause", "Remediation", "Preventive Actions"],
    evidence: [],
  });
  const done = text.replaceAll(/<!--.*?-->/gs, "Done.");
  expect(checkPostmortem(done, leafHashAt).ok).toBe(true);
  expect(checkPostmortem(done.replace("## Remediation", "## Remedies"), leafHashAt).missing).toEqual([
    "Remediation",
  ]);
});

it("refuses evidence that was changed, or that is of another log", async () => {
  const { text, leafHashAt } = await written();
  const flip = (pattern: RegExp) =>
    text.replace(pattern, (found) => found.replace(/[0-9a-f](?="$)/, (hex) => (hex === "0" ? "1" : "0")));
  expect(checkPostmortem(flip(/"root_hash": "[0-9a-f]+"/), leafHashAt).evidence.length).toBeGreaterThan(0);
  expect(checkPostmortem(flip(/"leaf_hash": "[0-9a-f]+"/), leafHashAt).evidence).toEqual([
    "entry 0 of the log is not the one that was proven",
  ]);
  expect(checkPostmortem(text, () => "0".repeat(64)).evidence.length).toBeGreaterThan(1);
  expect(checkPostmortem(text.replace("```json", "```"), leafHashAt).evidence).toEqual([
    "the evidence block is gone",
  ]);
  // Everything that is wrong with its form is said at once, with its place.
  const spoilt = text.replace(/"tree_size": \d+/, '"tree_size": 0').replace(/"seq": 0/, '"seq": "0"');
  const [said = "", ...more] = checkPostmortem(spoilt, leafHashAt).evidence;
  expect([said.includes("tree_size: "), said.includes("entries.0.seq: "), more]).toEqual([true, true, []]);
});
