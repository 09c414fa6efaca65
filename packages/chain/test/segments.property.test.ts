import { gzipSync } from "node:zlib";
import { type MemoryFiles, memoryFiles } from "@mvcrs/files/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  compressSegments,
  exportTiles,
  type Fields,
  listSegments,
  moveSegments,
  openLog,
  readLog,
  signLogCheckpoint,
  verifyLog,
} from "../src/index.ts";
import { verifierOf } from "../src/note.ts";
import { collect } from "./support/collect.ts";
import { signer } from "./support/made-log.ts";

interface Seen {
  readonly kind: string;
  readonly n: number;
  readonly text: string;
}

const fields: Fields<Seen> = {
  name: "kind, 1",
  of: ({ kind, n }) => ({ labels: [`kind:${kind}`], time: 1_000 * n }),
};

/** What becomes of a segment after it is closed. */
const fates = ["plain", "members", "one member", "moved", "members, moved", "moved, one member"] as const;
type Fate = (typeof fates)[number];

const places = (path: string, files: MemoryFiles) => ({
  path,
  files,
  clock: () => 0,
  durability: "os" as const,
});

/** As a person does it: the file is replaced by what any gzip makes of it, and nobody is told. */
async function gzipByHand(files: MemoryFiles, file: string): Promise<void> {
  const handle = await files.open(`${file}.gz`, "exclusive");
  await handle.write(gzipSync(files.contents(file) ?? new Uint8Array(0)), 0);
  await handle.close();
  await files.remove(file);
}

/** A log that is closed after some of its entries, and each segment treated as `fates` says. */
async function split(files: MemoryFiles, events: readonly Seen[], cuts: ReadonlyMap<number, Fate>) {
  const path = "/state/log.jsonl";
  await using log = await openLog<Seen>(places(path, files));
  let from = 0;
  for (const [at, fate] of [...cuts].filter(([at]) => at < events.length).sort(([a], [b]) => a - b)) {
    await log.appendAll(events.slice(from, at + 1));
    from = at + 1;
    const [{ first: closed = -1 } = {}] = await log.rotate();
    const one = { path, files, choose: ({ first }: { readonly first: number }) => first === closed };
    if (fate.startsWith("members")) await compressSegments(one);
    if (fate.includes("moved")) await moveSegments({ ...one, to: "/cold" });
    const { file = "" } =
      (await listSegments({ path, files })).find(({ segment }) => one.choose(segment)) ?? {};
    if (fate.endsWith("one member")) await gzipByHand(files, file);
  }
  await log.appendAll(events.slice(from));
  return path;
}

/** All that can be asked of a log. */
async function answers(files: MemoryFiles, path: string, picks: readonly number[]) {
  await using log = await readLog<Seen>({ path, files, fields });
  const { count } = await log.head();
  const seqs = picks.map((pick) => pick % count);
  const statePath = path.replace(".jsonl", ".checkpoint");
  const checkpoint = await signLogCheckpoint({
    ...{ log, origin: signer.name, signer, statePath, files, clock: () => 0 },
  });
  const verifierKeys = [verifierOf(signer)];
  const dir = `${path}.tiles`;
  await exportTiles({ path, files, dir, checkpoint, verifierKeys });
  const where = { labels: ["kind:a"], since: 3_000, until: 20_000 };
  const [from = 0, to = 0] = [...seqs].sort((a, b) => a - b);
  const each = <T>(ask: (seq: number) => Promise<T>) => Promise.all(seqs.map(ask));
  return {
    head: await log.head(),
    verified: await verifyLog({ path, files, checkpoint, verifierKeys }),
    entries: await collect(log.entries()),
    backwards: await collect(log.entries({ reverse: true })),
    range: await collect(log.entries({ from, to: to + 1, reverse: true })),
    where: [
      await collect(log.entries({ where })),
      await collect(log.entries({ where: { labels: ["kind:b"] }, reverse: true })),
      await collect(log.entries({ where: { labels: ["kind:c"], since: 1_100_000 } })),
    ],
    at: await each((seq) => log.at(seq)),
    lines: await each((seq) => log.line(seq)),
    roots: await each((seq) => log.rootAt(seq)),
    inclusion: await each((seq) => log.proveInclusion(seq)),
    within: await each((seq) => log.proveInclusion(Math.floor(seq / 2), seq + 1)),
    consistency: await each((seq) => log.proveConsistency(seq + 1)),
    tiles: files
      .names()
      .filter((name) => name.startsWith(`${dir}/tile/`))
      .map((name) => [name.slice(dir.length), Buffer.from(files.contents(name) ?? []).toString("hex")]),
  };
}

const event = fc.record({
  kind: fc.constantFrom("a", "b", "c"),
  text: fc.oneof(fc.string({ unit: "grapheme", maxLength: 20 }), fc.constant("long ".repeat(500))),
});

async function expectAlike(
  events: readonly Seen[],
  cuts: readonly [number, Fate][],
  picks: readonly number[],
) {
  const files = memoryFiles();
  const whole = "/one/log.jsonl";
  const log = await openLog<Seen>(places(whole, files));
  await log.appendAll(events);
  await log.close();
  const expected = await answers(files, whole, picks);
  expect(expected.verified.ok).toBe(true);
  const path = await split(files, events, new Map(cuts));
  expect(await answers(files, path, picks)).toEqual(expected);
}

const cutsUpTo = (max: number) =>
  fc.array(fc.tuple(fc.nat(max), fc.constantFrom(...fates)), { minLength: 1, maxLength: 8 });
const picks = fc.array(fc.nat(10_000), { minLength: 2, maxLength: 6 });

it("answers alike, however a log is split into segments and wherever they are", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 1, maxLength: 40 }),
      cutsUpTo(39),
      picks,
      async (drawn, cuts, asked) =>
        expectAlike(
          drawn.map((one, n) => ({ ...one, n })),
          cuts,
          asked,
        ),
    ),
    { numRuns: 25 },
  );
});

it("answers alike where blocks of entries are left out by their fields, and tiles are whole", async () => {
  // Kinds come in stretches, so that a block holds some and not others.
  const events = Array.from({ length: 2_300 }, (_, n): Seen => {
    const kind = ["b", "c", "a"][Math.floor(n / 800)] ?? "";
    return { kind, n, text: "" };
  });
  await fc.assert(
    fc.asyncProperty(cutsUpTo(2_299), picks, (cuts, asked) => expectAlike(events, cuts, asked)),
    { numRuns: 2 },
  );
});
