import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));
const signals = join(examples, "governance-signals.jsonl");

// What also stands in a file (an entry of the log, the configuration, an escalation asset) is printed as it stands there.
const documents = new Set([
  "config",
  "event",
  "events",
  "challenge",
  "challenges",
  "lock",
  "approval",
  "counters",
]);

/** Every key of a JSON document that is the command's own. */
function ownKeys(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(ownKeys);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    key,
    ...(documents.has(key) ? [] : ownKeys(child)),
  ]);
}

it("prints every key of its own in camelCase, whatever the command", async () => {
  const root = tempRoot();
  mkdirSync(join(root, "state"));
  cpSync(join(examples, "mvcrs_config.json"), join(root, "state/mvcrs_config.json"));
  const commands = [
    ["run", "--signals", signals, "--dry-run"],
    ["run", "--signals", signals],
    ["backtest", join(root, "observatory/metrics/mvcrs_challenges.csv"), "--column", "deviation"],
    ["challenges", "list", "--all"],
    ["metrics", "mute", "arena.validatorStake", "--owner", "ops", "--until", "3d", "--reason", "noisy"],
    ["witnesses"],
    ["config", "check"],
    ["config", "diff", join(examples, "mvcrs_config.json"), "--signals", signals],
    ["escalate", "tick"],
    ["trust-lock", "status"],
    ["fix-branch", "check"],
    ["chain", "head"],
    ["chain", "verify"],
    ["chain", "keygen"],
    ["chain", "checkpoint"],
    ["chain", "prove", "0"],
    ["telemetry", "check"],
    ["telemetry", "rates"],
    ["outbox", "list"],
    ["rebuild", "--check"],
    ["owner", "give-up"],
  ];
  for (const argv of commands) {
    const { exitCode, json, stderr } = await mvcrs(root, [...argv, "--json"]);
    expect([argv, exitCode <= 1, stderr]).toEqual([argv, true, expect.any(String)]);
    // Metric names, error codes and counts by level are data.
    const wrong = ownKeys(json()).filter((key) => /^[a-z]+_[a-z]/.test(key));
    expect([argv, wrong]).toEqual([argv, []]);
  }
});
