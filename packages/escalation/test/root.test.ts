import { rmSync } from "node:fs";
import { nodeTextFiles, type TextFiles } from "@mvcrs/files";
import { errorCode, fixedClock, tempRoot } from "@mvcrs/test-kit";
import { getAddress, hexlify } from "ethers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  artifactPaths,
  assertRoot,
  defaultConfig,
  engageLock,
  findRoot,
  inspectRoot,
  markedAbove,
  markFolder,
  openSession,
  readMark,
} from "../src/index.ts";
import { hasRightChecksum } from "../src/ledger/config/checksum.ts";

const clock = fixedClock("2026-11-22T00:00:00.000Z");
const by = { actor: "a", reason: "r", now: clock() };
const notice = () => undefined;

async function initialised() {
  const paths = artifactPaths(tempRoot());
  await markFolder({ paths, files: nodeTextFiles, clock, notice }, defaultConfig());
  return paths;
}

/** Engages a lock: the first append of the root. */
async function firstAppend(paths: ReturnType<typeof artifactPaths>, files: TextFiles): Promise<void> {
  const session = await openSession({ paths, files, clock });
  try {
    await session.record([engageLock(session.state, by)]);
  } finally {
    await session.close();
  }
}

/** The disk, until it breaks at the n-th write. */
function breaking(at: number): TextFiles & { readonly broke: () => boolean } {
  let writes = 0;
  return {
    ...nodeTextFiles,
    broke: () => writes > at,
    async write(path, text) {
      writes += 1;
      if (writes > at) throw new Error("the disk is gone");
      await nodeTextFiles.write(path, text);
    },
  };
}

describe("the mark", () => {
  it("says that the log begins before it does, so that a first append cut off at any write is no accusation", async () => {
    let cut = 0;
    for (let at = 0; ; at += 1) {
      const paths = await initialised();
      const files = breaking(at);
      await firstAppend(paths, files).catch(() => undefined);
      const found = await inspectRoot({ paths, files: nodeTextFiles });
      expect(found.contradictions, `cut off at write ${at}`).toEqual([]);
      if (!files.broke()) break;
      cut += 1;
      // And the next one goes on, whatever the first came to.
      const session = await openSession({ paths, files: nodeTextFiles, clock });
      if (session.state.lock === null) await session.record([engageLock(session.state, by)]);
      await session.close();
      expect((await readMark(nodeTextFiles, paths.mark))?.log.state).toBe("begun");
    }
    expect(cut).toBeGreaterThan(2);
  });

  it("finds a log that is gone out once an append was acknowledged", async () => {
    const paths = await initialised();
    await firstAppend(paths, nodeTextFiles);
    await assertRoot({ paths, files: nodeTextFiles });
    rmSync(paths.log);
    const code = () => errorCode(() => assertRoot({ paths, files: nodeTextFiles }));
    expect(await code()).toBe("ROOT_LOG_MISSING");
    for (const path of [paths.meta, paths.summary, paths.trustLock]) rmSync(path);
    expect(await code()).toBe("ROOT_LOG_MISSING");
    expect(await errorCode(() => firstAppend(paths, nodeTextFiles))).toBe("ROOT_LOG_MISSING");
  });

  it("lets readers ask while a writer appends", async () => {
    const paths = await initialised();
    const session = await openSession({ paths, files: nodeTextFiles, clock });
    const asked: Promise<unknown>[] = [];
    for (let n = 0; n < 20; n += 1) {
      asked.push(inspectRoot({ paths, files: nodeTextFiles }));
      const muted = { type: "metric.unmuted" as const, metric: `m${n}`, reason: "r", actor: "a" };
      const event = { ...muted, id: crypto.randomUUID(), at: "2026-11-22T00:00:00.000Z" };
      await session.record([event]);
    }
    const reports = (await Promise.all(asked)) as { contradictions: { kind: string }[] }[];
    // Until the log is closed for the first time, nothing vouches for its length; nothing else is held against it.
    expect(
      reports.flatMap(({ contradictions }) => contradictions.filter(({ kind }) => kind !== "behind")),
    ).toEqual([]);
    await session.close();
  });
});

describe("findRoot", () => {
  const there =
    (...paths: string[]) =>
    async (path: string) =>
      paths.includes(path);

  it("takes the nearest folder upwards that has a mark, a log or a configuration", async () => {
    const marks = there("/a/state/root.json", "/a/b/state/challenge_events.jsonl");
    expect(await findRoot("/a/c/d", marks)).toBe("/a");
    expect(await findRoot("/a/b/c", marks)).toBe("/a/b");
    expect(await findRoot("/b", marks)).toBe(null);
    expect(await findRoot("/", there("/state/mvcrs_config.json"))).toBe("/");
  });

  it("looks above for marks alone, and not at the folder itself", async () => {
    expect(await markedAbove("/a", there("/a/state/root.json"))).toBe(null);
    expect(await markedAbove("/a/b/c", there("/a/state/root.json"))).toBe("/a");
    expect(await markedAbove("/a/b", there("/a/state/challenge_events.jsonl"))).toBe(null);
  });
});

it("knows a right checksum as ethers knows it, and every slip of one letter's case", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.nat(39), (bytes, at) => {
      const right = getAddress(hexlify(bytes));
      expect(hasRightChecksum(right)).toBe(true);
      expect(hasRightChecksum(right.toLowerCase())).toBe(true);
      const letter = right.charAt(at + 2);
      const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
      const slip = `${right.slice(0, at + 2)}${other}${right.slice(at + 3)}`;
      const digits = slip.slice(2);
      fc.pre(other !== letter && digits !== digits.toLowerCase() && digits !== digits.toUpperCase());
      expect(hasRightChecksum(slip)).toBe(false);
    }),
  );
});
