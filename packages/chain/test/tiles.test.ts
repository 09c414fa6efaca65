import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type FileHandle, type FileLayer, nodeFiles } from "@mvcrs/files";
import { fakeProcesses, type MemoryFiles, memoryFiles, mortalFiles } from "@mvcrs/files/testing";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { chainErrors, exportTiles, openLog, readLog, signLogCheckpoint } from "../src/index.ts";
import { leafHash, treeHash, verifyConsistency } from "../src/merkle.ts";
import { signCheckpoint, verifierOf, verifyCheckpoint } from "../src/note.ts";
import { fixedSigner } from "../src/testing.ts";
import { bundlePath, tilePath } from "../src/tiles/tile-path.ts";

const signer = fixedSigner();
const verifierKeys = [verifierOf(signer)];

async function made() {
  const root = tempRoot();
  const [path, dir, statePath] = [join(root, "events.jsonl"), join(root, "site"), join(root, "checkpoint")];
  const grow = async (count: number) => {
    await using log = await openLog<{ n: number }>({ path });
    await log.appendAll(Array.from({ length: count }, (_, n) => ({ n })));
    return await signLogCheckpoint({ log, origin: signer.name, signer, statePath });
  };
  const publish = (checkpoint: string, more: { readonly all?: boolean; readonly files?: FileLayer } = {}) =>
    exportTiles({ path, dir, checkpoint, verifierKeys, origin: signer.name, ...more });
  return { root, path, dir, grow, publish };
}

/** A client that knows nothing but the published files, as the specification describes them. */
function client(dir: string, read: (path: string) => Buffer = readFileSync) {
  const { size, rootHash } = verifyCheckpoint(read(join(dir, "checkpoint")).toString(), verifierKeys);
  const count = Number(size);
  const widths = (level: number): number[] => {
    const hashes = Math.floor(count / 256 ** level);
    const tiles = Array.from({ length: Math.floor(hashes / 256) }, () => 256);
    return hashes % 256 === 0 ? tiles : [...tiles, hashes % 256];
  };
  const tile = (level: number, index: number, width: number): Uint8Array[] => {
    const bytes = read(join(dir, tilePath(level, index, width)));
    expect(bytes.length).toBe(32 * width);
    return Array.from({ length: width }, (_, i) => Uint8Array.from(bytes.subarray(32 * i, 32 * i + 32)));
  };
  const level = (l: number) => widths(l).flatMap((width, index) => tile(l, index, width));
  const entries = widths(0).flatMap((width, index) => {
    const bytes = read(join(dir, bundlePath(index, width)));
    const found: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; ) {
      const length = bytes.readUInt16BE(at);
      found.push(Uint8Array.from(bytes.subarray(at + 2, at + 2 + length)));
      at += 2 + length;
    }
    expect(found).toHaveLength(width);
    return found;
  });
  return { count, rootHash, level, entries, widths };
}

describe("tile paths", () => {
  it("are those of the specification", () => {
    expect(tilePath(0, 1_234_067, 256)).toBe("tile/0/x001/x234/067");
    expect(tilePath(63, 0, 1)).toBe("tile/63/000.p/1");
    expect(bundlePath(273, 112)).toBe("tile/entries/273.p/112");
    expect(bundlePath(1_000, 256)).toBe("tile/entries/x001/000");
  });
});

/** The machine's files, and how many bytes were read of each. */
function reading() {
  const bytes = new Map<string, number>();
  const files: FileLayer = {
    ...nodeFiles,
    async open(name, mode, permissions) {
      const handle = await nodeFiles.open(name, mode, permissions);
      const read: FileHandle["read"] = async (target, position) => {
        const length = await handle.read(target, position);
        bytes.set(name, (bytes.get(name) ?? 0) + length);
        return length;
      };
      return { ...handle, read };
    },
  };
  const reads = Object.assign((name: string) => bytes.get(name) ?? 0, {
    get files() {
      return bytes.keys();
    },
  });
  return { files, reads };
}

describe("an export that dies", () => {
  const [path, dir] = ["/state/events.jsonl", "/site"];
  const processes = { ...fakeProcesses(1), isAlive: () => false };

  /** A log of 300 entries, 200 of them published; made once, copied for each death. */
  const whole = (async () => {
    const disk = memoryFiles();
    const checkpoints: string[] = [];
    for (const n of [200, 100]) {
      await using log = await openLog<{ n: number }>({ path, files: disk, processes });
      await log.appendAll(Array.from({ length: n }, () => ({ n })));
      const statePath = "/state/events.checkpoint";
      const how = { log, origin: signer.name, signer, statePath, files: disk, processes };
      checkpoints.push(await signLogCheckpoint(how));
    }
    const [first = "", second = ""] = checkpoints;
    const publish = (files: FileLayer, checkpoint: string) =>
      exportTiles({ path, dir, checkpoint, verifierKeys, files, processes });
    await publish(disk, first);
    return { disk, go: (files: FileLayer) => publish(files, second) };
  })();

  async function half() {
    const { disk: from, go } = await whole;
    const disk = memoryFiles();
    for (const name of from.names()) {
      const handle = await disk.open(name, "exclusive");
      await handle.write(from.contents(name) ?? new Uint8Array(0), 0);
      await handle.sync();
      await disk.syncFolder(dirname(name));
    }
    return { disk, go };
  }

  const served = (disk: MemoryFiles) => client(dir, (name) => Buffer.from(disk.contents(name) ?? []));
  const others = (disk: MemoryFiles) =>
    disk
      .names()
      .filter(
        (name) =>
          name.startsWith(dir) &&
          !/^\/site\/(?:checkpoint|tile(?:\/x?\d+|\/entries)+(?:\.p\/\d+)?)$/.test(name),
      );

  it.each(["middle", "after"] as const)(
    "at any step leaves what it serves whole, and half a file only where the next one sweeps (%s)",
    async (how) => {
      for (let last = 1; ; last++) {
        const { disk, go } = await half();
        const { files, died } = mortalFiles(disk, last, how);
        if ((await Promise.race([died, go(files)])) !== "died") {
          expect(last).toBeGreaterThan(6);
          break;
        }
        for (const name of others(disk)) expect(name).toMatch(/^\/site\/\.export\./);
        expect(treeHash(served(disk).level(0))).toEqual(served(disk).rootHash);
        await go(disk);
        expect(others(disk)).toEqual([]);
        expect(served(disk).count).toBe(300);
        expect(treeHash(served(disk).level(0))).toEqual(served(disk).rootHash);
        expect(served(disk).entries).toHaveLength(300);
      }
    },
  );

  it("of a power failure at any step has its checkpoint only with all that the checkpoint needs", async () => {
    for (let last = 1; ; last++) {
      let over = false;
      for (const share of [0, 0.5]) {
        const { disk, go } = await half();
        const { files, died } = mortalFiles(disk, last, "after");
        over = (await Promise.race([died, go(files)])) !== "died";
        disk.losePower(
          (unsynced) => Math.floor(unsynced * share),
          (names) => Math.floor(names * share),
        );
        const { count, level, entries, rootHash } = served(disk);
        expect([200, 300]).toContain(count);
        expect(treeHash(level(0))).toEqual(rootHash);
        expect(entries).toHaveLength(count);
        if (over) expect(count).toBe(300);
        await go(disk);
        expect(served(disk).count).toBe(300);
        expect(treeHash(served(disk).level(0))).toEqual(served(disk).rootHash);
      }
      if (over) break;
    }
  });
});

describe("exportTiles", () => {
  it("writes the files that the specification names for 70,000 entries, and they lead to the signed root", async () => {
    const { dir, grow, publish } = await made();
    const { size, rootHash } = await publish(await grow(70_000));
    expect(size).toBe(70_000);
    const { level, entries, widths, rootHash: signed } = client(dir);
    expect([widths(0).length, widths(0).at(-1), widths(1), widths(2)]).toEqual([274, 112, [256, 17], [1]]);
    const leaves = level(0);
    expect(entries.map((entry) => Buffer.from(leafHash(entry)).toString("hex"))).toEqual(
      leaves.map((leaf) => Buffer.from(leaf).toString("hex")),
    );
    for (let index = 0; index < 273; index++)
      expect(level(1)[index]).toEqual(treeHash(leaves.slice(256 * index, 256 * (index + 1))));
    expect(treeHash(leaves)).toEqual(signed);
    expect(Buffer.from(signed).toString("hex")).toBe(rootHash);
  });

  it("has a full tile and a partial one above it at 256 entries, and none that is empty", async () => {
    const { dir, grow, publish } = await made();
    await publish(await grow(256));
    expect(existsSync(join(dir, "tile/0/000"))).toBe(true);
    expect(existsSync(join(dir, "tile/1/000.p/1"))).toBe(true);
    expect(readdirSync(join(dir, "tile")).sort()).toEqual(["0", "1", "entries"]);
  });

  it("publishes an empty log as a checkpoint alone", async () => {
    const { dir, grow, publish } = await made();
    expect(await publish(await grow(0))).toMatchObject({ size: 0, written: 0 });
    expect(readdirSync(dir)).toEqual(["checkpoint"]);
  });

  it("grows with the log and never changes a file that was published", async () => {
    const { dir, grow, publish } = await made();
    const first = await grow(300);
    await publish(first);
    const tile = readFileSync(join(dir, "tile/0/000"));
    const second = await grow(300);
    expect(await publish(second)).toMatchObject({ written: 5, kept: 0 });
    expect(await publish(second)).toMatchObject({ written: 0, kept: 3 });
    expect(await publish(second, { all: true })).toMatchObject({ written: 0, kept: 7 });
    expect(readFileSync(join(dir, "tile/0/000"))).toEqual(tile);
    expect(treeHash(client(dir).level(0))).toEqual(client(dir).rootHash);
    // An older checkpoint of the same log may still be published elsewhere.
    rmSync(dir, { recursive: true });
    expect((await publish(first)).size).toBe(300);
  });

  it("costs what is new: of the log and of what was published, only the right end is read", async () => {
    const { dir, path, grow, publish } = await made();
    await publish(await grow(10_000));
    const { files, reads } = reading();
    const checkpoint = await grow(1);
    expect(await publish(checkpoint, { files })).toMatchObject({
      size: 10_001,
      written: 2,
      kept: 1,
      mended: 0,
    });
    expect(reads(path)).toBeLessThan(100_000);
    expect([...reads.files].filter((name) => name.startsWith(dir)).length).toBeLessThan(10);
    expect(treeHash(client(dir).level(0))).toEqual(client(dir).rootHash);
    expect(treeHash(client(dir).entries.map(leafHash))).toEqual(client(dir).rootHash);
  });

  it("grows by any number of entries, from any number", async () => {
    const disk = memoryFiles();
    const [path, processes] = ["/state/events.jsonl", fakeProcesses(1)];
    const publish = (dir: string, checkpoint: string) =>
      exportTiles({ path, dir, checkpoint, verifierKeys, files: disk, processes });
    let checkpoint = "";
    for (const step of [1, 254, 1, 1, 255, 512, 3, 64_508, 1, 1, 700]) {
      await using log = await openLog<{ n: number }>({ path, files: disk, processes });
      await log.appendAll(Array.from({ length: step }, (_, n) => ({ n })));
      const root = Uint8Array.from(Buffer.from(log.head().rootHash, "hex"));
      const size = BigInt(log.head().count);
      checkpoint = signCheckpoint({ origin: signer.name, size, rootHash: root, extensions: [] }, [signer]);
      await publish("/grown", checkpoint);
    }
    // Exported in one go, the same log has the same tiles, but for those that were partial on the way.
    await publish("/whole", checkpoint);
    const whole = disk.names().filter((name) => name.startsWith("/whole/"));
    expect(whole.length).toBeGreaterThan(500);
    for (const name of whole)
      expect(disk.contents(name.replace("/whole/", "/grown/")), name).toEqual(disk.contents(name));
  });

  it("reads everything where the right end that was published is damaged, or not of this log", async () => {
    for (const [name, spoil] of [
      ["tile/0/001.p/44", (edge: string) => writeFileSync(edge, readFileSync(edge).fill(1, 9, 10))],
      ["tile/0/001.p/44", (edge: string) => rmSync(edge)],
      ["tile/1/000.p/1", (edge: string) => rmSync(edge)],
    ] as const) {
      const { dir, grow, publish } = await made();
      await publish(await grow(300));
      const tile = readFileSync(join(dir, "tile/0/000"));
      writeFileSync(join(dir, "tile/0/000"), Buffer.alloc(100));
      spoil(join(dir, name));
      await publish(await grow(1));
      expect(readFileSync(join(dir, "tile/0/000")).equals(tile)).toBe(true);
      expect(treeHash(client(dir).level(0))).toEqual(client(dir).rootHash);
    }
  });

  it("fixes a damaged file of its own where all are looked at, since the log proves the right bytes", async () => {
    const { dir, grow, publish } = await made();
    await publish(await grow(300));
    const tile = join(dir, "tile/0/000");
    const good = readFileSync(tile);
    writeFileSync(tile, good.with(5, (good[5] ?? 0) ^ 1));
    const bundle = join(dir, "tile/entries/000");
    writeFileSync(bundle, "");
    const checkpoint = await grow(10);
    expect(await publish(checkpoint)).toMatchObject({ mended: 0 });
    expect(await publish(checkpoint, { all: true })).toMatchObject({ mended: 2 });
    expect(readFileSync(tile)).toEqual(good);
    expect(treeHash(client(dir).level(0))).toEqual(client(dir).rootHash);
  });

  it("stops where the folder holds another history, whatever of its checkpoint is left", async () => {
    const other = await made();
    await other.publish(await other.grow(10));
    const { path, grow } = await made();
    await grow(2);
    await (async () => {
      await using log = await openLog({ path });
      await log.append({ another: "history" });
    })();
    const checkpoint = await grow(20);
    const before = readFileSync(join(other.dir, "tile/0/000.p/10"));
    const into = () => exportTiles({ path, dir: other.dir, checkpoint, verifierKeys });
    expect(await errorCode(into)).toBe("TILE_CONFLICT");
    rmSync(join(other.dir, "checkpoint"));
    expect((await into()).size).toBe(23);
    // Same widths, so the same names with other content.
    const third = await made();
    await third.publish(await third.grow(23));
    for (const spoil of [
      () => rmSync(join(third.dir, "checkpoint")),
      () => writeFileSync(join(third.dir, "checkpoint"), "?"),
    ]) {
      spoil();
      expect(await errorCode(() => exportTiles({ path, dir: third.dir, checkpoint, verifierKeys }))).toBe(
        "TILE_CONFLICT",
      );
    }
    expect(readFileSync(join(other.dir, "tile/0/000.p/10"))).toEqual(before);
  });

  it("stops at a checkpoint of another history before it has written anything", async () => {
    const { dir, path, grow, publish } = await made();
    const checkpoint = await grow(10);
    const other = await made();
    await other.grow(9);
    expect(await errorCode(() => exportTiles({ path: other.path, dir, checkpoint, verifierKeys }))).toBe(
      "TILES_MISMATCH",
    );
    expect(readdirSync(dir)).toEqual([]);
    expect(await errorCode(() => exportTiles({ path, dir, checkpoint, verifierKeys: [] }))).toBe(
      "NOTE_UNVERIFIED",
    );
    rmSync(path);
    expect(await errorCode(() => publish(checkpoint))).toBe("LOG_MISSING");
  });

  it("leaves a newer checkpoint in its place", async () => {
    const { dir, grow, publish } = await made();
    const [first, second] = [await grow(5), await grow(5)];
    await publish(second);
    await publish(first);
    expect(client(dir).count).toBe(10);
  });

  it("sweeps what a killed export left, and works in a folder alone", async () => {
    const { dir, grow, publish } = await made();
    const checkpoint = await grow(300);
    await publish(checkpoint);
    const uuid = "3f2b8c1e-0d2c-4a57-9a55-000000000000";
    // The first two are where versions before this one left them.
    for (const name of [`tile/0/000.${uuid}.tmp`, `tile/entries/001.p/44.${uuid}.tmp`, `.export.${uuid}.tmp`])
      writeFileSync(join(dir, name), "half");
    await publish(checkpoint, { all: true });
    const names = readdirSync(dir, { recursive: true }).map(String);
    expect(names.filter((name) => /tmp|lock/.test(name))).toEqual([]);
    const results = await Promise.allSettled([publish(checkpoint), publish(checkpoint)]);
    const codes = results.map((one) => (one.status === "fulfilled" ? "done" : one.reason.code)).sort();
    expect(codes).toEqual(["LOCK_HELD", "done"]);
  });
});

describe("signing the log", () => {
  it("goes on from the last checkpoint and refuses one that does not continue it", async () => {
    const { root, path, grow } = await made();
    const statePath = join(root, "checkpoint");
    await grow(7);
    const second = await grow(0);
    expect(readFileSync(statePath, "utf8")).toBe(second);
    await grow(3);
    await using reader = await readLog({ path });
    const again = await signLogCheckpoint({ log: reader, origin: signer.name, signer, statePath });
    expect(verifyCheckpoint(again, verifierKeys, signer.name).size).toBe(10n);

    const signOther = async (count: number, change: number) => {
      await using log = await openLog({ path: join(root, `other-${count}.jsonl`) });
      await log.appendAll(Array.from({ length: count }, (_, n) => ({ n: n === change ? -1 : n })));
      return await signLogCheckpoint({ log, origin: signer.name, signer, statePath });
    };
    await expect(signOther(4, -1)).rejects.toMatchObject({
      code: "SIGNER_LOG_SHRUNK",
      details: { lastSize: 10, count: 4, lastCheckpoint: again },
    });
    // Beside the checkpoint it keeps what the log gives: its roots, and the proof between them.
    const differs = expect.objectContaining({ lastSize: 10, count: 12, lastCheckpoint: again });
    const refused = await signOther(12, 3).catch((thrown: unknown) => thrown);
    if (!chainErrors.is(refused, "SIGNER_LOG_DIFFERS")) throw refused;
    expect(refused.details).toEqual(differs);
    const { oldRoot, newRoot, proof } = refused.details;
    const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
    const claim = { oldSize: 10n, newSize: 12n, oldRoot: bytes(oldRoot), newRoot: bytes(newRoot) };
    verifyConsistency({ ...claim, proof: proof.map(bytes) });
    expect(readFileSync(statePath, "utf8")).toBe(again);
    writeFileSync(statePath, again.replace("\n10\n", "\n1\n"));
    expect(
      await errorCode(() => signLogCheckpoint({ log: reader, origin: signer.name, signer, statePath })),
    ).toBe("NOTE_SIGNATURE_INVALID");
  });
});
