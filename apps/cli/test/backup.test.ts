import { randomUUID } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openLog } from "@mvcrs/chain";
import { counterKeys } from "@mvcrs/escalation";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));
const signals = join(examples, "governance-signals.jsonl");
const logName = "state/challenge_events.jsonl";

/** A root with a filled log and a signed checkpoint, and a place beside it. */
async function made() {
  const place = tempRoot();
  const root = join(place, "root");
  mkdirSync(join(root, "state"), { recursive: true });
  cpSync(join(examples, "mvcrs_config.json"), join(root, "state/mvcrs_config.json"));
  const run = (...argv: string[]) => mvcrs(root, argv);
  expect((await run("run", "--signals", signals)).exitCode).toBe(0);
  expect((await run("chain", "keygen")).exitCode).toBe(0);
  expect((await run("chain", "checkpoint", "--record")).exitCode).toBe(0);
  return { place, root, run, log: join(root, logName) };
}

const lines = (path: string): string[] => readFileSync(path, "utf8").trimEnd().split("\n");

it("makes a copy that is a root: verified, with the key, without what belongs to processes", async () => {
  const { place, root, run, log } = await made();
  // Somebody has moved a folder to another disk.
  mkdirSync(join(place, "disk"));
  writeFileSync(join(place, "disk/far.json"), "{}");
  symlinkSync(join(place, "disk"), join(root, "state/far"));
  symlinkSync(root, join(place, "disk/back"));
  // A writer is at work, and half a line of its next entry is there.
  const writer = await openLog({ path: log, metaPath: join(root, "state/challenges_chain_meta.json") });
  writeFileSync(log, '{"event":', { flag: "a" });
  const backup = join(place, "backup");
  const made1 = await run("backup", backup, "--json");
  expect(made1.json()).toMatchObject({ ok: true, findings: 0 });
  expect(made1.stderr).toContain("keep it as safe as the key");
  await writer.close().catch(() => undefined);
  expect(readFileSync(join(backup, logName), "utf8")).toBe(`${lines(log).slice(0, -1).join("\n")}\n`);
  expect(statSync(join(backup, "state/log.key")).mode & 0o777).toBe(0o600);
  const names = readdirSync(backup, { recursive: true }).map(String);
  expect(names).toContain("state/far/far.json");
  expect(names.filter((name) => /lock$|sock$|tmp$|index$/.test(name))).toEqual([]);
  for (const argv of [
    ["chain", "verify"],
    ["rebuild", "--check"],
    ["trust-lock", "status"],
  ])
    expect((await mvcrs(backup, [...argv, "--root", backup])).exitCode, argv.join(" ")).toBe(0);
  // Never over another, and never into what it copies.
  expect((await run("backup", backup, "--json")).json()).toMatchObject({ error: { code: "FILE_EXISTS" } });
  expect((await run("backup", join(root, "state/b"), "--json")).json()).toMatchObject({
    error: { code: "USAGE" },
  });
  expect(readdirSync(place).sort()).toEqual(["backup", "disk", "root"]);
});

it("holds the beginning of a log that grew while it was copied, and all that the rest speaks of", async () => {
  const { place, root, run, log } = await made();
  const metaPath = join(root, "state/challenges_chain_meta.json");
  const event = JSON.parse(lines(log).at(-1) ?? "").event;
  const writer = await openLog({ path: log, metaPath, counterKeys });
  let [copying, appended] = [true, 0];
  const writing = (async () => {
    while (copying) {
      await writer.appendAll(Array.from({ length: 50 }, () => ({ ...event, id: randomUUID() })));
      appended += 50;
    }
  })();
  for (const name of ["one", "two", "three"]) {
    const backup = join(place, name);
    const before = appended;
    expect((await run("backup", backup, "--json")).json()).toMatchObject({ ok: true, findings: 0 });
    expect(appended).toBeGreaterThan(before);
    const copied = readFileSync(join(backup, logName));
    expect(lines(join(backup, logName)).length).toBeGreaterThanOrEqual(before);
    expect(readFileSync(log).subarray(0, copied.length).equals(copied)).toBe(true);
    expect((await run("chain", "verify", "--root", backup)).exitCode).toBe(0);
  }
  copying = false;
  await writing;
  await writer.close();
});

it("is put in the place of a root that is gone, and the log goes on", async () => {
  const { place, root, run, log } = await made();
  const backup = join(place, "backup");
  await run("backup", backup);
  const before = readFileSync(log);
  rmSync(root, { recursive: true });
  mkdirSync(root);
  expect((await run("restore", backup, "--root", root, "--json")).json()).toMatchObject({
    ok: true,
    restored: true,
  });
  expect(readFileSync(log).equals(before)).toBe(true);
  expect((await run("rebuild")).exitCode).toBe(0);
  expect((await run("chain", "verify")).exitCode).toBe(0);
  expect((await run("chain", "checkpoint", "--record")).exitCode).toBe(0);
  expect(lines(log).length).toBeGreaterThan(before.toString().trimEnd().split("\n").length);
});

it("says what is newer elsewhere, and restores nothing over it", async () => {
  const { place, root, run, log } = await made();
  const backup = join(place, "backup");
  await run("backup", backup);
  expect((await run("restore", backup, "--check")).exitCode).toBe(0);
  expect((await run("restore", backup)).exitCode).toBe(1);
  await run("chain", "checkpoint", "--record");
  await run("chain", "checkpoint");
  expect((await run("restore", backup, "--check")).exitCode).toBe(1);
  const newer = join(place, "newer.checkpoint");
  cpSync(join(root, "state/challenge_events.checkpoint"), newer);
  const kept = readFileSync(log);
  const over = await run("restore", backup, "--json");
  expect(over.exitCode).toBe(1);
  expect(over.json()).toMatchObject({ ok: false, restored: false });
  expect(String(over.json()["problems"])).toContain("1 newer entries");
  expect(readFileSync(log).equals(kept)).toBe(true);
  const empty = join(place, "empty");
  mkdirSync(empty);
  const behind = await mvcrs(empty, ["restore", backup, "--root", empty, "--against", newer, "--json"]);
  expect(behind.exitCode).toBe(1);
  expect(String(behind.json()["problems"])).toContain("1 newer ones are elsewhere");
  expect(readdirSync(empty)).toEqual([]);
  expect((await mvcrs(empty, ["restore", backup, "--root", empty, "--check"])).exitCode).toBe(0);
  expect(readdirSync(empty)).toEqual([]);
});

it("finds a backup that was changed, whichever file it was", async () => {
  const { place, run } = await made();
  const backup = join(place, "backup");
  await run("backup", backup);
  const empty = join(place, "empty");
  mkdirSync(empty);
  for (const name of [logName, "state/mvcrs_config.json", "state/challenge_events.checkpoint"]) {
    const path = join(backup, name);
    const good = readFileSync(path);
    for (const spoil of [
      () => writeFileSync(path, good.subarray(0, good.length >> 1)),
      () => writeFileSync(path, Buffer.from(good).fill("x", 40, 41)),
    ]) {
      spoil();
      expect((await mvcrs(empty, ["restore", backup, "--root", empty])).exitCode, name).toBe(1);
      expect(readdirSync(empty)).toEqual([]);
    }
    writeFileSync(path, good);
  }
  // Every finding is shown, though no question can be put to such a log.
  const text = lines(join(backup, logName));
  writeFileSync(
    join(backup, logName),
    `${[text[0]?.replace("challenge", "challengf"), ...text.slice(1)].join("\n")}\n`,
  );
  const damaged = await mvcrs(empty, ["restore", backup, "--root", empty, "--json"]);
  expect([damaged.exitCode, readdirSync(empty)]).toEqual([1, []]);
  expect(damaged.json()).toMatchObject({ ok: false, count: null, restored: false });
  expect(JSON.stringify(damaged.json()["problems"])).toMatch(
    /challenge_events\.jsonl was changed.*entry [01] \(byte/,
  );
  writeFileSync(join(backup, logName), `${text.join("\n")}\n`);
  writeFileSync(join(backup, "state/approvals.extra"), "planted");
  expect((await mvcrs(empty, ["restore", backup, "--root", empty])).exitCode).toBe(1);
  rmSync(join(backup, "state/approvals.extra"));
  expect((await mvcrs(empty, ["restore", backup, "--root", empty, "--check"])).exitCode).toBe(0);
  writeFileSync(join(backup, "backup.json"), "{}");
  expect((await mvcrs(empty, ["restore", backup, "--root", empty, "--json"])).json()).toMatchObject({
    error: { code: "BACKUP_UNREADABLE" },
  });
});

it("takes a plain copy too, its files from whatever moments", async () => {
  const { place, root, run, log } = await made();
  const copy = join(place, "copy");
  mkdirSync(join(copy, "state"), { recursive: true });
  // The log first, in the middle of a line; then more is written; then everything else.
  const all = readFileSync(log);
  writeFileSync(join(copy, logName), all.subarray(0, all.length - 5));
  rmSync(join(root, "state/challenge_events.checkpoint"));
  for (const name of readdirSync(join(root, "state")))
    if (!name.endsWith(".jsonl"))
      cpSync(join(root, "state", name), join(copy, "state", name), { recursive: true });
  rmSync(join(copy, "state/root.json"));
  const target = join(place, "target");
  mkdirSync(target);
  const restored = await run("restore", copy, "--root", target, "--json");
  expect(restored.json()).toMatchObject({ ok: true, restored: true, count: lines(log).length - 1 });
  expect((await run("rebuild", "--trust-log", "--root", target)).exitCode).toBe(0);
  expect((await run("chain", "verify", "--root", target)).exitCode).toBe(0);
  expect(existsSync(join(target, "state/challenges_chain_meta.json"))).toBe(true);
});
