import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { Wallet } from "ethers";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const runbook = readFileSync(join(repository, "docs/runbooks/mvcrs.md"), "utf8");

/** Command lines of the ```sh blocks with the exit code that their block announces. */
const steps = [...runbook.matchAll(/^ *```sh(?: exit=(\d))?\n(.*?)^ *```$/gms)].flatMap(([, exit, block]) =>
  (block ?? "")
    .trim()
    .split("\n")
    .map((line) => ({ line: line.trim(), exit: Number(exit ?? 0) })),
);

const split = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

/** A git repository with the example's declarations and a committee of two. */
function operatorsRepository(keys: readonly string[]): string {
  const root = tempRoot();
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root });
  git("init", "-q", "-b", "main");
  git("config", "user.name", "Operator");
  git("config", "user.email", "operator@example.org");
  git("commit", "-q", "--allow-empty", "-m", "first");
  mkdirSync(join(root, "seed"));
  const declared = JSON.parse(readFileSync(join(repository, "examples/mvcrs_config.json"), "utf8"));
  const members = keys.map((key) => new Wallet(key).address);
  writeFileSync(
    join(root, "seed/config.json"),
    JSON.stringify({ ...declared, governance_committee: { members, threshold: 2 } }),
  );
  return root;
}

it("runs top to bottom as it is written", async () => {
  const keys = [1, 2].map((n) => `0x${String(n).padStart(64, "0")}`);
  const root = operatorsRepository(keys);
  const env = { FIRST_KEY: keys[0], SECOND_KEY: keys[1], MVCRS_ACTOR: "on-call" };
  const fill = (line: string) =>
    line
      .replace("<SIGNALS>", join(repository, "examples/governance-signals.jsonl"))
      .replace("<CHANGED_CONFIG>", join(root, "seed/config.json"))
      .replace("<METRIC>", "slashing.perHour")
      .replace("<OWNER>", "alice")
      .replace("<COLD_FOLDER>", join(root, "cold"))
      .replace("<FIRST_KEY>", "FIRST_KEY")
      .replace("<SECOND_KEY>", "SECOND_KEY")
      .replace("<ENTRY>", () => String(lastEntry(root)))
      .replace("<MATERIAL>", () => assetId(root, "pending"))
      .replace("<CRITICAL>", () => assetId(root, "critical"));

  expect(steps.length).toBeGreaterThan(25);
  const seen: [string, string][] = [];
  for (const { line, exit } of steps) {
    const ran = await mvcrs(root, split(fill(line)).slice(1), { env });
    const announced = ran.exitCode === exit ? "as announced" : `exit ${ran.exitCode}: ${ran.stderr}`;
    seen.push([line, announced]);
    // The runbook assumes an operator who declares what they expect right after init.
    if (line === "mvcrs init")
      writeFileSync(join(root, "state/mvcrs_config.json"), readFileSync(join(root, "seed/config.json")));
  }
  expect(seen).toEqual(steps.map(({ line }) => [line, "as announced"]));
  expect(execFileSync("git", ["branch", "--list", "fix/*"], { cwd: root, encoding: "utf8" }).trim()).toBe(
    "fix/mvcrs-incident-2026-11-22",
  );
  const everything = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(".git"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join();
  for (const key of keys) expect(everything).not.toContain(key.slice(2));
});

it("has all ten sections, and names every artifact of the first draft", () => {
  const sections = [...runbook.matchAll(/^## (\d+)\. /gm)].map(([, n]) => Number(n));
  expect(sections).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  for (const name of [
    "state/challenge_events.jsonl",
    "state/challenges_chain_meta.json",
    "state/challenge_summary.json",
    "observatory/metrics/mvcrs_challenges.csv",
    "state/pending_challenge_<uuid>.json",
    "state/critical_challenge_<uuid>.json",
    "state/mvcrs_config.json",
    "MVCRS_TRUST_LOCK",
    "fix/mvcrs-incident-<date>",
  ])
    expect(runbook).toContain(name);
});

const lastEntry = (root: string): number =>
  readFileSync(join(root, "state/challenge_events.jsonl"), "utf8").trimEnd().split("\n").length - 1;

function assetId(root: string, prefix: "pending" | "critical"): string {
  const name = readdirSync(join(root, "state")).find((file) => file.startsWith(`${prefix}_challenge_`));
  return name?.slice(`${prefix}_challenge_`.length, -".json".length) ?? "none";
}
