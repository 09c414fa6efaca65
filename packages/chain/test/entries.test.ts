import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalize } from "@mvcrs/canonical";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Log, openLog, prepareEvent, readLog } from "../src/index.ts";
import { collect } from "./support/collect.ts";

interface Event {
  readonly n: number;
  readonly text?: string;
}

/** As little of a Standard Schema as there can be: `n` must be a number, other keys are dropped. */
function schema(asynchronous: boolean): StandardSchemaV1<unknown, { n: number }> {
  const check = (value: unknown): StandardSchemaV1.Result<{ n: number }> =>
    typeof value === "object" && value !== null && "n" in value && typeof value.n === "number"
      ? { value: { n: value.n } }
      : { issues: [{ message: "must be a number", path: ["list", { key: 0 }, "n"] }] };
  return {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) => (asynchronous ? Promise.resolve().then(() => check(value)) : check(value)),
    },
  };
}

async function sized(): Promise<{ readonly path: string; readonly log: Log<Event>; readonly count: number }> {
  const path = join(tempRoot(), "events.jsonl");
  const log = await openLog<Event>({ path });
  // Short and long lines, so that blocks, windows and the search meet every kind of boundary.
  const count = 600;
  await log.appendAll(
    Array.from({ length: count }, (_, n) => ({ n, text: "x".repeat(n % 50 === 0 ? 65_000 : (n * n) % 700) })),
  );
  return { path, log, count };
}

describe("entries", () => {
  it("come in any range, both ways, from the writer and from a reader, as one full pass gives them", async () => {
    const { path, log, count } = await sized();
    await using reader = await readLog<Event>({ path });
    const all = await collect(log.entries());
    expect(all.map(({ seq, event }) => [seq, event.n])).toEqual(all.map((_, n) => [n, n]));
    const bytes = readFileSync(path);
    for (const { offset, seq, prev } of all) {
      expect(JSON.parse(bytes.toString("utf8", offset, bytes.indexOf("\n", offset))).seq).toBe(seq);
      expect(prev).toBe(all[seq - 1]?.leafHash ?? "0".repeat(64));
    }
    for (const [from, to] of [
      [0, 0],
      [0, 1],
      [599, 600],
      [599, 700],
      [-5, 3],
      [49, 52],
      [100, 99],
      [0, 600],
      [333, 444],
    ] as const) {
      const wanted = all.slice(Math.max(0, from), Math.max(0, to));
      expect(await collect(log.entries({ from, to }))).toEqual(wanted);
      expect(await collect(reader.entries({ from, to, reverse: true }))).toEqual(wanted.toReversed());
    }
    for (const seq of [0, 1, 49, 50, 51, 299, count - 1]) {
      expect(await log.at(seq)).toEqual(all[seq]);
      expect(await reader.at(seq)).toEqual(all[seq]);
      expect(Buffer.from(await reader.line(seq)).toString()).toContain(`"seq":${seq}}`);
    }
    for (const seq of [-1, 0.5, count, Number.NaN])
      expect(await errorCode(() => log.at(seq))).toBe("SEQ_OUT_OF_RANGE");
    await log.close();
  });

  it("stop with the place where the log is damaged", async () => {
    const { path, log } = await sized();
    await log.close();
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('"event":{"n":301', '"event":{"n":901'));
    await using reader = await readLog<Event>({ path });
    expect(await errorCode(() => collect(reader.entries()))).toBe("LOG_LINK_BROKEN");
    expect(await errorCode(() => collect(reader.entries({ reverse: true })))).toBe("LOG_LINK_BROKEN");
    expect(await collect(reader.entries({ to: 301 }))).toHaveLength(301);
  });

  it("say where one is missing, and where the lines are not those that the root was made of", async () => {
    const { path, log } = await sized();
    await log.close();
    const text = readFileSync(path, "utf8");
    rmSync(path.replace(/jsonl$/, "index"));
    writeFileSync(path, text.replace('"seq":301}', '"seq":901}'));
    await using misnumbered = await readLog<Event>({ path });
    expect(await errorCode(() => misnumbered.at(301))).toBe("LOG_LINE_MISSING");
    writeFileSync(path, text.replace('"event":{"n":301', '"event":{"n":901'));
    await using changed = await readLog<Event>({ path });
    expect(await errorCode(() => changed.proveInclusion(5))).toBe("LOG_ROOT_CONTRADICTED");
    expect((await changed.at(301)).event.n).toBe(901);
  });

  it("of a batch under way, or torn, are not seen by a reader", async () => {
    const { path, log } = await sized();
    await log.close();
    await using reader = await readLog<Event>({ path });
    appendFileSync(path, '{"event":{"n":600}');
    expect((await reader.head()).count).toBe(600);
    expect(await collect(reader.entries({ from: 598 }))).toHaveLength(2);
    // A writer that takes a failed batch back makes the file shorter again.
    const log2 = await openLog<Event>({ path });
    expect((await reader.head()).count).toBe(600);
    await log2.append({ n: 600 });
    expect((await reader.head()).count).toBe(601);
    await log2.close();
    // Taken back, and another of the same length in its place: the reader must not go on from what is gone.
    const bytes = readFileSync(path);
    truncateSync(path, bytes.lastIndexOf("\n", bytes.length - 2) + 1);
    rmSync(path.replace(".jsonl", ".meta.json"));
    const log3 = await openLog<Event>({ path });
    await log3.append({ n: 700 });
    expect(await reader.head()).toEqual(log3.head());
    expect((await reader.at(600)).event.n).toBe(700);
    await log3.close();
  });

  it("are empty for a missing log, which is not made by reading", async () => {
    const path = join(tempRoot(), "nowhere", "events.jsonl");
    await using reader = await readLog({ path });
    expect(await collect(reader.entries())).toEqual([]);
    expect(await errorCode(() => reader.at(0))).toBe("SEQ_OUT_OF_RANGE");
    expect(await errorCode(() => reader.line(0))).toBe("SEQ_OUT_OF_RANGE");
    expect(await errorCode(() => reader.proveInclusion(0))).toBe("SEQ_OUT_OF_RANGE");
    expect(await errorCode(() => openLog({ path, create: false }))).toBe("LOG_MISSING");
  });

  it("give back any JSON event, byte for byte", async () => {
    const path = join(tempRoot(), "events.jsonl");
    await using log = await openLog({ path });
    const events = fc.sample(fc.jsonValue({ noUnicodeString: false }), { numRuns: 1_000, seed: 42 });
    await log.appendAll(events);
    const texts = readFileSync(path, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.slice('{"event":'.length, line.lastIndexOf(',"prev":')));
    const entries = await collect(log.entries());
    expect(texts).toEqual(events.map(canonicalize));
    expect(entries.map(({ event }) => canonicalize(event))).toEqual(texts);
  });
});

describe("a schema", () => {
  it.each([false, true])(
    "is checked on append, and what it gives back is stored (asynchronous: %s)",
    async (asynchronous) => {
      const path = join(tempRoot(), "events.jsonl");
      await using log = await openLog<{ n: number }>({ path, schema: schema(asynchronous) });
      const events = Array.from({ length: 30 }, (_, n) => ({ n, secret: "x" }));
      const appended = await Promise.all(events.map((event) => log.append(event)));
      expect(appended.map(({ seq }) => seq)).toEqual(events.map(({ n }) => n));
      expect(readFileSync(path, "utf8")).not.toContain("secret");
      const wrong = { n: "one" } as unknown as { n: number };
      const thrown = await log.append(wrong).catch((error: unknown) => error);
      expect(thrown).toMatchObject({
        code: "EVENT_INVALID",
        details: { issues: [{ path: "/list/0/n", message: "must be a number" }] },
      });
      expect(await errorCode(() => log.appendAll([{ n: 30 }, wrong, { n: 31 }]))).toBe("EVENT_INVALID");
      expect(log.head().count).toBe(30);
      expect((await log.append({ n: 30 })).seq).toBe(30);
      expect((await log.entries({ from: 30 }).next()).value).toMatchObject({ event: { n: 30 } });
    },
  );

  it("checks an event once that is prepared before its append, and the line is the same", async () => {
    const root = tempRoot();
    let checks = 0;
    const inner = schema(false)["~standard"];
    const counting: StandardSchemaV1<unknown, { n: number }> = {
      "~standard": {
        ...inner,
        validate(value) {
          checks += 1;
          return inner.validate(value);
        },
      },
    };
    const write = async (name: string, prepare: boolean) => {
      await using log = await openLog<{ n: number }>({ path: join(root, name), schema: counting });
      const made = Array.from({ length: 5 }, (_, n) => (prepare ? prepareEvent({ n }, counting) : { n }));
      checks = 0;
      const [first, ...others] = made;
      if (first !== undefined) await log.append(first);
      await log.appendAll(others);
      return { checks, text: readFileSync(join(root, name), "utf8") };
    };
    const bare = await write("bare.jsonl", false);
    expect(await write("prepared.jsonl", true)).toEqual({ checks: 0, text: bare.text });
    expect(bare.checks).toBe(5);
  });

  it("is believed of a prepared event only where it is the log's own", async () => {
    const other = prepareEvent<{ n: number }>(
      { n: 1, other: 2 },
      {
        "~standard": { version: 1, vendor: "test", validate: (value) => ({ value: value as { n: number } }) },
      },
    );
    const path = join(tempRoot(), "events.jsonl");
    await using log = await openLog<{ n: number }>({ path, schema: schema(false) });
    await log.append(other);
    expect(readFileSync(path, "utf8")).not.toContain("other");
  });

  it("decides what a prepared event holds, and refuses one that is wrong", async () => {
    const made = prepareEvent({ n: 1, secret: "x" }, schema(false));
    expect([made.event, made.json]).toEqual([{ n: 1 }, '{"n":1}']);
    expect(await errorCode(() => prepareEvent({ n: "one" }, schema(false)))).toBe("EVENT_INVALID");
    expect(await errorCode(() => prepareEvent({ n: undefined }, schema(false)))).toMatch(/^JCS_/);
    const large = { n: 1, text: "x".repeat(70_000) };
    expect(await errorCode(() => prepareEvent(large, schema(false)))).toBe("EVENT_TOO_LARGE");
  });

  it("is checked on read", async () => {
    const path = join(tempRoot(), "events.jsonl");
    await (async () => {
      await using log = await openLog({ path });
      await log.append({ other: 1 });
    })();
    await using reader = await readLog({ path, schema: schema(false) });
    expect(await errorCode(() => reader.at(0))).toBe("STORED_EVENT_INVALID");
    expect(await errorCode(() => collect(reader.entries()))).toBe("STORED_EVENT_INVALID");
  });
});

describe("appendAll", () => {
  it("takes arrays, generators and async generators of any length", async () => {
    const path = join(tempRoot(), "events.jsonl");
    await using log = await openLog<Event>({ path });
    expect(await log.appendAll([])).toEqual({ first: 0, last: -1, count: 0 });
    expect(await log.appendAll(new Set([{ n: 0 }, { n: 1 }]))).toEqual({ first: 0, last: 1, count: 2 });
    const slow = async function* () {
      for (let n = 2; n < 2_503; n++) yield { n };
    };
    expect(await log.appendAll(slow())).toEqual({ first: 2, last: 2_502, count: 2_501 });
    expect((await collect(log.entries())).every(({ seq, event }) => seq === event.n)).toBe(true);
  });

  it("refuses an entry that no tile could serve, whatever its number will be", async () => {
    const path = join(tempRoot(), "events.jsonl");
    await using log = await openLog<{ text: string }>({ path });
    const most = 65_535 - '{"event":{"text":""},"prev":"","seq":}'.length - 64 - 16;
    await log.append({ text: "x".repeat(most) });
    expect(await errorCode(() => log.append({ text: "x".repeat(most + 1) }))).toBe("EVENT_TOO_LARGE");
    expect(await errorCode(() => log.append({ text: "é".repeat(most / 2 + 1) }))).toBe("EVENT_TOO_LARGE");
    expect(log.head().count).toBe(1);
  });

  it("stops when something else writes to the file", async () => {
    const path = join(tempRoot(), "events.jsonl");
    await using log = await openLog<Event>({ path });
    await log.append({ n: 0 });
    appendFileSync(path, "intruder\n");
    expect(await errorCode(() => log.append({ n: 1 }))).toBe("LOG_CHANGED");
    expect(await errorCode(() => log.append({ n: 1 }))).toBe("LOG_FAILED");
    expect(readFileSync(path, "utf8").endsWith("intruder\n")).toBe(true);
  });
});

describe("what was closed", () => {
  it("waits for what was asked before: a proof not awaited in its scope is still made", async () => {
    const path = join(tempRoot(), "events.jsonl");
    const ask = async () => {
      await using log = await openLog<Event>({ path });
      await log.appendAll(Array.from({ length: 100 }, (_, n) => ({ n })));
      await using reader = await readLog<Event>({ path });
      return [
        log.at(7),
        reader.at(8),
        log.proveInclusion(9),
        reader.proveConsistency(10),
        reader.rootAt(11),
      ] as const;
    };
    const [one, two, ...proofs] = await ask();
    expect([(await one).seq, (await two).seq]).toEqual([7, 8]);
    expect(await Promise.all(proofs)).toHaveLength(3);
  });

  it("says so in the middle of an iteration too, in a writer and in a reader", async () => {
    const path = join(tempRoot(), "events.jsonl");
    const log = await openLog<Event>({ path });
    await log.appendAll(Array.from({ length: 3_000 }, (_, n) => ({ n })));
    const reader = await readLog<Event>({ path });
    for (const open of [log, reader]) {
      let read = 0;
      const code = await errorCode(async () => {
        for await (const _ of open.entries()) if (++read === 2) await open.close();
      });
      expect([code, read]).toEqual(["LOG_CLOSED", 2]);
    }
    const last = await readLog<Event>({ path });
    // Closing while the last one is handled takes nothing away.
    for await (const { seq } of last.entries({ from: 2_990 })) if (seq === 2_999) await last.close();
  });

  it("says so, also in the middle of an endless append", async () => {
    const path = join(tempRoot(), "events.jsonl");
    const log = await openLog<Event>({ path });
    const endless = async function* () {
      for (let n = 0; ; n++) {
        if (n === 2_500) void log.close();
        yield { n };
      }
    };
    expect(await errorCode(() => log.appendAll(endless()))).toBe("LOG_CLOSED");
    await log.close();
    const reader = await readLog<Event>({ path });
    // Whole batches, and the meta file knows of them.
    expect((await reader.head()).count % 1_000).toBe(0);
    await reader.close();
    expect(await errorCode(() => reader.head())).toBe("LOG_CLOSED");
    expect(await errorCode(() => collect(reader.entries()))).toBe("LOG_CLOSED");
    expect(await errorCode(() => collect(log.entries()))).toBe("LOG_CLOSED");
    await using again = await openLog<Event>({ path });
    expect(again.opened.meta).toBe("fresh");
  });
});
