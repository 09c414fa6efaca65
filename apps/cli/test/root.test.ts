import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";
import { at, damageEach, damages, filesOf, harmless, rootOf, signals } from "./support/damage.ts";

// What an exit code of 0 permits. Programs that act are asked in root-programs.test.ts.
const questions = [
  ["trust-lock", "status", "--assert-unlocked"],
  ["chain", "verify"],
  ["telemetry", "check"],
] as const;

const ask = async (root: string) => {
  const codes: number[] = [];
  for (const words of questions) codes.push((await at(root, ...words)).exitCode);
  return codes;
};

it("answers every question with 0 in a root that is whole and unlocked", async () => {
  expect(await ask(await rootOf("unlocked"))).toEqual([0, 0, 0]);
  expect(await ask(await rootOf("locked"))).toEqual([3, 0, 0]);
});

it.each(Object.keys(damages))("never unlocks a locked root by a file that is %s", async (how) => {
  const root = await rootOf("locked");
  await damageEach(how, root, await rootOf("unlocked"), async (path) => {
    const [unlocked] = await ask(root);
    expect(`${path.replace(root, "")}: ${unlocked}`).toMatch(/: [23]$/);
  });
  expect(await ask(root)).toEqual([3, 0, 0]);
});

it("never unlocks a locked root by any two files that are taken away", async () => {
  const root = await rootOf("locked");
  const paths = filesOf(root);
  for (const one of paths)
    for (const other of paths.filter((path) => path > one)) {
      const kept = [one, other].map((path) => [path, readFileSync(path)] as const);
      for (const [path] of kept) rmSync(path);
      const { exitCode } = await at(root, "trust-lock", "status", "--assert-unlocked");
      expect(`${one}, ${other}: ${exitCode}`).toMatch(/: [23]$/);
      for (const [path, bytes] of kept) writeFileSync(path, bytes);
    }
});

it("finds out that log, meta file and index are gone beside a checkpoint", async () => {
  const root = await rootOf("locked");
  for (const name of ["challenge_events.jsonl", "challenges_chain_meta.json", "challenge_events.index"])
    rmSync(join(root, "state", name));
  expect(await ask(root)).toEqual([2, 2, 2]);
  rmSync(join(root, "state/root.json"));
  expect(await ask(root)).toEqual([2, 2, 2]);
  expect((await at(root, "init")).exitCode).toBe(2);
});

it.each(Object.keys(damages))(
  "permits nothing in a root where a file that speaks of the log is %s",
  async (how) => {
    const root = await rootOf("unlocked");
    const green: string[] = [];
    await damageEach(how, root, await rootOf("locked"), async (path) => {
      if ((await ask(root))[0] === 0) green.push(path.slice(dirname(path).length + 1));
    });
    expect(green.filter((name) => !harmless[how]?.includes(name))).toEqual([]);
    expect(await ask(root)).toEqual([0, 0, 0]);
  },
);

it("permits nothing where there is no root, and writes nothing there", async () => {
  const root = tempRoot();
  expect(await ask(join(root, "typo"))).toEqual([2, 2, 2]);
  for (const words of [
    ["rebuild", "--check"],
    ["fix-branch", "check"],
    ["escalate", "tick"],
    ["trust-lock", "status"],
  ])
    expect([words, (await at(join(root, "typo"), ...words)).exitCode]).toEqual([words, 2]);
  expect(readdirSync(root)).toEqual([]);
});

it("knows a log that was never begun from one that is gone", async () => {
  const root = tempRoot();
  await at(root, "init");
  expect(await ask(root)).toEqual([0, 0, 0]);
  await at(root, "trust-lock", "engage", "--reason", "r");
  expect((await ask(root))[0]).toBe(3);
  rmSync(join(root, "state/challenge_events.jsonl"));
  expect(await ask(root)).toEqual([2, 2, 2]);
  const engaged = await at(root, "trust-lock", "engage", "--reason", "r", "--json");
  expect(engaged.json()).toMatchObject({ error: { code: "ROOT_LOG_MISSING" } });
  expect(existsSync(join(root, "state/challenge_events.jsonl"))).toBe(false);
});

it("finds a rollback beside its newer checkpoint, and lets nobody write on", async () => {
  const root = await rootOf("locked");
  const log = join(root, "state/challenge_events.jsonl");
  writeFileSync(
    log,
    readFileSync(log, "utf8")
      .split("\n")
      .slice(0, 2)
      .map((line) => `${line}\n`)
      .join(""),
  );
  rmSync(join(root, "state/challenges_chain_meta.json"));
  // Whatever else would tell is rolled back as well.
  for (const name of ["challenge_summary.json", "trust_lock.json", "verifier_state.json"])
    rmSync(join(root, "state", name));
  const before = readFileSync(log);
  expect(await ask(root)).toEqual([3, 1, 1]);
  const written = await at(root, "metrics", "unmute", "m", "--reason", "r", "--json");
  expect(written.json()).toMatchObject({ error: { code: "LOG_BEHIND_CHECKPOINT" } });
  expect((await at(root, "chain", "verify")).stdout).toContain("commits to");
  expect(readFileSync(log)).toEqual(before);
});

it("sides with the log only when a person says so", async () => {
  const root = await rootOf("locked");
  for (const name of ["challenge_events.checkpoint", "root.json", "challenges_chain_meta.json"])
    rmSync(join(root, "state", name));
  const log = join(root, "state/challenge_events.jsonl");
  writeFileSync(log, `${readFileSync(log, "utf8").split("\n")[0]}\n`);
  expect((await at(root, "rebuild")).exitCode).toBe(3);
  expect((await at(root, "run", "--signals", signals)).exitCode).toBe(3);
  expect((await at(root, "rebuild", "--trust-log")).exitCode).toBe(0);
  expect(readFileSync(join(root, "state/trust_lock.json"), "utf8")).toContain('"locked": false');
  expect(await ask(root)).toEqual([0, 0, 0]);
  expect(readdirSync(join(root, "state"))).toContain("verifier_state.aside.json");
});

it("adopts a root from before with the first command that writes, and says so", async () => {
  const root = await rootOf("unlocked");
  const mark = join(root, "state/root.json");
  rmSync(mark);
  expect(await ask(root)).toEqual([2, 2, 2]);
  const tick = await at(root, "escalate", "tick");
  expect([tick.exitCode, tick.stderr]).toEqual([0, expect.stringContaining("had no mark")]);
  expect(await ask(root)).toEqual([0, 0, 0]);
  rmSync(mark);
  expect((await at(root, "init")).exitCode).toBe(0);
  expect(await ask(root)).toEqual([0, 0, 0]);
});

it("finds the root upwards, by MVCRS_ROOT, or by --root, which wins", async () => {
  const root = await rootOf("locked");
  const other = await rootOf("unlocked");
  const inside = join(root, "a/b");
  mkdirSync(inside, { recursive: true });
  const unlocked = ["trust-lock", "status", "--assert-unlocked"];
  expect((await mvcrs(inside, unlocked)).exitCode).toBe(3);
  expect((await mvcrs(inside, unlocked, { env: { MVCRS_ROOT: other } })).exitCode).toBe(0);
  expect((await mvcrs(other, unlocked, { env: { MVCRS_ROOT: "" } })).exitCode).toBe(0);
  expect((await mvcrs(other, ["--root", root, ...unlocked], { env: { MVCRS_ROOT: other } })).exitCode).toBe(
    3,
  );
  expect((await mvcrs(other, ["--root", "", ...unlocked])).exitCode).toBe(2);
});

it("begins no root by a slip inside another", async () => {
  const root = await rootOf("unlocked");
  const slip = await at(join(root, "state"), "trust-lock", "engage", "--reason", "r", "--json");
  expect([slip.exitCode, slip.json()]).toMatchObject([2, { error: { code: "ROOT_ABOVE" } }]);
  expect(readdirSync(join(root, "state"))).not.toContain("state");
  expect((await at(join(root, "own"), "init")).exitCode).toBe(0);
  expect(await ask(join(root, "own"))).toEqual([0, 0, 0]);
  const alone = await at(tempRoot(), "trust-lock", "engage", "--reason", "r");
  expect(alone.stderr).toContain("a new one begins there");
});

it("lets the log be called anew until its first checkpoint is signed", async () => {
  const root = tempRoot();
  await at(root, "init");
  const path = join(root, "state/mvcrs_config.json");
  const call = (origin: string) =>
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), log: { origin } }));
  call("example.org/log");
  await at(root, "metrics", "mute", "m", "--owner", "o", "--until", "3d", "--reason", "r");
  expect(await ask(root)).toEqual([0, 0, 0]);
  await at(root, "chain", "keygen");
  await at(root, "chain", "checkpoint", "--record");
  await at(root, "escalate", "tick");
  call("example.org/other");
  expect(await ask(root)).toEqual([3, 1, 1]);
  expect((await at(root, "escalate", "tick")).exitCode).toBe(3);
});
