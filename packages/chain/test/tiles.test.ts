import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { chainErrors, exportTiles, openLog, readLog, signLogCheckpoint } from "../src/index.ts";
import { leafHash, treeHash, verifyConsistency } from "../src/merkle.ts";
import { verifierOf, verifyCheckpoint } from "../src/note.ts";
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
  const publish = (checkpoint: string) =>
    exportTiles({ path, dir, checkpoint, verifierKeys, origin: signer.name });
  return { root, path, dir, grow, publish };
}

/** A client that knows nothing but the published files, as the specification describes them. */
function client(dir: string) {
  const { size, rootHash } = verifyCheckpoint(readFileSync(join(dir, "checkpoint"), "utf8"), verifierKeys);
  const count = Number(size);
  const widths = (level: number): number[] => {
    const hashes = Math.floor(count / 256 ** level);
    const tiles = Array.from({ length: Math.floor(hashes / 256) }, () => 256);
    return hashes % 256 === 0 ? tiles : [...tiles, hashes % 256];
  };
  const tile = (level: number, index: number, width: number): Uint8Array[] => {
    const bytes = readFileSync(join(dir, tilePath(level, index, width)));
    expect(bytes.length).toBe(32 * width);
    return Array.from({ length: width }, (_, i) => Uint8Array.from(bytes.subarray(32 * i, 32 * i + 32)));
  };
  const level = (l: number) => widths(l).flatMap((width, index) => tile(l, index, width));
  const entries = widths(0).flatMap((width, index) => {
    const bytes = readFileSync(join(dir, bundlePath(index, width)));
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
    const { kept, written } = await publish(second);
    expect([kept > 0, written > 0]).toEqual([true, true]);
    expect(readFileSync(join(dir, "tile/0/000"))).toEqual(tile);
    expect(treeHash(client(dir).level(0))).toEqual(client(dir).rootHash);
    // An older checkpoint of the same log may still be published elsewhere.
    rmSync(dir, { recursive: true });
    expect((await publish(first)).size).toBe(300);
  });

  it("fixes a damaged file of its own, since the log proves the right bytes", async () => {
    const { dir, grow, publish } = await made();
    await publish(await grow(300));
    const tile = join(dir, "tile/0/000");
    const good = readFileSync(tile);
    writeFileSync(tile, good.with(5, (good[5] ?? 0) ^ 1));
    const bundle = join(dir, "tile/entries/000");
    writeFileSync(bundle, "");
    expect(await publish(await grow(10))).toMatchObject({ mended: 2 });
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
    for (const name of [
      `tile/0/000.${uuid}.tmp`,
      `tile/entries/001.p/44.${uuid}.tmp`,
      `checkpoint.${uuid}.tmp`,
    ])
      writeFileSync(join(dir, name), "half");
    await publish(checkpoint);
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
