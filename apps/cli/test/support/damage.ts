import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { mvcrs } from "./cli.ts";

export const signals = fileURLToPath(
  new URL("../../../../examples/governance-signals.jsonl", import.meta.url),
);
const env = { MVCRS_ACTOR: "on-call" };
export const at = (root: string, ...argv: string[]) => mvcrs(root, ["--root", root, ...argv], { env });

/** A root with entries, a lock or none, and a signed checkpoint that the mark knows of. */
export async function rootOf(kind: "locked" | "unlocked"): Promise<string> {
  const root = tempRoot();
  await at(root, "init");
  await at(root, "metrics", "mute", "m", "--owner", "o", "--until", "3d", "--reason", "r");
  if (kind === "locked") {
    await at(root, "run", "--signals", signals);
    await at(root, "trust-lock", "engage", "--reason", "r");
  }
  if (kind === "unlocked") await at(root, "metrics", "unmute", "m", "--reason", "r");
  await at(root, "chain", "keygen");
  await at(root, "chain", "checkpoint", "--record");
  await at(root, "escalate", "tick");
  return root;
}

/** Every file of a root. */
export const filesOf = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** What may happen to a file; `other` is what it is replaced by. */
export const damages: Readonly<Record<string, (path: string, other: string) => void>> = {
  "taken away": (path) => rmSync(path),
  emptied: (path) => writeFileSync(path, ""),
  truncated: (path) => writeFileSync(path, readFileSync(path).subarray(0, readFileSync(path).length / 2)),
  replaced: (path, other) => cpSync(other, path),
  mistyped: (path) => {
    const text = readFileSync(path, "latin1");
    const half = text.length / 2;
    writeFileSync(path, text.slice(0, half) + text.slice(half).replace(/[0-9A-Za-z]{3}/, "zzz"), "latin1");
  },
};

// Files whose loss or damage an unlocked root may be green with: they say nothing of the log, or say it elsewhere too.
export const harmless: Readonly<Record<string, readonly string[]>> = {
  "taken away": [
    "challenge_events.index",
    "challenge_summary.json",
    "trust_lock.json",
    "mvcrs_config.json",
    "log.key",
    "log.key.pub",
    "mvcrs_challenges.csv",
  ],
  emptied: ["challenge_events.index", "log.key", "mvcrs_challenges.csv"],
  truncated: ["challenge_events.index", "log.key", "mvcrs_challenges.csv"],
  replaced: ["challenge_events.index", "log.key", "mvcrs_config.json", "mvcrs_challenges.csv"],
  // The place that is hit in the meta file is the name of a counter.
  mistyped: [
    "challenges_chain_meta.json",
    "challenge_events.index",
    "log.key",
    "mvcrs_config.json",
    "mvcrs_challenges.csv",
  ],
};

/** Does each damage of one kind to each file of a root, fixes it again, and hands the file's path to `ask` in between. */
export async function damageEach(
  how: string,
  root: string,
  other: string,
  ask: (path: string) => Promise<void>,
): Promise<void> {
  for (const path of filesOf(root)) {
    const before = readFileSync(path);
    const twin = path.replace(root, other);
    damages[how]?.(path, existsSync(twin) ? twin : join(other, "state/mvcrs_config.json"));
    await ask(path);
    writeFileSync(path, before);
  }
}
