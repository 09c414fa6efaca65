import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { openLog, signLogCheckpoint } from "@mvcrs/chain";
import { parseSignerKey } from "@mvcrs/chain/note";
import { counterKeys } from "@mvcrs/escalation";
import { type FileLayer, nodeFiles } from "@mvcrs/files";
import { type HeldLock, takeDiskLock } from "@mvcrs/files/lock";
import { mortalFiles } from "@mvcrs/files/testing";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { mvcrs, type Ran } from "./support/cli.ts";

const why = ["--reason", "yearly", "--actor", "on-call"];

/** A root with an entry in its log, a key, and a signed checkpoint that its mark knows. */
async function signedRoot() {
  const root = join(tempRoot(), "root");
  mkdirSync(root);
  const run = (...argv: string[]): Promise<Ran> => mvcrs(root, argv);
  for (const argv of [
    ["init", "--root", root],
    ["metrics", "mute", "m", "--until", "1h", "--owner", "o", ...why],
    ["chain", "keygen"],
    ["chain", "checkpoint", "--record"],
  ])
    expect(await run(...argv), argv.join(" ")).toMatchObject({ exitCode: 0 });
  return placesOf(root);
}

function placesOf(root: string) {
  const at = (name: string) => join(root, "state", name);
  return {
    root,
    at,
    run: (...argv: string[]): Promise<Ran> => mvcrs(root, argv),
    text: (name: string) => readFileSync(at(name), "utf8"),
    changes: () =>
      readFileSync(at("challenge_events.jsonl"), "utf8")
        .split("\n")
        .filter((line) => line.includes('"type":"checkpoint_key.changed"'))
        .map((line) => JSON.parse(line)),
  };
}

const ok = async (ran: Promise<Ran>) => expect(await ran).toMatchObject({ exitCode: 0 });

/** Signs the log as it is with a key that somebody has, past everything that would refuse. */
async function signAs(root: string, secret: string): Promise<string> {
  const { at } = placesOf(root);
  const log = await openLog({
    ...{ path: at("challenge_events.jsonl"), metaPath: at("challenges_chain_meta.json"), counterKeys },
  });
  try {
    const signer = parseSignerKey(secret);
    const statePath = join(tempRoot(), "thief.checkpoint");
    return await signLogCheckpoint({ log, origin: "mvcrs.local/log", signer, statePath });
  } finally {
    await log.close();
  }
}

describe("a key that is replaced", () => {
  it("hands over under its own signature, and counts up to there", async () => {
    const { root, at, run, text, changes } = await signedRoot();
    const outside = tempRoot();
    for (const name of ["log.key.pub", "challenge_events.checkpoint"]) cpSync(at(name), join(outside, name));
    await ok(run("chain", "prove", "0", "--out", join(outside, "before.tlog-proof")));
    const secret = text("log.key");
    const rotated = await run("chain", "rotate-key", ...why, "--json");
    expect(rotated.stdout + rotated.stderr).not.toContain("PRIVATE");
    const { verifierKey, replaced, handOver, until, lost } = rotated.json();
    const [{ seq, event }] = changes();
    expect({ until, lost }).toEqual({ until: seq + 1, lost: false });
    expect(event).toMatchObject({
      key: verifierKey,
      previous: text("log.key.pub").split("\n")[1]?.split(" ")[0],
    });
    expect(text("log.key.pub")).toBe(`${verifierKey}\n${event.previous} until ${until}\n`);
    expect(readFileSync(String(replaced), "utf8")).toBe(secret);
    for (const path of [at("log.key"), String(replaced)]) expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(existsSync(at("log.key.next"))).toBe(false);

    // Who has only the old key checks what it signed, and that it handed over.
    cpSync(String(handOver), join(outside, "hand-over.tlog-proof"));
    cpSync(at("challenge_events.checkpoint"), join(outside, "hand-over.checkpoint"));
    const oldKey = ["--key", "log.key.pub"];
    const told = (
      await mvcrs(outside, ["chain", "verify-proof", "hand-over.tlog-proof", ...oldKey, "--json"])
    ).json();
    expect(told).toMatchObject({ ok: true, verifierKeys: text("log.key.pub").trimEnd().split("\n") });
    writeFileSync(join(outside, "keys"), (told["verifierKeys"] as string[]).join("\n"));
    await ok(run("chain", "checkpoint", "--record"));
    await ok(run("chain", "checkpoint"));
    await ok(run("chain", "prove", "1", "--out", join(outside, "after.tlog-proof")));
    cpSync(at("challenge_events.checkpoint"), join(outside, "after.checkpoint"));
    const outcomes = async (keys: string) => {
      const codes: Record<string, number> = {};
      for (const when of ["before", "after"])
        codes[when] = (
          await mvcrs(outside, ["chain", "verify-proof", `${when}.tlog-proof`, "--key", keys])
        ).exitCode;
      return codes;
    };
    expect(await outcomes("keys")).toEqual({ before: 0, after: 0 });
    expect(await outcomes("log.key.pub")).toEqual({ before: 0, after: 1 });
    for (const [from, to] of [
      ["challenge_events", "hand-over"],
      ["hand-over", "after"],
    ]) {
      await ok(
        run(
          "chain",
          "consistency",
          `${outside}/${from}.checkpoint`,
          `${outside}/${to}.checkpoint`,
          "--out",
          `${outside}/${to}.proof`,
        ),
      );
      const files = [`${from}.checkpoint`, `${to}.checkpoint`, `${to}.proof`];
      await ok(mvcrs(outside, ["chain", "verify-consistency", ...files, "--key", "keys"]));
    }
    await ok(run("chain", "verify"));
    await ok(run("chain", "verify", "--checkpoint", join(outside, "challenge_events.checkpoint")));
    await ok(run("chain", "export-tiles", join(outside, "site")));
    await ok(run("trust-lock", "status", "--assert-unlocked"));

    // A backup made after it is restored with all of its keys.
    await ok(run("backup", join(outside, "backup")));
    rmSync(root, { recursive: true });
    await ok(
      mvcrs(outside, [
        "restore",
        "backup",
        "--root",
        root,
        "--against",
        "hand-over.checkpoint",
        "--against",
        "challenge_events.checkpoint",
      ]),
    );
    await ok(run("chain", "checkpoint"));
    await ok(run("chain", "verify"));
  });

  it("signs no later head that is taken, whatever its thief puts back beside the log", async () => {
    const { root, at, run, text } = await signedRoot();
    const old = tempRoot();
    const names = ["log.key", "log.key.pub", "root.json", "challenge_events.checkpoint"];
    for (const name of names) cpSync(at(name), join(old, name));
    await ok(run("chain", "rotate-key", ...why));
    await ok(run("metrics", "mute", "m", "--until", "1h", "--owner", "o", ...why));
    const stolen = await signAs(root, readFileSync(join(old, "log.key"), "utf8"));
    writeFileSync(join(old, "stolen.checkpoint"), stolen);
    expect(
      (await run("chain", "verify-checkpoint", join(old, "stolen.checkpoint"), "--json")).json(),
    ).toMatchObject({
      error: { code: "CHECKPOINT_KEY_RETIRED" },
    });
    const kept = tempRoot();
    for (const name of names) cpSync(at(name), join(kept, name));
    const put = (...put: string[]) => {
      for (const name of names) cpSync(join(put.includes(name) ? old : kept, name), at(name));
    };
    // The old secret alone signs nothing here.
    put("log.key");
    const before = text("challenge_events.checkpoint");
    expect((await run("chain", "checkpoint", "--json")).json()).toMatchObject({
      error: { code: "KEY_NOT_IN_FORCE" },
    });
    expect(text("challenge_events.checkpoint")).toBe(before);
    // And neither does it with the older mark and keys around it: the log says that it was replaced.
    for (const older of [
      ["root.json"],
      ["root.json", "log.key.pub"],
      ["root.json", "log.key.pub", "log.key"],
      [],
    ]) {
      put(...older);
      writeFileSync(at("challenge_events.checkpoint"), stolen);
      const asked = await run("trust-lock", "status", "--assert-unlocked", "--json");
      expect(asked.json(), older.join(" ")).toMatchObject({ error: { code: "ROOT_CONTRADICTED" } });
      expect((await run("chain", "verify")).exitCode).toBe(1);
      expect((await run("chain", "checkpoint")).exitCode).not.toBe(0);
      expect((await run("metrics", "unmute", "m", ...why)).exitCode).toBe(3);
    }
    put();
    await ok(run("chain", "verify"));
    // A mark that names a change which the log does not have is no mark of this log.
    const mark = JSON.parse(text("root.json"));
    for (const former_keys of [
      [{ ...mark.former_keys[0], seq: 0 }],
      [{ ...mark.former_keys[0], until: 9 }],
      [{ ...mark.former_keys[0], key: mark.key }],
      [...mark.former_keys, ...mark.former_keys],
    ]) {
      writeFileSync(at("root.json"), JSON.stringify({ ...mark, former_keys }));
      expect((await run("chain", "verify")).exitCode, JSON.stringify(former_keys)).toBe(1);
    }
  });

  it("is known again where the mark is gone", async () => {
    const { at, run, text } = await signedRoot();
    await ok(run("chain", "rotate-key", ...why));
    await ok(run("chain", "rotate-key", ...why));
    const { key, former_keys } = JSON.parse(text("root.json"));
    expect(former_keys).toHaveLength(2);
    rmSync(at("root.json"));
    await ok(run("rebuild"));
    expect(JSON.parse(text("root.json"))).toMatchObject({ key, former_keys });
    await ok(run("chain", "checkpoint"));
  });
});

it("is no question where there is no root, nor before a checkpoint was signed", async () => {
  const nowhere = tempRoot();
  const code = async (...argv: string[]) => (await mvcrs(nowhere, [...argv, "--json"])).json();
  expect(await code("chain", "rotate-key", ...why)).toMatchObject({ error: { code: "ROOT_MISSING" } });
  expect(readdirSync(nowhere)).toEqual([]);
  await ok(mvcrs(nowhere, ["init", "--root", nowhere]));
  await ok(mvcrs(nowhere, ["chain", "keygen"]));
  expect(await code("chain", "rotate-key", ...why)).toMatchObject({ error: { code: "KEY_NOT_PINNED" } });
  expect(readdirSync(join(nowhere, "state"))).not.toContain("log.key.next");
});

describe("a key that is lost", () => {
  it("is replaced loudly, and once it is confirmed", async () => {
    const { at, run, text, changes } = await signedRoot();
    rmSync(at("log.key"));
    await ok(run("metrics", "mute", "m", "--until", "1h", "--owner", "o", ...why));
    const code = async (...argv: string[]) => (await run("chain", ...argv, "--json")).json();
    expect(await code("rotate-key", ...why)).toMatchObject({ error: { code: "FILE_MISSING" } });
    expect(await code("keygen")).toMatchObject({ error: { code: "KEY_PINNED" } });
    expect(await code("rotate-key", "--lost", ...why)).toMatchObject({
      error: { code: "LOST_KEY_UNCONFIRMED" },
    });
    expect(changes()).toEqual([]);
    const signedSize = Number(text("challenge_events.checkpoint").split("\n")[1]);
    const rotated = await code("rotate-key", "--lost", "--yes", ...why);
    // It signed so much, and whatever carries its name beyond that is somebody else's.
    expect(rotated).toMatchObject({ ok: true, lost: true, replaced: null, until: signedSize });
    expect(changes()).toMatchObject([{ event: { lost: true, until: signedSize, actor: "on-call" } }]);
    await ok(run("chain", "checkpoint"));
    await ok(run("chain", "verify"));
    await ok(run("trust-lock", "status", "--assert-unlocked"));
  });
});

it.each([
  ["while its next key is written", "log.key.next"],
  ["at its last rename", "log.key"],
])("is one replacement where two are asked for at once: the second comes %s", async (_when, name) => {
  const { root, at, run, text, changes } = await signedRoot();
  const second: Ran[] = [];
  const disk: FileLayer = {
    ...nodeFiles,
    async rename(from, to) {
      if (to === at(name)) second.push(await run("chain", "rotate-key", ...why, "--json"));
      await nodeFiles.rename(from, to);
    },
  };
  const first = await mvcrs(root, ["chain", "rotate-key", ...why, "--json"], { disk });
  expect(first).toMatchObject({ exitCode: 0 });
  expect(second.map((ran) => [ran.exitCode, ran.json()])).toMatchObject([
    [3, { error: { code: "KEY_BEING_REPLACED" } }],
  ]);
  expect(changes()).toHaveLength(1);
  expect(text("log.key.pub").split("\n")[0]).toBe(first.json()["verifierKey"]);
  expect(existsSync(at("log.key.lock"))).toBe(false);
  await ok(run("chain", "checkpoint"));
  await ok(run("chain", "rotate-key", ...why));
  expect(changes()).toHaveLength(2);
});

/** Runs a command in a process that dies at a step of what it does to the disk; whether it came so far. */
async function killedAt(root: string, argv: readonly string[], last: number, how: "middle" | "after") {
  const { files, died } = mortalFiles(nodeFiles, last, how);
  const ended = await Promise.race([mvcrs(root, argv, { disk: files }), died]);
  // Locks of a process that is dead are taken over; this one lives on.
  const state = join(root, "state");
  for (const name of readdirSync(state)) if (/\.(lock|sock)$/.test(name)) rmSync(join(state, name));
  return ended === "died";
}

/** Each state that a kill leaves of a rotation, and where its root is. */
async function* killed(how: "middle" | "after", ...more: readonly string[]) {
  const made = await signedRoot();
  for (let last = 1; ; last++) {
    const root = join(tempRoot(), "root");
    cpSync(made.root, root, { recursive: true });
    if (!(await killedAt(root, ["chain", "rotate-key", ...why, ...more], last, how))) return;
    const places = placesOf(root);
    // Before there is another key, nothing has happened that could be left undone.
    if (existsSync(places.at("log.key.next")) || places.changes().length > 0) yield { last, ...places };
  }
}

describe("a rotation that is killed", () => {
  async function assertWhole({ run, text, changes }: ReturnType<typeof placesOf>, most: number) {
    const { key, former_keys: former = [] } = JSON.parse(text("root.json"));
    expect(text("log.key.pub").split("\n")[0]).toBe(key);
    expect(former).toHaveLength(changes().length);
    expect(former.length).toBeLessThanOrEqual(most);
    await ok(run("chain", "checkpoint"));
    await ok(run("chain", "verify"));
  }

  it.each([
    ["after", []],
    ["middle", []],
    ["after", ["--lost", "--yes"]],
  ] as const)("is there once when it is typed again (%s a step, %j)", async (how, more) => {
    let steps = 0;
    for await (const { last, ...places } of killed(how, ...more)) {
      steps = last;
      const { run, changes, text } = places;
      // Nothing that asks meanwhile takes it for an attack. Half a line of the log is another matter.
      await ok(run("trust-lock", "status", "--assert-unlocked"));
      if (how === "after") await ok(run("chain", "verify"));
      const begun = changes().length;
      const again = await run("chain", "rotate-key", ...why, ...more, "--json");
      expect(again.json(), `step ${last}`).toMatchObject({ ok: true });
      // Where the last step of all was done there is nothing to go on with, and another begins.
      expect(changes().length, `step ${last}`).toBe(again.json()["finished"] === true ? begun : begun + 1);
      expect(text("log.key.pub").split("\n")[0]).toBe(again.json()["verifierKey"]);
      await assertWhole(places, 2);
    }
    expect(steps).toBeGreaterThan(how === "after" ? 30 : 3);
  });

  it("is finished by the next checkpoint, which no replaced key signs", async () => {
    for await (const { last, ...places } of killed("after")) {
      const { run, changes, text } = places;
      await ok(run("metrics", "mute", "n", "--until", "1h", "--owner", "o", ...why));
      await ok(run("chain", "checkpoint"));
      const named = changes().at(-1)?.event.key;
      if (named !== undefined) expect(text("log.key.pub").split("\n")[0], `step ${last}`).toBe(named);
      await assertWhole(places, 1);
    }
  });

  it("signs nothing where a writer comes between whose last entries may not be on stable storage", async () => {
    const { root, at, run, text } = await signedRoot();
    let busy: HeldLock | undefined;
    const lock = at("challenge_events.jsonl.lock");
    let releases = 0;
    // The moment that the command lets go of the log for good: it has named the key, and the mark has it.
    const disk: FileLayer = {
      ...nodeFiles,
      async remove(path) {
        await nodeFiles.remove(path);
        if (path !== lock || !text("root.json").includes("former_keys") || ++releases !== 2) return;
        busy = await takeDiskLock({ path: lock, what: "the log", timeoutMs: 0 });
        // What vouches for the last entries is written after them.
        rmSync(at("challenges_chain_meta.json"));
      },
    };
    const refused = await mvcrs(root, ["chain", "rotate-key", ...why, "--json"], { disk });
    await busy?.release();
    expect([refused.exitCode, refused.json()]).toMatchObject([4, { error: { code: "LOG_BUSY" } }]);
    await ok(run("chain", "checkpoint"));
  });

  it("gives way to another where the key that was to take over is gone", async () => {
    for await (const { last, ...places } of killed("after")) {
      const { at, run, changes } = places;
      if (!existsSync(at("log.key.next")) || changes().length === 0) continue;
      rmSync(at("log.key.next"));
      const refused = await run("chain", "checkpoint", "--json");
      expect(refused.json(), `step ${last}`).toMatchObject({ error: { code: "KEY_NOT_IN_FORCE" } });
      await ok(run("chain", "rotate-key", "--lost", "--yes", ...why));
      await assertWhole(places, 2);
    }
  });
});
