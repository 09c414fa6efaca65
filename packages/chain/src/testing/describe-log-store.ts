import assert from "node:assert/strict";
import { isCodedError } from "@mvcrs/errors";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { hashFromHex } from "../internal/line/bytes.ts";
import { verifyLogStream } from "../log/verify-stream.ts";
import { verifyConsistency } from "../merkle/consistency.ts";
import { verifyInclusion } from "../merkle/inclusion.ts";
import type { LogStore, StoredLog, StoredReader } from "../store/log-store.ts";

/** `describe` and `it` of Vitest, Jest, Mocha or `node:test`. */
export interface SuiteRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
}

type Numbered = { readonly n: number };
/** Texts that find what is wrong with encodings and lengths: none may come out other than it went in. */
const texts = ["", "plain", "ä€😀", '"\\\n\u0000', "x".repeat(60_000), "}\n{", "\u007f\u2028"];
const numbered = (count: number): readonly Numbered[] => Array.from({ length: count }, (_, n) => ({ n }));

/**
 * What every store of a log has to do, whatever it is made of: the tests of the port. `make` returns a new and empty one, which
 * the suite closes.
 */
export function describeLogStore(
  { describe, it }: SuiteRunner,
  name: string,
  make: () => Promise<LogStore>,
): void {
  const tried = (what: string, body: (store: LogStore) => Promise<void>): void => {
    it(what, async () => {
      const store = await make();
      try {
        await body(store);
      } finally {
        await store[Symbol.asyncDispose]();
      }
    });
  };

  describe(`${name}, as a store of a log`, () => {
    tried("begins empty", async (store) => {
      const reader = await store.read();
      const { count, bytes, chainHash, rootHash } = await reader.head();
      const nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
      assert.deepEqual([count, bytes, chainHash, rootHash], [0, 0, "0".repeat(64), nothing]);
      assert.deepEqual(await all(reader), []);
      assert.equal(await codeOf(reader.at(0)), "SEQ_OUT_OF_RANGE");
      await reader.close();
    });

    tried("gives the bytes that the format prescribes", async (store) => {
      const log = await store.open();
      const first = await log.append({ b: 1, a: "ä" });
      const line = `{"event":{"a":"ä","b":1},"prev":"${"0".repeat(64)}","seq":0}`;
      assert.equal(text(await log.line(0)), line);
      assert.deepEqual([first.seq, first.offset], [0, 0]);
      const second = await log.append([true]);
      assert.equal(text(await log.line(1)), `{"event":[true],"prev":"${first.leafHash}","seq":1}`);
      assert.equal(second.offset, Buffer.byteLength(line) + 1);
      assert.equal(first.leafHash, "0c161528a887b6231716316248cef11d40b01bad2e2b8931d5968872f5d406c2");
      assert.equal(log.head().rootHash, "e1965f09a29ec6fe8d55e224dc5fb3f21b424a487f6f536acb44af34e7d777f0");
      await log.close();
    });

    tried("returns every text as it was, and is found whole by a verification", async (store) => {
      const log = await store.open<{ text: string }>();
      await log.appendAll(texts.map((one) => ({ text: one })));
      assert.deepEqual(
        (await all(log)).map(({ event }) => event.text),
        texts,
      );
      const report = await verifyLogStream(linesOf(log));
      const { count, bytes, chainHash, rootHash } = log.head();
      assert.deepEqual(
        [report.ok, report.count, report.bytes, report.chainHash, report.rootHash],
        [true, count, bytes, chainHash, rootHash],
      );
      await log.close();
    });

    tried("numbers in the order of the calls, however many at once", async (store) => {
      const log = await store.open<Numbered>();
      const appended = await Promise.all(numbered(300).map((event) => log.append(event)));
      assert.deepEqual(
        appended.map(({ seq }) => seq),
        numbered(300).map(({ n }) => n),
      );
      const { first, last, count } = await log.appendAll(numbered(2_500));
      assert.deepEqual([first, last, count], [300, 2_799, 2_500]);
      assert.deepEqual(await log.appendAll([]), { first: 2_800, last: 2_799, count: 0 });
      assert.equal((await log.at(299)).event.n, 299);
      assert.equal((await log.at(2_799)).event.n, 2_499);
      assert.equal(await log.leafHash(17), appended[17]?.leafHash);
      await log.close();
    });

    tried("streams any range, forwards and backwards", async (store) => {
      const log = await store.open<Numbered>();
      await log.appendAll(numbered(1_200));
      for (const [from, to] of [
        [0, 1_200],
        [3, 7],
        [1_000, 5_000],
        [7, 7],
        [9, 2],
        [-5, 2],
      ] as const) {
        const wanted = numbered(1_200).slice(Math.max(0, from), Math.max(0, to));
        assert.deepEqual(events(await all(log, { from, to })), wanted);
        assert.deepEqual(events(await all(log, { from, to, reverse: true })), [...wanted].reverse());
      }
      const [entry] = await all(log, { from: 5, to: 6 });
      assert.deepEqual(entry, await log.at(5));
      assert.equal(entry?.prev, (await log.at(4)).leafHash);
      await log.close();
    });

    tried("streams what was there at the first step, while more is appended", async (store) => {
      const log = await store.open<Numbered>();
      await log.appendAll(numbered(3));
      const stream = log.entries();
      const first = await stream.next();
      await log.append({ n: 3 });
      const rest: number[] = [];
      for await (const { seq } of stream) rest.push(seq);
      assert.deepEqual([first.value?.seq, ...rest], [0, 1, 2]);
      await log.close();
    });

    tried("shows a reader what was acknowledged, without the writer's leave", async (store) => {
      const reader = await store.read<Numbered>();
      const log = await store.open<Numbered>();
      for (const event of numbered(5)) {
        await log.append(event);
        assert.deepEqual(await reader.head(), log.head());
        assert.deepEqual((await reader.at(event.n)).event, event);
      }
      assert.deepEqual(await all(reader), await all(log));
      const visited: [string, string, number][] = [];
      await reader.eachLine({ from: 1, to: 4 }, (line, leafHash, seq) => {
        visited.push([text(line), Buffer.from(leafHash).toString("hex"), seq]);
      });
      const wanted = await all(reader, { from: 1, to: 4 });
      assert.deepEqual(
        visited,
        wanted.map(({ event, prev, leafHash, seq }) => [JSON.stringify({ event, prev, seq }), leafHash, seq]),
      );
      let last = -1;
      await reader.eachLine({ from: 4, to: 99 }, async (_, _hash, seq) => {
        last = seq;
      });
      assert.equal(last, 4);
      await reader.close();
      assert.equal(await codeOf(reader.head()), "LOG_CLOSED");
      assert.equal(await codeOf(reader.eachLine({}, () => undefined)), "LOG_CLOSED");
      await log.close();
    });

    tried("has one writer at a time, and goes on where the last one stopped", async (store) => {
      const log = await store.open<Numbered>({ counterKeys: ({ n }) => (n % 2 === 0 ? ["even"] : []) });
      await log.appendAll(numbered(5));
      assert.equal(await kindOf(store.open()), "refused");
      const head = log.head();
      await log.close();
      await log.close();
      assert.equal(await codeOf(log.append({ n: 9 })), "LOG_CLOSED");
      const next = await store.open<Numbered>({ counterKeys: () => ["all"] });
      assert.deepEqual(next.head(), head);
      assert.deepEqual(head.counters, { even: 3 });
      await next.append({ n: 5 });
      assert.deepEqual(next.head().counters, { even: 3, all: 1 });
      assert.equal((await next.at(5)).prev, head.chainHash);
      assert.deepEqual(await next.durableHead(), next.head());
      await next.close();
    });

    tried("keeps out what the schema refuses and what is too long, and nothing else", async (store) => {
      const log = await store.open<Numbered>({ schema });
      await log.append({ n: 1 });
      assert.equal(await codeOf(log.append({ n: -1 })), "EVENT_INVALID");
      assert.equal(await codeOf(log.appendAll([{ n: 2 }, { n: -2 }])), "EVENT_INVALID");
      await log.append({ n: 3 });
      assert.deepEqual(events(await all(log)), [{ n: 1 }, { n: 3 }]);
      await log.close();
      const any = await store.open();
      assert.equal(await codeOf(any.append("x".repeat(65_535))), "EVENT_TOO_LARGE");
      await any.append({ n: -4 });
      await any.close();
      const reader = await store.read<Numbered>({ schema });
      assert.equal(await codeOf(all(reader)), "STORED_EVENT_INVALID");
      await reader.close();
    });

    tried("proves every entry and every earlier size, to whoever has the root alone", async (store) => {
      const log = await store.open<Numbered>();
      await log.appendAll(numbered(70));
      const roots = new Map<number, Uint8Array>();
      for (let size = 1; size <= 70; size++) roots.set(size, hex(await log.rootAt(size)));
      assert.deepEqual(roots.get(70), hex(log.head().rootHash));
      for (let seq = 0; seq < 70; seq++)
        for (const size of new Set([seq + 1, Math.max(seq + 1, 64), 70])) {
          const { proof, leafHash } = await log.proveInclusion(seq, size);
          const [index, treeSize] = [BigInt(seq), BigInt(size)];
          const rootHash = roots.get(size) ?? hex("");
          verifyInclusion({ index, treeSize, leafHash: hex(leafHash), proof, rootHash });
        }
      for (let oldSize = 1; oldSize <= 70; oldSize++) {
        const { proof } = await log.proveConsistency(oldSize);
        const sizes = { oldSize: BigInt(oldSize), newSize: 70n };
        const [oldRoot, newRoot] = [roots.get(oldSize) ?? hex(""), roots.get(70) ?? hex("")];
        verifyConsistency({ ...sizes, oldRoot, newRoot, proof });
      }
      assert.equal(await codeOf(log.proveInclusion(70)), "SEQ_OUT_OF_RANGE");
      assert.equal(await codeOf(log.proveConsistency(0)), "CONSISTENCY_FROM_EMPTY");
      assert.equal(await codeOf(log.rootAt(71)), "SEQ_OUT_OF_RANGE");
      await log.close();
    });
  });
}

type Readable<E> = Pick<StoredLog<E> & StoredReader<E>, "entries">;

async function all<E>(log: Readable<E>, options?: Parameters<Readable<E>["entries"]>[0]) {
  const entries = [];
  for await (const entry of log.entries(options)) entries.push(entry);
  return entries;
}

async function* linesOf(log: StoredLog<unknown>): AsyncGenerator<Uint8Array> {
  for await (const { seq } of log.entries()) {
    yield await log.line(seq);
    yield Uint8Array.of(0x0a);
  }
}

const events = <E>(entries: readonly { readonly event: E }[]): readonly E[] =>
  entries.map(({ event }) => event);
const text = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const hex = (digits: string): Uint8Array => hashFromHex(digits) ?? new Uint8Array(0);

const schema: StandardSchemaV1<unknown, Numbered> = {
  "~standard": {
    version: 1,
    vendor: "mvcrs",
    validate: (value) =>
      typeof value === "object" &&
      value !== null &&
      "n" in value &&
      typeof value.n === "number" &&
      value.n > 0
        ? { value: { n: value.n } }
        : { issues: [{ message: "must be above 0", path: ["n"] }] },
  },
};

async function errorOf(action: Promise<unknown>) {
  try {
    await action;
  } catch (thrown) {
    if (isCodedError(thrown)) return thrown;
    throw thrown;
  }
  throw new assert.AssertionError({ message: "it was let through" });
}

const codeOf = async (action: Promise<unknown>): Promise<string> => (await errorOf(action)).code;
const kindOf = async (action: Promise<unknown>): Promise<string> => (await errorOf(action)).kind;
