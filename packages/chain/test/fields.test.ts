import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFiles } from "@mvcrs/files";
import { nodeProcesses, takeLock } from "@mvcrs/files/lock";
import { tempRoot } from "@mvcrs/test-kit";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fields, openLog, readLog, type Where } from "../src/index.ts";
import { collect } from "./support/collect.ts";

interface Seen {
  readonly kind: string;
  readonly metric: string;
  readonly at: number | null;
}

const fields: Fields<Seen> = {
  name: "kind and metric, 1",
  of: ({ kind, metric, at }) => ({
    labels: [`kind:${kind}`, `metric:${metric}`],
    ...(at === null ? {} : { time: at }),
  }),
};

/** Kinds come in stretches and metrics all along, as in the field; one event in seven has no time. */
const eventOf = (n: number): Seen => ({
  kind: ["run", "alert", "lock"][Math.floor(n / 1_500) % 3] ?? "",
  metric: `m${(n * 7_919) % 400}`,
  at: n % 7 === 0 ? null : 1_000 * n,
});

const count = 5_300;
const root = mkdtempSync(join(tmpdir(), "mvcrs-fields-"));
const path = join(root, "log.jsonl");
const beside = join(root, "log.fields");

async function fill(at: string, from: number, to: number): Promise<void> {
  await using log = await openLog<Seen>({ path: at });
  await log.appendAll(Array.from({ length: to - from }, (_, n) => eventOf(from + n)));
}

const open = (at = path) => readLog<Seen>({ path: at, fields });

async function found(where: Where, options: { readonly reverse?: boolean; readonly from?: number } = {}) {
  await using log = await open();
  const seqs: number[] = [];
  for await (const { seq } of log.entries({ ...options, where })) seqs.push(seq);
  return seqs;
}

function wanted({ labels = [], since, until }: Where, upTo = count): number[] {
  return Array.from({ length: upTo }, (_, n) => n).filter((n) => {
    const { labels: has, time } = fields.of(eventOf(n));
    if (!labels.every((label) => has.includes(label))) return false;
    if (since === undefined && until === undefined) return true;
    return (
      time !== undefined && (since === undefined || time >= since) && (until === undefined || time < until)
    );
  });
}

it("answers a writer as it does a reader, with what was appended a moment ago", async () => {
  const at = join(mkdtempSync(join(root, "writer-")), "log.jsonl");
  await fill(at, 0, 2_100);
  await using log = await openLog<Seen>({ path: at, fields });
  const kinds = async (where: Where, more: { readonly reverse?: boolean; readonly from?: number } = {}) => {
    const seqs: number[] = [];
    for await (const { seq } of log.entries({ ...more, where })) seqs.push(seq);
    return seqs;
  };
  const where = { labels: ["kind:alert"] };
  expect(await kinds(where)).toEqual(wanted(where, 2_100));
  await log.appendAll(Array.from({ length: 400 }, (_, n) => eventOf(2_100 + n)));
  expect(await kinds(where)).toEqual(wanted(where, 2_500));
  expect(await kinds(where, { reverse: true, from: 1_600 })).toEqual(
    wanted(where, 2_500)
      .filter((seq) => seq >= 1_600)
      .reverse(),
  );
  await using plain = await readLog<Seen>({ path: at, fields });
  expect((await collect(plain.entries({ where }))).map(({ seq }) => seq)).toEqual(wanted(where, 2_500));
});

const wheres: readonly Where[] = [
  {},
  { labels: ["kind:alert"] },
  { labels: ["metric:m7"] },
  { labels: ["kind:lock", "metric:m12"] },
  { labels: ["kind:nothing of this kind"] },
  { since: 1_200_000, until: 1_300_000 },
  { labels: ["kind:run"], since: 4_600_000 },
  { until: 1 },
];

beforeAll(() => fill(path, 0, count));
afterAll(() => rmSync(root, { recursive: true }));

describe("entries by field", () => {
  it("are those that a look at every entry finds, forward and backward", async () => {
    for (const where of wheres) {
      expect(await found(where)).toEqual(wanted(where));
      expect(await found(where, { reverse: true })).toEqual(wanted(where).reverse());
      expect(await found(where, { from: 2_000 })).toEqual(wanted(where).filter((seq) => seq >= 2_000));
    }
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          labels: fc.subarray(["kind:run", "kind:alert", "metric:m0", "metric:m399", "metric:none"], {
            maxLength: 2,
          }),
          since: fc.option(fc.integer({ min: -1, max: 1_000 * count }), { nil: undefined }),
          until: fc.option(fc.integer({ min: -1, max: 1_000 * count }), { nil: undefined }),
        }),
        async (where) => {
          expect(await found(where)).toEqual(wanted(where));
        },
      ),
      { numRuns: 25 },
    );
  });

  it("are looked for in the blocks that may hold them, and nowhere else", async () => {
    await found({});
    const reads: number[] = [];
    const files = {
      ...nodeFiles,
      open: async (at: string, mode: Parameters<typeof nodeFiles.open>[1]) => {
        const file = await nodeFiles.open(at, mode);
        if (!at.endsWith(".jsonl")) return file;
        return {
          ...file,
          read: (target: Uint8Array, position: number) => {
            reads.push(position);
            return file.read(target, position);
          },
        };
      },
    };
    const bytesRead = async (where: Where) => {
      await using log = await readLog<Seen>({ path, fields, files });
      await log.head();
      reads.length = 0;
      const seqs: number[] = [];
      for await (const { seq } of log.entries({ where })) seqs.push(seq);
      return { seqs, first: Math.min(...reads.filter((at) => at < statSync(path).size / 2)) };
    };
    // The last alerts of the log stand in its last third, so the beginning is not read.
    const late = await bytesRead({ labels: ["kind:run"], since: 4_600_000 });
    expect(late.seqs).toEqual(wanted({ labels: ["kind:run"], since: 4_600_000 }));
    expect(late.first).toBe(Infinity);
    expect((await bytesRead({ labels: ["metric:m7"] })).first).toBeLessThan(Infinity);
  });

  it("are the same whatever has become of the file beside the log", async () => {
    await found({});
    const whole = readFileSync(beside);
    const where = { labels: ["kind:alert", "metric:m15"] };
    const right = wanted(where);
    const check = async (bytes: Uint8Array) => {
      writeFileSync(beside, bytes);
      expect(await found(where)).toEqual(right);
      // And it is made whole again.
      expect(readFileSync(beside).equals(whole)).toBe(true);
    };
    const step = Math.ceil(whole.length / 24);
    for (let at = 0; at < whole.length; at += step) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      await check(flipped);
      await check(whole.subarray(0, at));
    }
    await check(Buffer.from("not a file of fields at all, but a text that is longer than its heading"));
    // What stands behind the whole of it is not believed, nor in the way.
    writeFileSync(beside, Buffer.concat([whole, Buffer.from("more")]));
    expect(await found(where)).toEqual(right);
    rmSync(beside);
    expect(await found(where)).toEqual(right);
  });

  it("are those of this log, where the file is of another one, of a longer one, or of fields of another name", async () => {
    const other = join(tempRoot(), "log.jsonl");
    await fill(other, 1, count + 1_100);
    await using log = await open(other);
    for await (const _ of log.entries({ where: { labels: ["kind:none"] } })) throw new Error("there is none");
    copyFileSync(other.replace(".jsonl", ".fields"), beside);
    for (const where of wheres) expect(await found(where)).toEqual(wanted(where));
    await using renamed = await readLog<Seen>({
      path,
      fields: { name: "nothing", of: () => ({ labels: ["all"] }) },
    });
    let all = 0;
    for await (const _ of renamed.entries({ where: { labels: ["all"] } })) all++;
    expect(all).toBe(count);
    expect(await found({ labels: ["metric:m7"] })).toEqual(wanted({ labels: ["metric:m7"] }));
  });

  it("go on where the log has grown", async () => {
    const grown = join(tempRoot(), "log.jsonl");
    await fill(grown, 0, 100);
    const look = async (where: Where) => {
      await using log = await open(grown);
      const seqs: number[] = [];
      for await (const { seq } of log.entries({ where })) seqs.push(seq);
      return seqs;
    };
    const where = { labels: ["kind:alert"] };
    let at = 100;
    for (const to of [1_023, 1_024, 1_025, 2_048, 3_500]) {
      await fill(grown, at, to);
      at = to;
      expect(await look(where)).toEqual(wanted(where, to));
    }
  });

  it("are found where nothing may be written, and while somebody else writes the file", async () => {
    rmSync(beside, { force: true });
    const lock = await takeLock({
      path: `${beside}.lock`,
      what: "a test",
      files: nodeFiles,
      processes: nodeProcesses(),
      clock: Date.now,
      wait: async () => undefined,
      timeoutMs: 0,
    });
    const where = { labels: ["metric:m9"] };
    expect(await found(where)).toEqual(wanted(where));
    expect(existsSync(beside)).toBe(false);
    await lock.release();
    const files = {
      ...nodeFiles,
      open: async (at: string, mode: Parameters<typeof nodeFiles.open>[1]) => {
        if (mode !== "read") throw Object.assign(new Error("EROFS"), { code: "EROFS" });
        return nodeFiles.open(at, mode);
      },
    };
    await using log = await readLog<Seen>({ path, fields, files });
    const seqs: number[] = [];
    for await (const { seq } of log.entries({ where })) seqs.push(seq);
    expect(seqs).toEqual(wanted(where));
    expect(existsSync(beside)).toBe(false);
  });

  it("need fields", async () => {
    await using log = await readLog<Seen>({ path });
    await expect(log.entries({ where: {} }).next()).rejects.toThrow(TypeError);
  });
});
