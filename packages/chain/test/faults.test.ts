import { isCodedError } from "@mvcrs/errors";
import type { FileLayer } from "@mvcrs/files";
import { type Fault, fakeProcesses, faultyFiles, memoryFiles } from "@mvcrs/files/testing";
import { describe, expect, it } from "vitest";
import { openLog, verifyLog } from "../src/index.ts";
import { collect } from "./support/collect.ts";

interface Event {
  readonly n: number;
}

interface Outcome {
  readonly acknowledged: Map<number, { readonly n: number; readonly leafHash: string }>;
  /** Appends that failed and may nevertheless be in the log. */
  readonly unknown: Set<number>;
}

const path = "/state/events.jsonl";
let clockNow = 0;
const clock = () => clockNow++;

/** Whatever the system answers, the caller gets a code of ours. */
function expectCoded(thrown: unknown): undefined {
  expect(thrown).toSatisfy(isCodedError);
}

/** Two sessions of a writer that meets whatever the file layer does and goes on as long as it can. */
async function scenario(files: FileLayer, pid: () => number): Promise<Outcome> {
  const acknowledged = new Map<number, { n: number; leafHash: string }>();
  const unknown = new Set<number>();
  let n = 0;
  for (let session = 0; session < 2; session++) {
    const processes = fakeProcesses(pid());
    // Everything that an earlier process left behind is stale.
    const lonely = { ...processes, isAlive: () => false };
    const log = await openLog<Event>({ path, files, clock, processes: lonely }).catch(expectCoded);
    if (log === undefined) continue;
    const one = async (): Promise<void> => {
      const event = { n: n++ };
      try {
        const { seq, leafHash } = await log.append(event);
        expect(acknowledged.has(seq), `number ${seq} was given out twice`).toBe(false);
        acknowledged.set(seq, { n: event.n, leafHash });
      } catch (thrown) {
        expect(thrown).toMatchObject({
          code: expect.stringMatching(/^(?:APPEND_FAILED|APPEND_UNKNOWN|LOG_FAILED)$/),
        });
        if ((thrown as { code: string }).code === "APPEND_UNKNOWN") unknown.add(event.n);
      }
    };
    await one();
    await Promise.all([one(), one(), one()]);
    await one();
    await log.close().catch(expectCoded);
  }
  return { acknowledged, unknown };
}

async function expectSound(files: FileLayer, { acknowledged, unknown }: Outcome): Promise<void> {
  const processes = { ...fakeProcesses(99), isAlive: () => false };
  const log = await openLog<Event>({ path, files, clock, processes });
  const entries = await collect(log.entries());
  const accepted = new Set([...acknowledged.values()].map(({ n }) => n));
  for (const [seq, { n, leafHash }] of acknowledged) {
    expect(entries[seq]?.event.n).toBe(n);
    expect(entries[seq]?.leafHash).toBe(leafHash);
  }
  // Nothing is there that was refused for certain, and nothing twice.
  for (const { event } of entries) expect(accepted.has(event.n) || unknown.has(event.n)).toBe(true);
  expect(new Set(entries.map(({ event }) => event.n)).size).toBe(entries.length);
  const next = await log.append({ n: 1_000 });
  expect(next.seq).toBe(entries.length);
  if (entries.length > 0) expect((await log.proveInclusion(0)).treeSize).toBe(entries.length + 1);
  await log.close();
  expect(await verifyLog({ path, files })).toMatchObject({
    ok: true,
    findings: [],
    count: entries.length + 1,
  });
}

const operations = ["open", "read", "write", "sync", "truncate", "rename", "link", "remove"] as const;
const kinds: Omit<Fault, "operation" | "nth">[] = [
  {},
  { written: 0.5 },
  { written: 0.99 },
  { lasting: true, written: 0.3 },
];

describe.each(operations)("when a %s fails", (operation) => {
  it("nothing acknowledged is lost, no number is used twice, and the log goes on, whichever one it is", async () => {
    let struck = 0;
    for (const kind of operation === "write" ? kinds : [{}, { lasting: true }]) {
      for (let nth = 1; ; nth++) {
        const disk = memoryFiles();
        const faulty = faultyFiles(disk, { operation, nth, ...kind });
        let pid = 1;
        const outcome = await scenario(faulty, () => pid++);
        if (!faulty.struck()) break;
        struck++;
        await expectSound(disk, outcome);
      }
    }
    expect(struck).toBeGreaterThan(2);
  });
});

describe("when the power fails", () => {
  it("nothing acknowledged is lost, whatever part of the last write reached the disk", async () => {
    // A sync that never comes leaves the last batch in the air; the machine goes down there.
    for (let nth = 1; nth <= 14; nth++) {
      for (const share of [0, 0.1, 0.5, 0.9, 1]) {
        const disk = memoryFiles();
        const faulty = faultyFiles(disk, { operation: "sync", nth, lasting: true });
        const stuck: FileLayer = {
          ...faulty,
          open: async (name, mode) => ({
            ...(await faulty.open(name, mode)),
            truncate: () => Promise.reject(Object.assign(new Error("down"), { code: "EIO" })),
          }),
        };
        let pid = 1;
        const outcome = await scenario(stuck, () => pid++);
        disk.losePower((unsynced) => Math.floor(unsynced * share));
        await expectSound(disk, outcome);
      }
    }
  });
});

describe("what is written beside the log", () => {
  const processes = { ...fakeProcesses(1), isAlive: () => false };
  const open = (files: FileLayer, durability: "sync" | "os" = "sync") =>
    openLog<Event>({ path, files, clock, processes, durability });

  it.each(["sync", "os"] as const)(
    "survives a power failure once the log is closed (durability %s)",
    async (durability) => {
      const disk = memoryFiles();
      const log = await open(disk, durability);
      await log.appendAll([{ n: 0 }, { n: 1 }]);
      await log.close();
      disk.losePower(() => 0);
      const again = await open(disk);
      expect(again.head()).toEqual(log.head());
      expect(again.opened.meta).toBe("fresh");
      await again.close();
    },
  );

  it("includes a torn tail: its copy is on the disk before the log is cut", async () => {
    const disk = memoryFiles();
    await (await open(disk)).close();
    const handle = await disk.open(path, "update");
    await handle.write(new TextEncoder().encode("torn"), 0);
    await handle.sync();
    const { tornTail } = (await open(disk)).opened;
    disk.losePower(() => 0);
    expect(new TextDecoder().decode(disk.contents(tornTail?.setAsidePath ?? ""))).toBe("torn");
  });

  it("includes an index that a failed append leaves no trace in", async () => {
    const disk = memoryFiles();
    const good = await open(disk);
    await good.append({ n: 0 });
    await good.append({ n: 2 });
    await good.close();
    const other = memoryFiles();
    const log = await open(faultyFiles(other, { operation: "write", nth: 4, written: 0.5 }));
    const results = [];
    for (const n of [0, 1, 2])
      results.push(
        await log.append({ n }).then(
          () => "done",
          (thrown) => thrown.code,
        ),
      );
    expect(results).toEqual(["done", "APPEND_FAILED", "done"]);
    await log.close();
    expect(other.contents("/state/events.index")).toEqual(disk.contents("/state/events.index"));
  });
});

describe("after a failed sync", () => {
  it("nothing is certain, so the log takes no more entries", async () => {
    const disk = memoryFiles();
    const processes = { ...fakeProcesses(1), isAlive: () => false };
    const files: FileLayer = {
      ...disk,
      open: async (name, mode) => {
        const handle = await disk.open(name, mode);
        return name === path ? { ...handle, sync: () => Promise.reject(new Error("EIO")) } : handle;
      },
    };
    const log = await openLog<Event>({ path, files, clock, processes });
    const codeOf = (n: number) =>
      log.append({ n }).then(
        () => "done",
        (thrown) => thrown.code,
      );
    expect([await codeOf(0), await codeOf(1)]).toEqual(["APPEND_UNKNOWN", "LOG_FAILED"]);
    expect(log.head().count).toBe(0);
  });
});
