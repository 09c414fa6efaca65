import type { FileLayer } from "@mvcrs/files";
import {
  type Fault,
  fakeProcesses,
  faultyFiles,
  type MemoryFiles,
  memoryFiles,
  mortalFiles,
  powerFailures,
} from "@mvcrs/files/testing";
import { describe, expect, it } from "vitest";
import {
  openLog,
  openVault,
  readVault,
  redactionsOf,
  sealFields,
  verifyLog,
  verifyVault,
} from "../src/index.ts";
import { collect } from "./support/collect.ts";

const path = "/state/care.jsonl";
const clock = () => 0;
const secretOf = (n: number) => `the secret of ${n}.`;

/** Everything that an earlier process left behind is stale. */
const alone = (pid: number) => ({ ...fakeProcesses(pid), isAlive: () => false });

/** What a caller was promised. */
interface Promised {
  readonly kept: Map<number, string>;
  readonly redacted: Set<number>;
}

/** Two sessions that keep, redact and go on; whatever fails, the next step is tried. */
async function work(files: FileLayer, promised: Promised): Promise<void> {
  for (const session of [0, 1]) {
    try {
      const log = await openLog({ path, files, clock, processes: alone(1 + session) });
      const vault = await openVault({ path, log, files });
      const keep = async (n: number) => {
        const { event, payloads } = sealFields({ text: secretOf(n) }, ["/text"]);
        const { seq } = await vault.append(payloads, () => log.append(event));
        promised.kept.set(seq, secretOf(n));
      };
      const redact = async (seq: number) => {
        await vault.redact([seq], (redacts) => log.append({ redacts }));
        promised.redacted.add(seq);
      };
      await keep(10 * session).catch(() => undefined);
      await log.append({ text: "plain" }).catch(() => undefined);
      await keep(10 * session + 1).catch(() => undefined);
      const [first] = promised.kept.keys();
      if (first !== undefined && session === 0) await redact(first).catch(() => undefined);
      await log.close();
    } catch {
      // The next session finds what is left.
    }
  }
}

/** What has to hold once the vault was opened again, whatever happened before. */
async function expectSound(disk: MemoryFiles, { kept, redacted }: Promised): Promise<void> {
  const log = await openLog({ path, files: disk, clock, processes: alone(99) });
  await openVault({ path, log, files: disk });
  const entries = await collect(log.entries());
  const by = await redactionsOf(log.entries());
  for (const seq of redacted) expect(by.has(seq)).toBe(true);
  const reader = await readVault({ path, files: disk });
  const standing = new Set<string>();
  for (const { seq, event } of entries)
    for (const value of (await reader.payloads(event)).values()) {
      if (by.has(seq)) expect(value).toEqual({ state: "missing" });
      else expect(value).toEqual({ state: "here", value: expect.any(String) });
      if (value.state === "here") standing.add(String(value.value));
    }
  for (const [seq, secret] of kept) if (!by.has(seq)) expect(standing).toContain(secret);
  await log.close();
  expect(await verifyLog({ path, files: disk })).toMatchObject({ ok: true, findings: [] });
  expect(await verifyVault({ path, files: disk })).toMatchObject({ ok: true, findings: [] });
  // Not in a payload file, not in one that was half written, not in the log, nowhere.
  const everything = disk.names().map((name) => new TextDecoder().decode(disk.contents(name)));
  for (const n of [0, 1, 10, 11])
    if (!standing.has(secretOf(n)))
      expect(everything.filter((text) => text.includes(secretOf(n)))).toEqual([]);
  expect(disk.names().filter((name) => name.endsWith("journal.json"))).toEqual([]);
}

const nothing = (): Promised => ({ kept: new Map(), redacted: new Set() });

describe("a process that dies", () => {
  it.each(["after", "middle"] as const)("%s any step leaves what the next one finishes", async (how) => {
    for (let step = 1; ; step++) {
      const disk = memoryFiles();
      const promised = nothing();
      const { files, died } = mortalFiles(disk, step, how);
      const outcome = await Promise.race([work(files, promised), died]);
      await expectSound(disk, promised);
      if (outcome === "died") continue;
      expect(promised.redacted.size).toBe(1);
      expect(step).toBeGreaterThan(how === "after" ? 60 : 10);
      break;
    }
  });
});

describe("a power failure", () => {
  it.each([
    ...powerFailures,
    ["all names but the last", (bytes: number) => bytes, (names: number) => Math.max(0, names - 1)],
  ] as const)(
    "that leaves %s, at any step, leaves what the next one finishes",
    async (_what, kept, keptNames) => {
      for (let step = 1; ; step++) {
        const disk = memoryFiles();
        const promised = nothing();
        const { files, died } = mortalFiles(disk, step, "after");
        const outcome = await Promise.race([work(files, promised), died]);
        disk.losePower(kept, keptNames);
        await expectSound(disk, promised);
        if (outcome === undefined) break;
      }
    },
  );
});

const operations = ["open", "read", "write", "sync", "truncate", "rename", "remove"] as const;

describe.each(operations)("when a %s fails", (operation) => {
  it.each<Omit<Fault, "operation" | "nth">>([{ written: 0.5 }, { lasting: true }])(
    "nothing promised is lost, and nothing redacted stays (%o)",
    async (kind) => {
      for (let nth = 1; ; nth++) {
        const disk = memoryFiles();
        const promised = nothing();
        const faulty = faultyFiles(disk, { operation, nth, ...kind });
        await work(faulty, promised);
        if (!faulty.struck()) break;
        await expectSound(disk, promised);
      }
    },
  );
});
