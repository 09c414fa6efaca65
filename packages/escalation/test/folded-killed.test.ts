import { openLog } from "@mvcrs/chain";
import { type FileLayer, textFiles } from "@mvcrs/files";
import {
  type Fault,
  faultyFiles,
  type MemoryFiles,
  memoryFiles,
  mortalFiles,
  powerFailures,
} from "@mvcrs/files/testing";
import { beforeAll, expect, it } from "vitest";
import { counterKeys, type MvcrsEvent, mvcrsEventSchema } from "../src/ledger/events.ts";
import { foldLog } from "../src/ledger/folded/fold.ts";
import { saveFolded } from "../src/ledger/folded/saved.ts";
import { type MvcrsState, settle } from "../src/ledger/state.ts";
import { historyOf } from "./support/history.ts";

const folder = "/state/folded";
/** Entries that a first command saved; enough for a file of ids, which the next one takes in. */
const before = 1200;

let chainHash: string;
let count: number;
let fold: (disk: FileLayer) => ReturnType<typeof foldLog>;
let expected: unknown;
/** A disk with what the first command saved. */
let saved: () => Promise<MemoryFiles>;

const idsOf = (state: MvcrsState) => state.ids.startingWith("challenge", "").sort((a, b) => a.seq - b.seq);
/** The state without the closed challenges that a command may have kept in memory; every id with its place. */
function comparable(state: MvcrsState) {
  settle(state);
  return { ...state, ids: idsOf(state) };
}

beforeAll(async () => {
  const choices = Array.from({ length: 2 * before }, (_, i) => ({
    step: i % 2 === 0 ? ("raise" as const) : ("resolve" as const),
    pick: i,
  }));
  const events = historyOf([...choices, { step: "engage", pick: 0 }, { step: "raise", pick: 3 }]);
  const log = await openLog<MvcrsEvent>({
    ...{ path: "/log.jsonl", schema: mvcrsEventSchema, counterKeys, files: memoryFiles() },
    ...{ clock: () => 0, durability: "os" },
  });
  await log.appendAll(events.slice(0, before));
  const early = log.head();
  const first = await foldLog(log, early, { files: textFiles(memoryFiles()), folder, withIds: true });
  await log.appendAll(events.slice(before));
  ({ chainHash, count } = log.head());
  fold = (disk) => foldLog(log, log.head(), { files: textFiles(disk), folder, savedFrom: 1, withIds: true });
  const whole = await foldLog(log, log.head(), { files: textFiles(memoryFiles()), folder, fromStart: true });
  expected = comparable(whole.state);
  const disk = memoryFiles();
  await saveFolded({ files: textFiles(disk), folder }, first.state, early.chainHash);
  const texts = new Map<string, string>();
  for (const name of await textFiles(disk).list(folder))
    texts.set(name, (await textFiles(disk).read(`${folder}/${name}`)) ?? "");
  expect(texts.size).toBe(2);
  saved = async () => {
    const copy = memoryFiles();
    for (const [name, text] of texts) await textFiles(copy).write(`${folder}/${name}`, text);
    return copy;
  };
});

/** A command that folds what is new, and saves. */
async function command(disk: FileLayer): Promise<MvcrsState> {
  const { state } = await fold(disk);
  await saveFolded({ files: textFiles(disk), folder }, state, chainHash);
  return state;
}

/** What is there is the state before or this one, whole; the next command saves, and leaves nothing else behind. */
async function expectSound(disk: FileLayer, when: string): Promise<number | undefined> {
  const { state, from } = await fold(disk);
  expect([before, count], when).toContain(from?.count);
  expect(comparable(state), when).toEqual(expected);
  await command(disk);
  expect((await fold(disk)).from?.count, when).toBe(count);
  const names = await disk.list(folder);
  expect(
    names.filter((name) => /^ids-[0-9a-f]{64}\.txt$/.test(name)),
    when,
  ).toHaveLength(1);
  expect(names, when).toHaveLength(2);
  return from?.count;
}

it.each(["middle", "after"] as const)(
  "is whole where a command is killed %s any step of saving it",
  async (how) => {
    const found = new Set<number | undefined>();
    let last = 1;
    for (; ; last++) {
      const disk = await saved();
      const { files, died } = mortalFiles(disk, last, how);
      if ((await Promise.race([command(files), died])) !== "died") break;
      found.add(await expectSound(disk, `${how} ${last}`));
    }
    // Two files are written, and one that is no longer named is removed.
    expect(last).toBeGreaterThan(how === "after" ? 10 : 2);
    expect(found).toEqual(new Set(how === "after" ? [before, count] : [before]));
  },
);

it.each(powerFailures)(
  "is whole where the power fails after any step of saving it, and leaves %s",
  async (_, bytes, names) => {
    let last = 1;
    for (; ; last++) {
      const disk = await saved();
      // What was saved before has long been on stable storage.
      for (const name of await disk.list(folder)) {
        const file = await disk.open(`${folder}/${name}`, "update");
        await file.sync();
        await file.close();
      }
      await disk.syncFolder(folder);
      const { files, died } = mortalFiles(disk, last, "after");
      if ((await Promise.race([command(files), died])) !== "died") break;
      disk.losePower(bytes, names);
      await expectSound(disk, `${last}`);
    }
    expect(last).toBeGreaterThan(10);
  },
);

const operations = ["open", "write", "sync", "rename", "remove"] as const;
it.each(operations)(
  "is whole where the disk is full or fails at any %s, and the command goes on",
  async (operation) => {
    const kinds: readonly Partial<Fault>[] = [
      { code: "ENOSPC", lasting: true, written: 0.5 },
      { code: "EIO", written: 0.5 },
    ];
    let struck = 0;
    for (const kind of kinds)
      for (let nth = 1; ; nth++) {
        const disk = await saved();
        const { state } = await fold(disk);
        const faulty = faultyFiles(disk, { operation, nth, ...kind });
        await saveFolded({ files: textFiles(faulty), folder }, state, chainHash);
        if (!faulty.struck()) break;
        struck += 1;
        const left = await fold(disk);
        expect([before, count]).toContain(left.from?.count);
        expect(comparable(left.state)).toEqual(expected);
        // The same command may save again, once there is room.
        expect(comparable(state)).toEqual(expected);
        await saveFolded({ files: textFiles(disk), folder }, state, chainHash);
        expect(await expectSound(disk, `${operation} ${nth}`)).toBe(count);
      }
    expect(struck).toBeGreaterThan(0);
  },
);
