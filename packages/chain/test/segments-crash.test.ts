import { isCodedError } from "@mvcrs/errors";
import type { FileLayer } from "@mvcrs/files";
import {
  type FakeProcesses,
  type Fault,
  fakeProcesses,
  faultyFiles,
  type MemoryFiles,
  memoryFiles,
  mortalFiles,
  powerFailures,
} from "@mvcrs/files/testing";
import { describe, expect, it } from "vitest";
import { compressSegments, moveSegments, openLog, readLog, verifyLog } from "../src/index.ts";
import { collect } from "./support/collect.ts";

const path = "/state/events.jsonl";
const clock = () => 0;
const wait = async () => undefined;

/** Numbers that were promised, with their leaf hashes. */
type Promised = Map<number, string>;

/** A writer that rotates all of its file and a part of it, and somebody who compresses and moves what it closed. */
async function work(files: FileLayer, processes: FakeProcesses, promised: Promised): Promise<void> {
  const options = { path, files, processes, clock, wait };
  const log = await openLog(options);
  const append = async (...ns: readonly number[]) => {
    for (const { seq, leafHash } of await Promise.all(
      ns.map((n) => log.append({ of: processes.self.pid, n })),
    )) {
      expect(promised.has(seq), `number ${seq} was given out twice`).toBe(false);
      promised.set(seq, leafHash);
    }
  };
  await append(0);
  const [{ first: whole = 0 } = {}] = await log.rotate();
  await append(1, 2);
  const [{ first: part = 0 } = {}] = await log.rotate({ at: [log.active.first + 1] });
  await compressSegments({ ...options, choose: ({ first }) => first <= whole });
  await moveSegments({ ...options, to: "/cold", choose: ({ first }) => first <= part });
  await append(3);
  await log.close();
}

async function expectPromised(
  disk: MemoryFiles,
  processes: FakeProcesses,
  promised: Promised,
  { where, isSettled }: { readonly where: string; readonly isSettled: boolean },
) {
  const reader = await readLog({ path, files: disk, processes });
  const entries = await collect(reader.entries());
  for (const [seq, leafHash] of promised) expect(entries[seq]?.leafHash, where).toBe(leafHash);
  await reader.close();
  const { findings } = await verifyLog({ path, files: disk, processes });
  const expected = isSettled ? [] : findings.filter(({ code }) => code === "TORN_TAIL");
  expect(findings, where).toEqual(expected);
}

/**
 * What the next process finds: every file with its bytes, and which names lead to the same one. Random parts of names, and
 * whatever a dead process wrote into its lock, make no difference to anybody.
 */
async function stateOf(disk: MemoryFiles, promised: Promised): Promise<string> {
  const inodes: string[] = [];
  const found = [`${promised.size} promised`];
  for (const name of disk.names()) {
    const { inode } = await disk.identity(name);
    if (!inodes.includes(inode)) inodes.push(inode);
    const bytes = /lock|claim/.test(name) ? "" : Buffer.from(disk.contents(name) ?? []).toString("latin1");
    found.push(`${name.replace(/[0-9a-f-]{36}/, "*")} ${inodes.indexOf(inode)} ${bytes}`);
  }
  return found.join("\n");
}

/** Whether this was met before: then the rest is known, since nothing else is left of the process that died. */
class Met {
  readonly #states = new Set<string>();

  async has(disk: MemoryFiles, promised: Promised): Promise<boolean> {
    const state = await stateOf(disk, promised);
    const known = this.#states.has(state);
    this.#states.add(state);
    return known;
  }

  get count(): number {
    return this.#states.size;
  }
}

/** All that was promised holds for who only reads, then for who goes on; and nothing is left lying about. */
async function expectSound(disk: MemoryFiles, processes: FakeProcesses, promised: Promised, where: string) {
  if (disk.contents(path) !== undefined)
    await expectPromised(disk, processes, promised, { where, isSettled: false });
  await work(disk, processes, promised);
  await expectPromised(disk, processes, promised, { where, isSettled: true });
  const listed = JSON.parse(new TextDecoder().decode(disk.contents("/state/events.segments.json"))).segments;
  const names = listed.map(({ file }: { readonly file: string }) =>
    file.startsWith("/") ? file : `/state/${file}`,
  );
  const there = disk.names().filter((name) => /^\/state\/events\.segments\/|^\/cold\//.test(name));
  expect(there, where).toEqual(names.sort());
  expect(
    disk.names().filter((name) => /\.tmp$|lock|claim/.test(name)),
    where,
  ).toEqual([]);
}

type Aftermath = (disk: MemoryFiles, processes: FakeProcesses) => Promise<void>;

const aftermaths: readonly (readonly [string, Aftermath])[] = [
  ["and nothing else", async () => undefined],
  ...powerFailures.map(([, ...failure], i): readonly [string, Aftermath] => [
    `and the power with it (${i})`,
    async (disk) => disk.losePower(...failure),
  ]),
  ...powerFailures.slice(0, 2).map(([, ...failure], i): readonly [string, Aftermath] => [
    `and the power once the next one has appended (${i})`,
    async (disk, processes) => {
      const log = await openLog({ path, files: disk, processes: processes.as(5), clock });
      await log.append({ of: 5 });
      await log.close();
      disk.losePower(...failure);
    },
  ]),
];

describe("a process that dies at any step of rotating, compressing or moving", () => {
  it.each(aftermaths)("%s, breaks no promise", async (_, then) => {
    // In the middle of a write, a power failure adds nothing that it does not add after one.
    for (const how of then === aftermaths[0]?.[1] ? (["after", "middle"] as const) : (["after"] as const)) {
      for (const before of then === aftermaths[0]?.[1] ? [false, true] : [false]) {
        const met = new Met();
        let step = 1;
        for (; ; step++) {
          const disk = memoryFiles();
          const processes = fakeProcesses(1);
          const promised: Promised = new Map();
          if (before) await work(disk, processes, promised);
          const { files, died } = mortalFiles(disk, step, how);
          const working = work(files, processes.as(2), promised).then(() => "done");
          if ((await Promise.race([working, died])) === "done") break;
          processes.kill(2);
          await then(disk, processes);
          for (const pid of [1, 2, 5]) processes.kill(pid);
          if (await met.has(disk, promised)) continue;
          await expectSound(disk, processes.as(4), promised, `${how} step ${step}`);
        }
        expect(step).toBeGreaterThan(how === "after" ? 90 : 8);
        expect(met.count).toBeGreaterThan(how === "after" ? 12 : 8);
      }
    }
  });
});

describe("a disk that fails at any step of rotating, compressing or moving", () => {
  const operations = ["open", "read", "write", "sync", "truncate", "rename", "link", "remove"] as const;
  it.each(operations)("at a %s, loses nothing", async (operation) => {
    let struck = 0;
    const met = new Met();
    const kinds: readonly Partial<Fault>[] =
      operation === "write" ? [{ written: 0.5 }, { lasting: true, code: "ENOSPC" }] : [{}];
    for (const kind of kinds) {
      for (let nth = 1; ; nth++) {
        const disk = memoryFiles();
        const processes = fakeProcesses(1);
        const promised: Promised = new Map();
        await work(disk, processes, promised);
        const faulty = faultyFiles(disk, { operation, nth, ...kind });
        await work(faulty, processes.as(2), promised).catch((thrown: unknown) => {
          expect(thrown).toSatisfy(isCodedError);
        });
        if (!faulty.struck()) break;
        struck++;
        for (const pid of [1, 2]) processes.kill(pid);
        if (await met.has(disk, promised)) continue;
        await expectSound(disk, processes.as(4), promised, `${operation} ${nth}`);
      }
    }
    expect(struck).toBeGreaterThan(operation === "truncate" ? -1 : 1);
  });

  it("leaves a writer that goes on, where a rotation fails", async () => {
    for (const operation of ["open", "write", "sync", "rename", "link"] as const) {
      for (let nth = 1; ; nth++) {
        const disk = memoryFiles();
        const processes = fakeProcesses(1);
        let failing: FileLayer = disk;
        const files = new Proxy(disk, { get: (_, name: keyof FileLayer) => failing[name] });
        const log = await openLog<number>({ path, files, processes, clock, wait });
        for (let n = 0; n < 5; n++) await log.append(n);
        const faulty = faultyFiles(disk, { operation, nth });
        failing = faulty;
        const failed = await log.rotate().then(
          () => false,
          () => true,
        );
        failing = disk;
        await log.append(5).catch((thrown: unknown) => expect(thrown).toSatisfy(isCodedError));
        await log.close();
        // What could not be unlocked is another's.
        processes.kill(1);
        const next = processes.as(2);
        const again = await openLog<number>({ path, files: disk, processes: next, clock, wait });
        expect((await collect(again.entries())).map(({ event }) => event).slice(0, 5)).toEqual([
          0, 1, 2, 3, 4,
        ]);
        await again.close();
        expect((await verifyLog({ path, files: disk, processes: next })).findings).toEqual([]);
        if (!faulty.struck()) break;
        expect(failed || nth > 0).toBe(true);
      }
    }
  });
});
