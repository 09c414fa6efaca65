import type { FileLayer } from "@mvcrs/files";
import { fakeProcesses, type MemoryFiles, memoryFiles } from "@mvcrs/files/testing";
import { describe, expect, it } from "vitest";
import { openLog, readLog, verifyLog } from "../src/index.ts";

interface Event {
  readonly n: number;
  readonly text: string;
}

const COUNT = 100;
const PAGE = 1024;
const [path, index, meta] = [
  "/state/events.jsonl",
  "/state/events.index",
  "/state/events.meta.json",
] as const;
const processes = fakeProcesses(1);

/** A closed log of 100 entries. */
async function made() {
  const disk = memoryFiles();
  const log = await openLog<Event>({ path, files: disk, processes });
  await log.appendAll(Array.from({ length: COUNT }, (_, n) => ({ n, text: "x".repeat(400) })));
  await log.close();
  const contents = (name: string) => Buffer.from(disk.contents(name) ?? []);
  return { disk, contents, good: contents(index), rootHash: log.head().rootHash };
}

async function put(disk: MemoryFiles, name: string, bytes: Uint8Array): Promise<void> {
  const handle = await disk.open(name, "update");
  await handle.truncate(0);
  await handle.write(bytes, 0);
}

/** A disk, and how many bytes were read of it. */
function counting(disk: MemoryFiles) {
  let bytes = 0;
  const files: FileLayer = {
    ...disk,
    async open(name, mode) {
      const handle = await disk.open(name, mode);
      return {
        ...handle,
        async read(target, position) {
          const length = await handle.read(target, position);
          bytes += length;
          return length;
        },
      };
    },
  };
  return { files, read: () => bytes };
}

/** Every state that a power failure or a bad disk may leave the index in. */
function* damages(good: Buffer): Generator<readonly [what: string, bytes: Buffer]> {
  for (let at = 0; at < good.length; at += PAGE) {
    const end = Math.min(good.length, at + PAGE);
    yield [`page ${at} of zeros`, Buffer.from(good).fill(0, at, end)];
    yield [`page ${at} of ones`, Buffer.from(good).fill(255, at, end)];
    yield [`cut at ${at}`, good.subarray(0, at)];
    yield [`cut at ${at}, and as long as before`, Buffer.from(good).fill(0, at)];
    const behind = Math.min(good.length, end + PAGE);
    const swapped = [
      good.subarray(0, at),
      good.subarray(end, behind),
      good.subarray(at, end),
      good.subarray(behind),
    ];
    if (behind > end) yield [`page ${at} and the next one swapped`, Buffer.concat(swapped)];
    for (const bit of [3, 8 * (end - at) - 1]) {
      const flipped = Buffer.from(good);
      flipped.writeUInt8(flipped.readUInt8(at + (bit >> 3)) ^ (1 << (bit % 8)), at + (bit >> 3));
      yield [`bit ${bit} of page ${at} flipped`, flipped];
    }
  }
}

describe("an index in any state", () => {
  it("is found by a writer and mended once, and everything is right and fast again", async () => {
    const { disk, contents, good, rootHash } = await made();
    for (const [what, bytes] of damages(good)) {
      await put(disk, index, bytes);
      const told: string[] = [];
      const { files, read } = counting(disk);
      const log = await openLog<Event>({ path, files, processes, onIndexMended: (name) => told.push(name) });
      if (log.opened.index === "rebuilt") told.push("opened");
      for (let seq = 0; seq < COUNT; seq++)
        expect((await log.proveInclusion(seq)).rootHash, what).toBe(rootHash);
      expect(told, what).toHaveLength(1);
      expect(contents(index).equals(good), what).toBe(true);
      const before = read();
      await log.proveInclusion(77);
      expect(read() - before, what).toBeLessThan(2_000);
      await log.close();
    }
  });

  it("is found by a reader as well, where no writer comes by", async () => {
    const { disk, contents, good, rootHash } = await made();
    for (const [what, bytes] of damages(good)) {
      await put(disk, index, bytes);
      const told: string[] = [];
      const { files, read } = counting(disk);
      const log = await readLog<Event>({ path, files, onIndexMended: (name) => told.push(name) });
      const proofs = Array.from({ length: COUNT }, (_, seq) => log.proveInclusion(seq));
      for (const proof of proofs) expect((await proof).rootHash, what).toBe(rootHash);
      expect(told, what).toEqual([index]);
      expect(contents(index).equals(good), what).toBe(true);
      await log.head();
      const before = read();
      await log.proveConsistency(77);
      // It looks at the last line as well, to see whether it is still there.
      expect(read() - before, what).toBeLessThan(67_000);
      await log.close();
    }
  });

  it("takes nothing from what is appended next", async () => {
    const { disk, contents, good } = await made();
    const [lines, beside] = [contents(path), contents(meta)];
    for (const [what, bytes] of damages(good)) {
      for (const [name, was] of [
        [path, lines],
        [meta, beside],
        [index, bytes],
      ] as const)
        await put(disk, name, was);
      const log = await openLog<Event>({ path, files: disk, processes });
      expect((await log.append({ n: COUNT, text: "" })).seq).toBe(COUNT);
      for (let seq = 0; seq <= COUNT; seq += 3) await log.proveInclusion(seq);
      await log.close();
      expect((await verifyLog({ path, files: disk })).findings, what).toEqual([]);
    }
  });
});

describe("a reader", () => {
  it("leaves a damaged index as it is where it may not write, and answers all the same", async () => {
    const { disk, contents, good, rootHash } = await made();
    await put(disk, index, Buffer.from(good).fill(0, 4_000, 6_000));
    const files: FileLayer = {
      ...disk,
      open: (name, mode) =>
        mode === "read"
          ? disk.open(name, mode)
          : Promise.reject(Object.assign(new Error("EACCES"), { code: "EACCES" })),
    };
    const told: string[] = [];
    await using log = await readLog<Event>({ path, files, onIndexMended: (name) => told.push(name) });
    for (let seq = 0; seq < COUNT; seq += 9) expect((await log.proveInclusion(seq)).rootHash).toBe(rootHash);
    expect(told).toEqual([]);
    expect(contents(index).equals(good)).toBe(false);
  });

  it("does not take records for damage that a writer is still to write, or has taken back", async () => {
    const { disk, good } = await made();
    const told: string[] = [];
    await using log = await openLog<Event>({ path, files: disk, processes });
    await log.append({ n: COUNT, text: "not in the index yet" });
    await using reader = await readLog<Event>({
      path,
      files: disk,
      onIndexMended: (name) => told.push(name),
    });
    for (const behind of [Buffer.alloc(0), Buffer.alloc(3_000, 7), Buffer.alloc(3_000)]) {
      await put(disk, index, Buffer.concat([good, behind]));
      for (const seq of [0, 77, COUNT])
        expect((await reader.proveInclusion(seq)).rootHash).toBe(log.head().rootHash);
    }
    expect(told).toEqual([]);
  });

  it("accuses the log, not the index, where the log is what is damaged", async () => {
    const { disk, contents } = await made();
    await put(disk, path, Buffer.from(contents(path).toString().replace('"n":50,', '"n":51,')));
    const told: string[] = [];
    await using log = await readLog<Event>({ path, files: disk, onIndexMended: (name) => told.push(name) });
    await expect(log.proveInclusion(50)).rejects.toMatchObject({ code: "LOG_ROOT_CONTRADICTED" });
    expect(told).toEqual([]);
  });
});
