import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type FileLayer, nodeFiles } from "@mvcrs/files";
import { faultyFiles, mortalFiles } from "@mvcrs/files/testing";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const by = ["--reason", "r", "--actor", "a"];

/** A root with a lock on, a key and a checkpoint. */
async function lockedRoot() {
  const place = tempRoot();
  const root = join(place, "root");
  for (const argv of [
    ["init"],
    ["trust-lock", "engage", ...by],
    ["chain", "keygen"],
    ["chain", "checkpoint", "--record"],
  ])
    expect(await mvcrs(place, [...argv, "--root", root])).toMatchObject({ exitCode: 0 });
  return { place, root };
}

/** Every file below a folder with its bytes; what belongs to processes and what is made again left out. */
const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(lock|sock|index|fields)$|^backup\.json$/.test(entry.name))
      .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), "base64")])
      .map(([path = "", bytes = ""]) => [path.slice(folder.length), bytes])
      .sort(),
  );

const run = (place: string, argv: readonly string[], disk = nodeFiles) => mvcrs(place, argv, { disk });

it.each(["after", "middle"] as const)(
  "a backup killed at any step is none, and the next is whole (%s)",
  async (how) => {
    const { place, root } = await lockedRoot();
    const before = contents(root);
    const backup = join(place, "backup");
    let steps = 0;
    for (let last = 1; ; last++) {
      const { files, died } = mortalFiles(nodeFiles, last, how);
      const ended = await Promise.race([run(place, ["backup", backup, "--root", root], files), died]);
      expect(contents(root), `step ${last}`).toEqual(before);
      if (ended !== "died") break;
      steps = last;
      // Where it has its name it is whole: only the name is not on stable storage yet.
      if (!existsSync(backup)) continue;
      expect((await run(place, ["restore", backup, "--root", join(place, "x"), "--check"])).exitCode).toBe(0);
      rmSync(backup, { recursive: true });
    }
    expect(steps).toBeGreaterThan(how === "after" ? 40 : 8);
    expect(contents(backup)).toEqual(before);
  },
);

it.each(["after", "middle"] as const)(
  "a restoring killed at any step permits nothing until it is done again (%s)",
  async (how) => {
    const { place, root } = await lockedRoot();
    const backup = join(place, "backup");
    expect((await run(place, ["backup", backup, "--root", root])).exitCode).toBe(0);
    const before = contents(root);
    let steps = 0;
    for (let last = 1; ; last++) {
      rmSync(root, { recursive: true });
      const { files, died } = mortalFiles(nodeFiles, last, how);
      const restore = ["restore", backup, "--root", root];
      if ((await Promise.race([run(place, restore, files), died])) !== "died") break;
      steps = last;
      const asked = await run(place, ["trust-lock", "status", "--assert-unlocked", "--root", root]);
      expect(asked.exitCode, `step ${last}`).toBeGreaterThan(1);
      // Once the mark is there, everything else is.
      const again = await run(place, restore);
      if (existsSync(join(root, "state/root.json")) && again.exitCode !== 0)
        expect(again.stdout, `step ${last}`).toContain("move");
      else expect(again, `step ${last}`).toMatchObject({ exitCode: 0 });
      const there = Object.entries(contents(root)).filter(([path]) => !path.endsWith(".tmp"));
      expect(Object.fromEntries(there), `step ${last}`).toEqual(before);
    }
    expect(steps).toBeGreaterThan(how === "after" ? 40 : 8);
    expect(contents(root)).toEqual(before);
  },
);

/** A disk that is full in the middle of a write, and stays so. */
const fullAt = (nth: number) =>
  faultyFiles(nodeFiles, { operation: "write", nth, written: 0.5, code: "ENOSPC", lasting: true });

it("says that the disk is full, and leaves nothing half done that looks done", async () => {
  const { place, root } = await lockedRoot();
  const [backup, good, other] = [join(place, "backup"), join(place, "good"), join(place, "other")];
  expect((await run(place, ["backup", good, "--root", root])).exitCode).toBe(0);
  const before = contents(root);
  let nth = 1;
  for (; ; nth++) {
    const full = fullAt(nth);
    const { exitCode } = await run(place, ["backup", backup, "--root", root], full);
    if (!full.struck()) break;
    expect({ exitCode, names: readdirSync(place).sort() }, `write ${nth}`).toEqual({
      exitCode: 4,
      names: ["good", "root"],
    });
  }
  expect(nth).toBeGreaterThan(8);
  expect(contents(root)).toEqual(before);
  for (nth = 1; ; nth++) {
    rmSync(other, { recursive: true, force: true });
    const full = fullAt(nth);
    const { exitCode } = await run(place, ["restore", good, "--root", other], full);
    if (!full.struck()) break;
    expect(exitCode, `write ${nth}`).toBe(4);
    expect(
      (await run(place, ["trust-lock", "status", "--assert-unlocked", "--root", other])).exitCode,
    ).toBeGreaterThan(1);
    expect((await run(place, ["restore", good, "--root", other])).exitCode, `write ${nth}`).toBe(0);
    expect(contents(other)).toEqual(before);
  }
  expect(nth).toBeGreaterThan(8);
});

/** A disk that knows what of it a power failure could still take: bytes, and names in folders. Locks may go. */
function watched(disk: FileLayer) {
  const unsynced = new Set<string>();
  const isLock = (path: string) => /\.(lock|sock)\b/.test(path);
  const named = (path: string) => isLock(path) || unsynced.add(dirname(path));
  const files: FileLayer = {
    ...disk,
    async open(path, mode, permissions) {
      const handle = await disk.open(path, mode, permissions);
      if (mode === "exclusive" || mode === "append") named(path);
      const changed = () => isLock(path) || unsynced.add(path);
      return {
        read: (target, position) => handle.read(target, position),
        async write(bytes, position) {
          changed();
          return await handle.write(bytes, position);
        },
        async sync() {
          await handle.sync();
          unsynced.delete(path);
        },
        async truncate(length) {
          changed();
          await handle.truncate(length);
        },
        size: () => handle.size(),
        identity: () => handle.identity(),
        close: () => handle.close(),
      };
    },
    async rename(from, to) {
      await disk.rename(from, to);
      for (const path of [...unsynced])
        if (path === from || path.startsWith(`${from}/`)) {
          unsynced.delete(path);
          unsynced.add(to + path.slice(from.length));
        }
      named(to);
    },
    async link(from, to) {
      await disk.link(from, to);
      named(to);
    },
    async syncFolder(path) {
      await disk.syncFolder(path);
      unsynced.delete(path);
    },
  };
  return { files, unsynced: () => [...unsynced].filter((path) => existsSync(path)) };
}

it("a backup and a restoring are on stable storage before they say that they are done", async () => {
  const { place, root } = await lockedRoot();
  const backup = join(place, "backup");
  for (const argv of [
    ["backup", backup, "--root", root],
    ["restore", backup, "--root", join(place, "restored")],
  ]) {
    const { files, unsynced } = watched(nodeFiles);
    expect((await run(place, argv, files)).exitCode).toBe(0);
    expect(unsynced(), argv[0]).toEqual([]);
  }
});
