import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { Wallet } from "ethers";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const signals = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const key = `0x${"1".padStart(64, "0")}`;
const env = { MVCRS_ACTOR: "on-call", KEY: key };

async function rootOf() {
  const root = tempRoot();
  const run = (...argv: string[]) => mvcrs(root, [...argv, "--json"], { env });
  await run("init");
  const path = join(root, "state/mvcrs_config.json");
  const config = JSON.parse(readFileSync(path, "utf8"));
  config.governance_committee.members = [new Wallet(key).address];
  writeFileSync(path, JSON.stringify(config));
  await run("run", "--signals", signals);
  const { challenges } = (await run("challenges", "list")).json() as { challenges: { id: string }[] };
  return { root, run, id: challenges[0]?.id ?? "" };
}

const names = ["trust_lock.json", "challenge_summary.json"];

/**
 * What a command that is killed right after its append leaves behind: its entry is in the log, and every file is still
 * as it was before.
 */
async function killedAfterAppend(root: string, command: () => Promise<{ readonly exitCode: number }>) {
  const before = tempRoot();
  cpSync(join(root, "state"), join(before, "state"), { recursive: true });
  expect((await command()).exitCode).toBe(0);
  for (const name of names) cpSync(join(before, "state", name), join(root, "state", name));
}

const logOf = (root: string) => readFileSync(join(root, "state/challenge_events.jsonl"), "utf8");

it.each([
  ["trust-lock", "engage", "--reason", "emergency"],
  ["challenges", "ack", "<ID>", "--reason", "on it"],
  ["challenges", "resolve", "<ID>", "--resolution", "rejected", "--reason", "nothing"],
  ["trust-lock", "release", "--reason", "over"],
  ["trust-lock", "engage", "--reason", "emergency", "--private"],
  ["challenges", "ack", "<ID>", "--reason", "on it", "--private"],
  ["challenges", "resolve", "<ID>", "--resolution", "rejected", "--reason", "nothing", "--private"],
  ["trust-lock", "release", "--reason", "over", "--private"],
])("brings every file up to the log when %s %s is typed again after a kill", async (...words) => {
  const { root, run, id } = await rootOf();
  const command = words.map((word) => (word === "<ID>" ? id : word));
  if (words[1] === "release") {
    await run("trust-lock", "engage", "--reason", "emergency");
    await run("trust-lock", "approve", "--key-env", "KEY");
  }
  await killedAfterAppend(root, () => run(...command));
  expect((await run("rebuild", "--check")).exitCode).toBe(1);
  const log = logOf(root);
  expect((await run(...command)).exitCode).toBe(0);
  expect((await run("rebuild", "--check")).exitCode).toBe(0);
  expect(logOf(root)).toBe(log);
});

it("refuses another person's wish, and still brings the files up to the log", async () => {
  const { root, run } = await rootOf();
  await killedAfterAppend(root, () => run("trust-lock", "engage", "--reason", "emergency"));
  const second = await run("trust-lock", "engage", "--reason", "another");
  expect([second.exitCode, second.json()]).toMatchObject([3, { error: { code: "ALREADY_LOCKED" } }]);
  expect(readFileSync(join(root, "state/trust_lock.json"), "utf8")).toContain('"locked": true');
  expect((await run("rebuild", "--check")).exitCode).toBe(0);
});
