import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { openLog, readLog, signLogCheckpoint, verifyLog } from "../src/index.ts";
import { verifierOf, verifyCheckpoint } from "../src/note.ts";
import { fixedSigner } from "../src/testing.ts";

const signer = fixedSigner();
const origin = signer.name;

async function made(count: number, change = -1) {
  const root = tempRoot();
  const [path, statePath] = [join(root, "events.jsonl"), join(root, "events.checkpoint")];
  const grow = async (more: number) => {
    await using log = await openLog<{ n: number }>({ path });
    const start = log.head().count;
    await log.appendAll(
      Array.from({ length: more }, (_, i) => ({ n: start + i === change ? -1 : start + i })),
    );
  };
  await grow(count);
  const sign = async () => {
    await using log = await readLog({ path });
    return await signLogCheckpoint({ log, origin, signer, statePath });
  };
  const cut = (to: number) =>
    writeFileSync(
      path,
      readFileSync(path, "utf8")
        .split("\n")
        .slice(0, to)
        .join("\n")
        .concat(to > 0 ? "\n" : ""),
    );
  const codes = async () => (await verifyLog({ path })).findings.map(({ code }) => code);
  return { root, path, meta: join(root, "events.meta.json"), statePath, grow, sign, cut, codes };
}

describe("a log beside the last checkpoint signed", () => {
  it("goes on when it continues it, and in as few steps as before", async () => {
    const it = await made(300);
    await it.sign();
    await it.grow(0);
    await it.grow(7);
    expect(await it.codes()).toEqual([]);
    await it.sign();
    await it.grow(1);
  });

  it("is found and refused when it was cut back, the meta file too, down to nothing at all", async () => {
    for (const left of [8, 1, 0]) {
      const it = await made(9);
      await it.sign();
      it.cut(left);
      rmSync(it.meta);
      const before = readFileSync(it.path);
      expect(await it.codes()).toEqual(["TRUNCATED"]);
      expect(await errorCode(() => it.grow(1))).toBe("LOG_BEHIND_CHECKPOINT");
      expect(readFileSync(it.path)).toEqual(before);
    }
    const it = await made(9);
    await it.sign();
    rmSync(it.path);
    rmSync(it.meta);
    expect(await it.codes()).toEqual(["TRUNCATED"]);
    expect(await errorCode(() => it.grow(1))).toBe("LOG_BEHIND_CHECKPOINT");
    await expect(verifyLog({ path: it.path })).resolves.toMatchObject({ count: 0, ok: false });
    // Refusing made no empty log in its place.
    expect(() => readFileSync(it.path)).toThrow("ENOENT");
  });

  it("is found and refused when it tells another history of the same length", async () => {
    const it = await made(9);
    await it.sign();
    const other = await made(12, 4);
    renameSync(other.path, it.path);
    renameSync(other.meta, it.meta);
    expect(await it.codes()).toEqual(["CHECKPOINT_INCONSISTENT"]);
    expect(await errorCode(() => it.grow(1))).toBe("CHECKPOINT_CONTRADICTS_LOG");
  });

  it("is refused while the checkpoint cannot be read", async () => {
    for (const text of ["", "half a note\n", "o\n5\n\n— a AAAAAAA=\n", "\ud800"]) {
      const it = await made(3);
      writeFileSync(it.statePath, text);
      expect(await it.codes()).toEqual(["CHECKPOINT_BAD"]);
      expect(await errorCode(() => it.grow(1))).toBe("CHECKPOINT_UNREADABLE");
    }
  });

  it("may stand elsewhere", async () => {
    const { root, path, statePath, cut, meta, sign } = await made(5);
    await sign();
    cut(3);
    rmSync(meta);
    const checkpointPath = join(root, "elsewhere");
    renameSync(statePath, checkpointPath);
    expect((await verifyLog({ path, checkpointPath })).ok).toBe(false);
    expect(await errorCode(() => openLog({ path, checkpointPath }))).toBe("LOG_BEHIND_CHECKPOINT");
  });
});

describe("what is signed", () => {
  const sizeOf = (note: string) => Number(verifyCheckpoint(note, [verifierOf(signer)], origin).size);

  it("from outside, while a writer is at work, is what its meta file counts, and never less than before", async () => {
    const { path, statePath, sign } = await made(5);
    await using log = await openLog<{ n: number }>({ path });
    await log.append({ n: 5 });
    expect(sizeOf(await sign())).toBe(5);
    // The writer itself knows what is durable.
    expect(sizeOf(await signLogCheckpoint({ log, origin, signer, statePath }))).toBe(6);
    await log.append({ n: 6 });
    const again = await sign();
    expect([sizeOf(again), again]).toEqual([6, readFileSync(statePath, "utf8")]);
    await log.close();
    expect(sizeOf(await sign())).toBe(7);
  });
});
