import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256Hex } from "@mvcrs/canonical/sha256";
import { escalationErrors } from "../errors.ts";
import { criticalRunThatCounts } from "../ledger/challenge.ts";
import type { MvcrsState } from "../ledger/state.ts";
import type { Git, GitResult } from "./git.ts";

/** One reason for a fix branch (runbook, section 7). */
export interface Criterion {
  readonly code: "critical-observations" | "critical-challenges" | "chain-anomaly";
  readonly text: string;
}

/**
 * The criteria that hold: three critical observations of one metric in a row under an open challenge, three critical
 * challenges in a row in the log, or a log that does not verify. Counted since the last fix branch.
 */
export function fixBranchCriteria(
  state: MvcrsState | null,
  chainFindings: readonly { readonly code: string; readonly seq: number; readonly message: string }[],
): Criterion[] {
  const found: Criterion[] = [];
  for (const challenges of state?.open.values() ?? [])
    for (const { id, metric, criticalRun } of challenges)
      if (criticalRun >= criticalRunThatCounts)
        found.push({
          code: "critical-observations",
          text: `${criticalRun} critical observations of ${metric} in a row (challenge ${id})`,
        });
  const run = state?.criticalChallengeRun ?? 0;
  if (run >= criticalRunThatCounts)
    found.push({ code: "critical-challenges", text: `${run} critical challenges in a row` });
  for (const { code, seq, message } of chainFindings)
    found.push({ code: "chain-anomaly", text: `entry ${seq}: ${code}: ${message}` });
  return found;
}

/** @throws NO_CRITERION where nothing calls for a fix branch */
export function assertCriterion(criteria: readonly Criterion[]): void {
  if (criteria.length === 0) throw escalationErrors.create("NO_CRITERION", {});
}

/** A file to commit, by its path below the incident's folder. */
export interface SnapshotFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface OpenedBranch {
  readonly branch: string;
  readonly commit: string;
  /** The folder in the commit that holds the snapshot. */
  readonly folder: string;
}

/** `<sha256>  <path>` lines, as `sha256sum -c` reads them. */
export function hashList(files: readonly SnapshotFile[]): string {
  return files.map(({ path, bytes }) => `${sha256Hex(bytes)}  ${path}\n`).join("");
}

const maxSuffix = 1000;

/**
 * Commits files on a new branch `fix/mvcrs-incident-<date>` off HEAD, with a suffix if the name is taken. Objects are
 * written with plumbing and a temporary index: working tree, index and HEAD stay as they are, however dirty.
 *
 * @throws GIT_NOT_FOUND, GIT_NOT_A_REPOSITORY, GIT_SHALLOW, GIT_DETACHED, GIT_NO_COMMITS, GIT_NO_IDENTITY, GIT_FAILED
 */
export async function openFixBranch(
  git: Git,
  repository: string,
  date: string,
  files: readonly SnapshotFile[],
  message: string,
): Promise<OpenedBranch> {
  const run = runner(git, repository);
  await assertUsable(git, run, repository);
  const parent = await run(["rev-parse", "--verify", "HEAD^{commit}"]);
  const branch = await freeName(git, date);
  const folder = `incidents/${branch.slice("fix/".length)}`;
  const scratch = await mkdtemp(join(tmpdir(), "mvcrs-index-"));
  try {
    const env = { GIT_INDEX_FILE: join(scratch, "index") };
    await run(["read-tree", parent], { env });
    const lines: string[] = [];
    for (const { path, bytes } of files) {
      const blob = await run(["hash-object", "-w", "--no-filters", "--stdin"], { input: bytes });
      lines.push(`100644 ${blob}\t${folder}/${path}\n`);
    }
    await run(["update-index", "--add", "--index-info"], { env, input: lines.join("") });
    const tree = await run(["write-tree"], { env });
    const commit = await run(["commit-tree", tree, "-p", parent, "-F", "-"], { input: message });
    // All zeros: the branch must not exist, or somebody took the name since.
    await run(["update-ref", `refs/heads/${branch}`, commit, "0".repeat(commit.length)]);
    return { branch, commit, folder };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

type Run = (args: readonly string[], options?: Parameters<Git>[1]) => Promise<string>;

function runner(git: Git, repository: string): Run {
  return async (args, options) => {
    const result = await git(args, options);
    if (result.code === 0) return result.stdout;
    throw failed(repository, args, result);
  };
}

const failed = (repository: string, args: readonly string[], { stderr }: GitResult) =>
  escalationErrors.create("GIT_FAILED", {
    repository,
    command: `git ${args[0] ?? ""}`,
    reason: stderr.split("\n", 1)[0] ?? "",
  });

async function assertUsable(git: Git, run: Run, repository: string): Promise<void> {
  const inside = await git(["rev-parse", "--is-inside-work-tree"]);
  if (inside.code === 127) throw escalationErrors.create("GIT_NOT_FOUND", {});
  if (inside.stdout !== "true") throw escalationErrors.create("GIT_NOT_A_REPOSITORY", { repository });
  if ((await run(["rev-parse", "--is-shallow-repository"])) === "true")
    throw escalationErrors.create("GIT_SHALLOW", { repository });
  if ((await git(["symbolic-ref", "-q", "HEAD"])).code !== 0)
    throw escalationErrors.create("GIT_DETACHED", { repository });
  if ((await git(["rev-parse", "-q", "--verify", "HEAD^{commit}"])).code !== 0)
    throw escalationErrors.create("GIT_NO_COMMITS", { repository });
  for (const who of ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"])
    if ((await git(["var", who])).code !== 0)
      throw escalationErrors.create("GIT_NO_IDENTITY", { repository });
}

async function freeName(git: Git, date: string): Promise<string> {
  const base = `fix/mvcrs-incident-${date}`;
  for (let n = 1; n <= maxSuffix; n++) {
    const name = n === 1 ? base : `${base}-${n}`;
    if ((await git(["show-ref", "--verify", "-q", `refs/heads/${name}`])).code !== 0) return name;
  }
  throw escalationErrors.create("GIT_FAILED", {
    repository: ".",
    command: "git show-ref",
    reason: `${maxSuffix} branches ${base}-… exist already`,
  });
}
