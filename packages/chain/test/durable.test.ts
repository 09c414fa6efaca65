import { utf8 } from "@mvcrs/canonical";
import type { FileLayer } from "@mvcrs/files";
import {
  type FakeProcesses,
  fakeProcesses,
  type MemoryFiles,
  memoryFiles,
  mortalFiles,
  powerFailures,
} from "@mvcrs/files/testing";
import { describe, expect, it } from "vitest";
import { exportTiles, openLog, readLog, signLogCheckpoint, verifyLog } from "../src/index.ts";
import { concatBytes } from "../src/internal/line/bytes.ts";
import { sha256Hex } from "../src/internal/line/node-sha256.ts";
import {
  ed25519KeyType,
  type KeyType,
  parseCheckpoint,
  parseNote,
  signerKeyFromSeed,
  verifierOf,
} from "../src/note.ts";
import { collect } from "./support/collect.ts";

// A signature that costs nothing: thousands of deaths are tried.
const quick: KeyType = {
  ...ed25519KeyType,
  id: 0xff,
  publicKey: (seed) => seed,
  isPublicKey: () => true,
  sign: (seed, text) => utf8(sha256Hex(concatBytes(seed, text))),
  verify: (key, text, signature) => sha256Hex(concatBytes(key, text)) === new TextDecoder().decode(signature),
};
const signer = signerKeyFromSeed("t.example/log", new Uint8Array(32), quick);
const origin = signer.name;
const verifierKeys = [verifierOf(signer)];
const path = "/state/events.jsonl";
const statePath = "/state/events.checkpoint";
const clock = () => 0;

/** What was promised to somebody. */
interface Promised {
  readonly acknowledged: Map<number, string>;
  readonly signed: string[];
}

type Durability = "sync" | "os";

/** A writer, a signer from within, one from outside, and an export of everything that is signed. */
async function work(
  files: FileLayer,
  processes: FakeProcesses,
  durability: Durability,
  promised: Promised,
): Promise<void> {
  const keep = ({ seq, leafHash }: { readonly seq: number; readonly leafHash: string }) => {
    if (durability !== "sync") return;
    expect(promised.acknowledged.has(seq), `number ${seq} was given out twice`).toBe(false);
    promised.acknowledged.set(seq, leafHash);
  };
  const options = { path, files, processes, clock };
  const sign = async (log: Parameters<typeof signLogCheckpoint>[0]["log"]) => {
    promised.signed.push(
      await signLogCheckpoint({ log, origin, signer, statePath, files, processes, clock }),
    );
  };
  const log = await openLog({ ...options, durability });
  keep(await log.append({ of: processes.self.pid, n: 0 }));
  for (const appended of await Promise.all([1, 2].map((n) => log.append({ of: processes.self.pid, n }))))
    keep(appended);
  await sign(log);
  keep(await log.append({ of: processes.self.pid, n: 3 }));
  await log.close();
  const reader = await readLog(options);
  await sign(reader);
  await reader.close();
  await exportTiles({
    ...options,
    dir: "/site",
    checkpoint: promised.signed.at(-1) ?? "",
    verifierKeys,
  });
}

/** Everything that was promised holds, everybody can go on, and nothing is left lying about. */
async function expectSound(disk: MemoryFiles, processes: FakeProcesses, promised: Promised, where: string) {
  await work(disk, processes, "sync", promised);
  const reader = await readLog({ path, files: disk, processes });
  const entries = await collect(reader.entries());
  await reader.close();
  for (const [seq, leafHash] of promised.acknowledged) expect(entries[seq]?.leafHash, where).toBe(leafHash);
  for (const checkpoint of new Set(promised.signed))
    expect(await verifyLog({ path, files: disk, processes, checkpoint, verifierKeys }), where).toMatchObject({
      ok: true,
      findings: [],
    });
  const checkpoint = promised.signed.at(-1) ?? "";
  await exportTiles({ path, files: disk, processes, clock, dir: "/anew", checkpoint, verifierKeys });
  const tiles = disk.names().filter((name) => name.startsWith("/anew/"));
  expect(tiles.length).toBeGreaterThan(2);
  for (const name of tiles)
    expect(disk.contents(name.replace("/anew/", "/site/")), `${where}: ${name}`).toEqual(disk.contents(name));
  expect(
    disk.names().filter((name) => /\.tmp$|lock|claim/.test(name)),
    where,
  ).toEqual([]);
}

type Aftermath = (disk: MemoryFiles, next: FakeProcesses, promised: Promised) => Promise<void>;

/** No process outlives a power failure. */
function losePower(
  disk: MemoryFiles,
  processes: FakeProcesses,
  failure: Parameters<MemoryFiles["losePower"]>,
): void {
  disk.losePower(...failure);
  for (const pid of [1, 2, 3]) processes.kill(pid);
}

const aftermaths: readonly (readonly [string, Aftermath])[] = [
  ["and nothing else", async () => undefined],
  ...powerFailures.map(([, ...failure], i): readonly [string, Aftermath] => [
    `and the power with it (${i})`,
    async (disk, next) => losePower(disk, next, failure),
  ]),
  ...powerFailures.slice(0, 2).flatMap(([, ...failure], i): (readonly [string, Aftermath])[] => [
    [
      `and the power once the next one has opened and closed the log (${i})`,
      async (disk, next) => {
        await (await openLog({ path, files: disk, processes: next, clock })).close();
        losePower(disk, next, failure);
      },
    ],
    [
      `and the power once somebody has signed (${i})`,
      async (disk, next, promised) => {
        const options = { path, files: disk, processes: next, clock };
        const log = await readLog(options);
        promised.signed.push(await signLogCheckpoint({ ...options, log, origin, signer, statePath }));
        await log.close();
        losePower(disk, next, failure);
      },
    ],
  ]),
];

/** What a client finds in the export at any time: a checkpoint, and every tile that it needs. */
function expectServed(disk: MemoryFiles, where: string): void {
  const note = disk.contents("/site/checkpoint");
  if (note === undefined) return;
  const size = Number(parseCheckpoint(parseNote(new TextDecoder().decode(note)).text).size);
  expect(size).toBeLessThan(256);
  if (size === 0) return;
  expect(disk.contents(`/site/tile/0/000.p/${size}`)?.length, where).toBe(32 * size);
  const bundle = disk.contents(`/site/tile/entries/000.p/${size}`);
  expect(new TextDecoder().decode(bundle), where).toContain(`"seq":${size - 1}}`);
}

/** Lets a process die at every step of its work, one after the other; gives how often. */
async function dieEverywhere(
  durability: Durability,
  before: boolean,
  how: "middle" | "after",
  then: Aftermath,
): Promise<number> {
  for (let step = 1; ; step++) {
    const disk = memoryFiles();
    const processes = fakeProcesses(1);
    const promised: Promised = { acknowledged: new Map(), signed: [] };
    if (before) await work(disk, processes, durability, promised);
    const { files, died } = mortalFiles(disk, step, how);
    const working = work(files, processes.as(2), durability, promised).then(() => "done");
    if ((await Promise.race([working, died])) === "done") return step - 1;
    processes.kill(2);
    await then(disk, processes.as(3), promised);
    expectServed(disk, `${how} step ${step}`);
    await expectSound(disk, processes.as(4), promised, `${how} step ${step}`);
  }
}

describe.each(["sync", "os"] as const)(
  "with durability %s, a process that dies at any step",
  (durability) => {
    it.each(aftermaths)("%s, breaks no promise", async (_, then) => {
      expect(await dieEverywhere(durability, true, "after", then)).toBeGreaterThan(60);
      expect(await dieEverywhere(durability, true, "middle", then)).toBeGreaterThan(10);
    });

    it("breaks none either when there was no log before", async () => {
      for (const [, ...failure] of powerFailures) {
        const then: Aftermath = async (disk, next) => losePower(disk, next, failure);
        expect(await dieEverywhere(durability, false, "after", then)).toBeGreaterThan(60);
      }
    });
  },
);

describe("a log whose maker died before its name was on the disk", () => {
  it("has its name synced by the one that goes on, before anything is acknowledged", async () => {
    const disk = memoryFiles();
    await (await disk.open(path, "exclusive")).close();
    const log = await openLog({ path, files: disk, processes: fakeProcesses(1), clock });
    await log.append({ n: 0 });
    disk.losePower(
      () => 0,
      () => 0,
    );
    expect(new TextDecoder().decode(disk.contents(path))).toContain('{"event":{"n":0}');
  });
});

describe("what is signed", () => {
  const sizeOf = (note: string) => Number(parseCheckpoint(parseNote(note).text).size);

  it("leaves out the entries whose sync is under way, and signing goes on when they are taken back", async () => {
    const disk = memoryFiles();
    const processes = fakeProcesses(1);
    let fail: (reason: Error) => void = () => undefined;
    let stuck = false;
    const slow: MemoryFiles = {
      ...disk,
      open: async (name, mode) => {
        const handle = await disk.open(name, mode);
        const sync = () =>
          stuck && name === path
            ? new Promise<void>((_, reject) => {
                fail = reject;
              })
            : handle.sync();
        return { ...handle, sync };
      },
    };
    const first = await openLog({ path, files: slow, processes, clock });
    for (let n = 0; n < 5; n++) await first.append({ n });
    await first.close();
    const log = await openLog({ path, files: slow, processes, clock });
    stuck = true;
    const lost = log.append({ n: 5 }).catch((thrown) => thrown.code);
    const reader = await readLog({ path, files: disk, processes: processes.as(2) });
    while ((await reader.head()).count < 6) await new Promise((resolve) => setImmediate(resolve));
    const sign = () =>
      signLogCheckpoint({
        log: reader,
        origin,
        signer,
        statePath,
        files: disk,
        processes: processes.as(2),
        clock,
      });
    expect(sizeOf(await sign())).toBe(5);
    fail(new Error("EIO"));
    expect(await lost).toBe("APPEND_UNKNOWN");
    await log.close();
    expect(sizeOf(await sign())).toBe(5);
    const next = await openLog({ path, files: disk, processes, clock });
    await next.append({ n: 50 });
    await next.close();
    expect(sizeOf(await sign())).toBe(6);
    await reader.close();
  });
});
