import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeTextFiles } from "@mvcrs/files";
import { errorCode, fixedClock, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  artifactPaths,
  defaultConfig,
  emptyState,
  engageLock,
  fixBranchCriteria,
  type Git,
  gitIn,
  look,
  markFolder,
  openFixBranch,
  openIncident,
  record,
  recordIncident,
  withSession,
} from "../src/index.ts";
import { ChallengeTracker } from "../src/judging/tracker.ts";
import { applyEvent } from "../src/ledger/state.ts";
import { assessment } from "./support/signals.ts";

const git = (folder: string, ...args: string[]) =>
  execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
const files = [
  { path: "POSTMORTEM.md", bytes: Buffer.from("# Incident\n") },
  { path: "artifacts/state/log.jsonl", bytes: Buffer.from([0xff, 0x00, 0x0a]) },
];
const open = (folder: string, by: Git = gitIn(folder)) =>
  openFixBranch(by, folder, "2026-11-22", files, "Incident\n\n- why\n");

/** A repository with one commit, a staged change and a dirty file. */
function repository(): string {
  const folder = tempRoot();
  git(folder, "init", "-q", "-b", "main");
  git(folder, "config", "user.name", "Operator");
  git(folder, "config", "user.email", "operator@example.org");
  writeFileSync(join(folder, "kept.txt"), "one\n");
  git(folder, "add", ".");
  git(folder, "commit", "-q", "-m", "first");
  writeFileSync(join(folder, "kept.txt"), "two\n");
  writeFileSync(join(folder, "staged.txt"), "staged\n");
  git(folder, "add", "staged.txt");
  return folder;
}

describe("openFixBranch", () => {
  it("commits the snapshot on a new branch and touches neither working tree nor index", async () => {
    const folder = repository();
    const before = git(folder, "status", "--porcelain");
    const opened = await open(folder);
    expect(opened.branch).toBe("fix/mvcrs-incident-2026-11-22");
    expect(git(folder, "status", "--porcelain")).toBe(before);
    expect(git(folder, "symbolic-ref", "--short", "HEAD")).toBe("main");
    expect(git(folder, "log", "--format=%s", opened.branch).split("\n")).toEqual(["Incident", "first"]);
    expect(git(folder, "ls-tree", "-r", "--name-only", opened.branch).split("\n")).toEqual([
      "incidents/mvcrs-incident-2026-11-22/POSTMORTEM.md",
      "incidents/mvcrs-incident-2026-11-22/artifacts/state/log.jsonl",
      "kept.txt",
    ]);
    const blob = execFileSync(
      "git",
      ["cat-file", "blob", `${opened.commit}:${opened.folder}/artifacts/state/log.jsonl`],
      { cwd: folder },
    );
    expect([...blob]).toEqual([0xff, 0x00, 0x0a]);
  });

  it("takes a suffix where the name is taken", async () => {
    const folder = repository();
    await open(folder);
    expect((await open(folder)).branch).toBe("fix/mvcrs-incident-2026-11-22-2");
    expect((await open(folder)).branch).toBe("fix/mvcrs-incident-2026-11-22-3");
  });

  it("says what is wrong with a repository it cannot use", async () => {
    const none = tempRoot();
    const empty = tempRoot();
    git(empty, "init", "-q");
    const detached = repository();
    git(detached, "checkout", "-q", "--detach");
    const source = repository();
    git(source, "commit", "-q", "-m", "second");
    const shallow = join(tempRoot(), "clone");
    execFileSync("git", ["clone", "-q", "--depth", "1", `file://${source}`, shallow]);
    const nobody = repository();
    git(nobody, "config", "--unset", "user.name");
    git(nobody, "config", "--unset", "user.email");
    git(nobody, "config", "user.useConfigOnly", "true");
    const anonymous: Git = (args, options = {}) =>
      gitIn(nobody)(args, {
        ...options,
        env: { ...options.env, HOME: nobody, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
      });
    const blocked = repository();
    git(blocked, "branch", "fix");
    expect(await errorCode(() => open(none))).toBe("GIT_NOT_A_REPOSITORY");
    expect(await errorCode(() => open(empty))).toBe("GIT_NO_COMMITS");
    expect(await errorCode(() => open(detached))).toBe("GIT_DETACHED");
    expect(await errorCode(() => open(shallow))).toBe("GIT_SHALLOW");
    expect(await errorCode(() => open(nobody, anonymous))).toBe("GIT_NO_IDENTITY");
    // A branch named `fix` leaves no room for `fix/…`.
    expect(await errorCode(() => open(blocked))).toBe("GIT_FAILED");
    expect(
      await errorCode(() => open(blocked, async () => ({ code: 127, stdout: "", stderr: "ENOENT" }))),
    ).toBe("GIT_NOT_FOUND");
  });

  it("works below the top of a repository", async () => {
    const folder = repository();
    mkdirSync(join(folder, "ops"));
    expect((await open(join(folder, "ops"))).folder).toBe("incidents/mvcrs-incident-2026-11-22");
  });
});

describe("fixBranchCriteria", () => {
  const at = "2026-11-22T00:00:00.000Z";
  function observed(...levels: ("critical" | "none" | "soft")[]) {
    const state = emptyState();
    const tracker = new ChallengeTracker(state, {
      softClearAfter: 2,
      maxAutoTrustLocksPerDay: 9,
      lockOnSourceFaults: false,
    });
    const feed = (level: "critical" | "none" | "soft", hour: number, metric: string) => {
      const one = assessment(level, hour, { metric });
      for (const event of tracker.decide(one, at)) applyEvent(state, event, state.count);
      tracker.commit(one);
    };
    for (const [hour, level] of levels.entries()) feed(level, hour, "m");
    return { state, feed };
  }

  it("asks for more than two critical observations in a row on one metric", () => {
    expect(fixBranchCriteria(observed("critical", "critical").state, [])).toEqual([]);
    expect(fixBranchCriteria(observed("critical", "critical", "none", "critical").state, [])).toEqual([]);
    expect(
      fixBranchCriteria(observed("critical", "critical", "critical").state, []).map(({ code }) => code),
    ).toEqual(["critical-observations"]);
  });

  it("or three critical challenges in a row, counted since the last fix branch", () => {
    const { state, feed } = observed("critical");
    feed("critical", 0, "n");
    expect(fixBranchCriteria(state, [])).toEqual([]);
    feed("critical", 0, "o");
    expect(fixBranchCriteria(state, []).map(({ code }) => code)).toEqual(["critical-challenges"]);
    applyEvent(
      state,
      {
        type: "fix_branch.opened",
        id: "0b5e7f86-4f7e-4a6c-8a7e-0d5f2f7f0a01",
        at,
        actor: "a",
        branch: "b",
        commit: "c",
        criteria: ["x"],
      },
      state.count,
    );
    expect(fixBranchCriteria(state, [])).toEqual([]);
  });

  it("or a log that does not verify", () => {
    expect(fixBranchCriteria(null, [{ code: "BAD_LINK", seq: 3, message: "m" }])).toEqual([
      { code: "chain-anomaly", text: "entry 3: BAD_LINK: m" },
    ]);
  });
});

describe("openIncident", () => {
  const by = { actor: "alice", reason: "the stake is wrong", now: Date.parse("2026-11-22T10:00:00.000Z") };
  const options = (criteria: Parameters<typeof openIncident>[0]["criteria"]) => {
    const folder = repository();
    const paths = artifactPaths(tempRoot());
    return { git: gitIn(folder), repository: folder, paths, files: nodeTextFiles, by, criteria };
  };
  const postmortemIn = (
    { repository: folder }: { readonly repository: string },
    commit: string,
    path: string,
  ) => git(folder, "cat-file", "blob", `${commit}:${path}/POSTMORTEM.md`);

  it("tells a sound log's incident from the log, and says in the commit and the event why", async () => {
    const incident = options([]);
    const { event, commit, folder, why } = await withSession(
      { ...incident, clock: () => by.now },
      (session) => openIncident(incident, session),
    );
    expect(why).toEqual(["by hand: the stake is wrong"]);
    expect(event).toMatchObject({
      type: "fix_branch.opened",
      at: "2026-11-22T10:00:00.000Z",
      actor: "alice",
      branch: "fix/mvcrs-incident-2026-11-22",
      commit,
      criteria: why,
    });
    expect(git(incident.repository, "log", "-1", "--format=%B", commit)).toBe(
      "Incident 2026-11-22: the stake is wrong\n\n- by hand: the stake is wrong",
    );
    expect(postmortemIn(incident, commit, folder)).toContain("# Incident 2026-11-22");
  });

  it("takes nothing from a log that does not verify but what was found", async () => {
    const criteria = [{ code: "chain-anomaly", text: "entry 3: BAD_LINK: m" }] as const;
    const incident = options(criteria);
    const { commit, folder } = await openIncident(incident, null);
    const text = postmortemIn(incident, commit, folder);
    expect(text).toContain("The log does not verify.\n\n- chain-anomaly: entry 3: BAD_LINK: m");
    for (const section of ["Root Cause", "Remediation", "Preventive Actions"])
      expect(text).toContain(`## ${section}`);
  });
});

describe("recordIncident", () => {
  const began = async (events: number) => {
    const folder = repository();
    const root = {
      paths: artifactPaths(tempRoot()),
      files: nodeTextFiles,
      clock: fixedClock("2026-11-22T10:00:00.000Z"),
      notice: () => {},
    };
    const by = { actor: "alice", reason: "r", now: Date.parse("2026-11-22T10:00:00.000Z") };
    await markFolder(root, defaultConfig());
    if (events > 0) await record(root, (state) => [engageLock(state, by)]);
    const notices: string[] = [];
    const notice = (text: string) => void notices.push(text);
    const open = (force: boolean) =>
      recordIncident({ ...root, git: gitIn(folder), repository: folder, by, force, notice });
    return { ...root, folder, notices, open };
  };
  const branches = (folder: string) => git(folder, "branch", "--list", "fix/*");

  it("refuses where nothing calls for a branch, and begins no log for that", async () => {
    for (const events of [0, 1]) {
      const { open, folder, paths, files } = await began(events);
      expect(await errorCode(() => open(false))).toBe("NO_CRITERION");
      expect([branches(folder), (await files.read(paths.log)) === null]).toEqual(["", events === 0]);
    }
  });

  it("records the branch in the log that it tells of", async () => {
    const { open, paths } = await began(1);
    const { branch, commit } = await open(true);
    const seen = await look({ paths, files: nodeTextFiles }, async (log) => {
      const types: string[] = [];
      for await (const { event } of log.entries()) types.push(event.type);
      return types;
    });
    expect(seen).toEqual(["trust_lock.engaged", "fix_branch.opened"]);
    expect([branch, commit.length]).toEqual(["fix/mvcrs-incident-2026-11-22", 40]);
  });

  it("opens it for a damaged log as well, and says that this one cannot record it", async () => {
    const { open, folder, paths, notices } = await began(1);
    appendFileSync(paths.log, "damage\n");
    const { branch, why } = await open(false);
    expect(branches(folder)).toContain(branch);
    expect(why.join()).toContain("NOT_CANONICAL");
    expect(notices).toHaveLength(1);
  });
});
