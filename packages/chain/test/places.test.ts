import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  executeRepair,
  exportTiles,
  openLog,
  planRepair,
  readLog,
  signLogCheckpoint,
  verifyLog,
} from "../src/index.ts";
import { verifierOf } from "../src/note.ts";
import { fixedSigner } from "../src/testing.ts";

const signer = fixedSigner();
const origin = signer.name;

async function made(count: number) {
  const root = tempRoot();
  const path = join(root, "events.jsonl");
  await using log = await openLog<{ n: number }>({ path });
  await log.appendAll(Array.from({ length: count }, (_, n) => ({ n })));
  return { root, path };
}

const notFiles: readonly (readonly [string, (path: string) => void])[] = [
  ["a pipe", (path) => execFileSync("mkfifo", [path])],
  ["a folder", (path) => mkdirSync(path)],
  ["a device", (path) => symlinkSync("/dev/zero", path)],
];

// Windows has neither pipes nor devices in its file system.
describe.runIf(process.platform !== "win32")("what is no file never hangs anybody", () => {
  const inPlaceOf = [
    "events.jsonl",
    "events.meta.json",
    "events.index",
    "events.jsonl.lock",
    "events.checkpoint",
  ];

  it.each(notFiles)("%s in the place of any of the files", async (_, put) => {
    for (const name of inPlaceOf) {
      const { root, path } = await made(3);
      rmSync(join(root, name), { force: true });
      put(join(root, name));
      expect(await errorCode(async () => (await openLog({ path })).close()), name).toBe("NOT_A_FILE");
      if (name !== "events.jsonl") continue;
      expect(await errorCode(() => planRepair({ path }))).toBe("NOT_A_FILE");
      expect(await errorCode(() => verifyLog({ path }))).toBe("NOT_A_FILE");
      await using reader = await readLog({ path });
      expect(await errorCode(() => reader.head())).toBe("NOT_A_FILE");
    }
  });

  it.each(notFiles)("%s in the place of a checkpoint or a tile", async (_, put) => {
    const { root, path } = await made(3);
    await using log = await readLog({ path });
    const sign = (name: string) => signLogCheckpoint({ log, origin, signer, statePath: join(root, name) });
    put(join(root, "state"));
    expect(await errorCode(() => sign("state"))).toBe("NOT_A_FILE");
    const dir = join(root, "site");
    mkdirSync(join(dir, "tile/0/000.p"), { recursive: true });
    put(join(dir, "tile/0/000.p/3"));
    const checkpoint = await sign("other");
    const verifierKeys = [verifierOf(signer)];
    expect(await errorCode(() => exportTiles({ path, dir, checkpoint, verifierKeys }))).toBe("NOT_A_FILE");
  });
});

describe("one log under several names", () => {
  it("has one lock, whichever symbolic link leads to it", async () => {
    const { root, path } = await made(3);
    symlinkSync(path, join(root, "other.jsonl"));
    symlinkSync(root, join(root, "folder"));
    for (const name of ["other.jsonl", "folder/events.jsonl", "folder/other.jsonl"]) {
      const log = await openLog<{ n: number }>({ path });
      expect(await errorCode(() => openLog({ path: join(root, name) })), name).toBe("LOG_LOCKED");
      await log.close();
      await using linked = await openLog<{ n: number }>({ path: join(root, name) });
      expect(linked.opened).toMatchObject({ meta: "fresh", index: "fresh" });
      expect(await errorCode(() => openLog({ path })), name).toBe("LOG_LOCKED");
      await linked.append({ n: 3 });
    }
    expect(readdirSync(root).filter((name) => name.startsWith("other"))).toEqual(["other.jsonl"]);
    expect(await verifyLog({ path: join(root, "other.jsonl") })).toMatchObject({ ok: true, count: 6 });
  });

  it("is refused by a writer when they are hard links, and read by whoever wants to", async () => {
    const { root, path } = await made(3);
    linkSync(path, join(root, "second.jsonl"));
    for (const name of ["events.jsonl", "second.jsonl"])
      expect(await errorCode(() => openLog({ path: join(root, name) }))).toBe("LOG_LINKED");
    const plan = await planRepair({ path });
    expect(await errorCode(() => executeRepair({ path }, plan))).toBe("LOG_LINKED");
    expect(await verifyLog({ path })).toMatchObject({ ok: true, count: 3 });
    rmSync(join(root, "second.jsonl"));
    await (await openLog({ path })).close();
  });

  it("is not made through a link to nowhere", async () => {
    const root = tempRoot();
    symlinkSync(join(root, "nowhere"), join(root, "events.jsonl"));
    expect(await errorCode(() => openLog({ path: join(root, "events.jsonl") }))).toBe("NOT_A_FILE");
  });
});

describe("a system error", () => {
  it("always has a code of ours", async () => {
    const { root, path } = await made(3);
    // A file in the place of a folder: ENOTDIR for every way in.
    const inside = join(path, "events.jsonl");
    expect(await errorCode(() => openLog({ path: inside }))).toBe("FILE_FAILED");
    expect(await errorCode(() => openLog({ path: inside, create: false }))).toBe("FILE_FAILED");
    expect(await errorCode(() => readLog({ path: inside }))).toBe("FILE_FAILED");
    expect(await errorCode(() => verifyLog({ path: inside }))).toBe("FILE_FAILED");
    expect(await errorCode(() => planRepair({ path: inside }))).toBe("FILE_FAILED");
    await using log = await readLog({ path });
    const sign = (statePath: string) => signLogCheckpoint({ log, origin, signer, statePath });
    expect(await errorCode(() => sign(inside))).toBe("FILE_FAILED");
    const checkpoint = await sign(join(root, "cp"));
    const verifierKeys = [verifierOf(signer)];
    expect(await errorCode(() => exportTiles({ path, dir: inside, checkpoint, verifierKeys }))).toBe(
      "FILE_FAILED",
    );
    expect(await errorCode(() => readLog({ path: join(root, "x".repeat(300)) }))).toBe("FILE_FAILED");
  });
});

describe("a copy made while a writer is at work", () => {
  it("opens, the copied lock and half a line notwithstanding", async () => {
    const { root, path } = await made(3);
    const copy = join(root, "copy");
    await using log = await openLog<{ n: number }>({ path });
    mkdirSync(copy);
    // Meta file and index are copied first, the log after some more appends, and in the middle of a line.
    copyFileSync(join(root, "events.meta.json"), join(copy, "events.meta.json"));
    copyFileSync(join(root, "events.index"), join(copy, "events.index"));
    await log.appendAll([{ n: 3 }, { n: 4 }]);
    for (const name of readdirSync(root))
      if (name.startsWith("events.jsonl") && !name.endsWith(".sock"))
        copyFileSync(join(root, name), join(copy, name));
    truncateSync(join(copy, "events.jsonl"), readFileSync(path).length - 5);
    expect(readdirSync(copy)).toContain("events.jsonl.lock");
    const there = join(copy, "events.jsonl");
    expect((await verifyLog({ path: there })).findings.map(({ code }) => code)).toEqual(["TORN_TAIL"]);
    await using copied = await openLog<{ n: number }>({ path: there });
    expect(copied.opened).toMatchObject({ meta: "caught-up", replayed: 1 });
    expect((await copied.append({ n: 40 })).seq).toBe(4);
    expect((await log.append({ n: 5 })).seq).toBe(5);
    expect((await verifyLog({ path: there })).ok).toBe(true);
  });

  it("whose log is older than its meta file has lost entries, and says so", async () => {
    const { root, path } = await made(3);
    const old = readFileSync(path);
    await (async () => {
      await using log = await openLog<{ n: number }>({ path });
      await log.append({ n: 3 });
    })();
    writeFileSync(path, old);
    expect(await errorCode(() => openLog({ path }))).toBe("LOG_TRUNCATED");
    rmSync(join(root, "events.jsonl"));
    expect(await errorCode(() => openLog({ path }))).toBe("LOG_TRUNCATED");
    expect(readdirSync(root).sort()).toEqual(["events.index", "events.meta.json"]);
  });
});
