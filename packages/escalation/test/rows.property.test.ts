import { type DecodedBatch, decodeCsv, decodeJsonl, decodeScanned } from "@mvcrs/verifiers/input";
import { BlockPacker, BlockUnpacker, type ScannedBlock, scanLines } from "@mvcrs/verifiers/scan";
import fc from "fast-check";
import { expect, it } from "vitest";
import { defaultConfig, followInput, nothingJudged, type RunReport } from "../src/index.ts";

const clock = () => Date.parse("2026-11-25T00:00:00.000Z");
const start = Date.parse("2026-11-01T00:00:00.000Z");
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Runs an input in memory, nothing refused for being empty or unusable. */
async function counted(batches: AsyncIterable<DecodedBatch>): Promise<RunReport & { log: string }> {
  const judged = nothingJudged();
  const session = {
    ...judged,
    append: async () => [],
    save: async () => {},
    project: async () => [],
    suspend: async () => {},
    resume: async () => {},
  };
  const report = await followInput(session, { config: defaultConfig(), batches, clock });
  return {
    ...report,
    log: JSON.stringify([...judged.state.challenges.values()].map(({ raised }) => raised)),
  };
}

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.slice(from, from + size);
}

function expectEveryRowOnce(report: RunReport, rows: number): void {
  const { judged, seen, repeated, late, unusable } = report.rowCounts;
  expect(report.rows).toBe(rows);
  expect(judged + seen + repeated + late + unusable).toBe(rows);
  const { counts, problems } = report;
  expect(counts.judged + counts.seen + counts.repeated + counts.late).toBe(report.signals);
  expect(Object.values(problems.rowsByCode).reduce((sum, count) => sum + count, 0)).toBe(unusable);
}

// --- JSON Lines

const minute = fc.integer({ min: 0, max: 40 });
const signal = fc
  .record({
    metric: fc.constantFrom("a", "b.c"),
    source: fc.constantFrom("s", "t"),
    value: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true })),
    observedAt: minute.map(at),
  })
  .map((record) => JSON.stringify(record));
const odd = fc.oneof(
  minute.map((m) => `{"metric":"a","source":"s","value":1,"observedAt":"${at(m)}","unit":"\\ud83d"}`),
  minute.map((m) => `{"metric":"a","source":"s","value":1,"observedAt":"${at(m)}","labels":{"k":"\\udc00"}}`),
  minute.map((m) => `{"\\u006detric":"a","source":"s","value":2,"observedAt":"${at(m)}"}`),
  minute.map((m) => `{"metric":"a","source":"s","value":3,"observedAt":${(start + m * 60_000) / 1000}}`),
  minute.map((m) => `{"time":"${at(m)}","x":${m},"y":{"z":true}}`),
  minute.map((m) => `{"time":${start + m * 60_000},"x":${m}}`),
  fc.constant('{"metric":"a","source":"s","value":1,"observedAt":"2027-01-01T00:00:00Z"}'),
  fc.constant('{"metric":"a","source":"s","value":1,"observedAt":"0000-01-01T00:00:00+01:00"}'),
  fc.constant('{"metric":"a","value":1}'),
  fc.constant(
    `{"metric":"b","source":"s","value":1,"observedAt":"${at(3)}","labels":${JSON.stringify(
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`k${i}`, "x".repeat(900)])),
    )}}`,
  ),
  fc.constantFrom("{", "[]", "null", "7", "x", '"\u0000"', "a\u0000b", "{}"),
  fc.string({ maxLength: 12 }).map((text) => `!${text.replace(/[\r\n]/g, "")}`),
);
const notUtf8 = fc.constantFrom(Uint8Array.of(0xff), Uint8Array.of(0x7b, 0xc3, 0x28));
const blank = fc.constantFrom("", "  ", "\t");
const line = fc.oneof(
  { weight: 6, arbitrary: signal.map(utf8) },
  { weight: 4, arbitrary: odd.map(utf8) },
  { weight: 1, arbitrary: notUtf8 },
  { weight: 1, arbitrary: blank.map(utf8) },
);
const ending = fc.constantFrom("\n", "\r\n");
const isRow = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim() !== "";

function joined(lines: readonly Uint8Array[], end: string, last: boolean, mark: boolean): Uint8Array {
  const parts = lines.flatMap((bytes, i) => (i === lines.length - 1 && !last ? [bytes] : [bytes, utf8(end)]));
  return Uint8Array.from([...(mark ? [0xef, 0xbb, 0xbf] : []), ...parts.flatMap((part) => [...part])]);
}

async function* throughThreads(blocks: AsyncIterable<ScannedBlock>): AsyncGenerator<ScannedBlock> {
  const packer = new BlockPacker();
  const unpacker = new BlockUnpacker();
  for await (const block of blocks) yield unpacker.unpack(packer.pack(block));
}

const options = { now: clock, source: "jsonl:in", maxLineBytes: 60_000 };

it("counts every line of JSON Lines once, and the same however it is cut and on whatever path", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 25 }),
      ending,
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 300 }),
      async (lines, end, last, mark, size) => {
        const bytes = joined(lines, end, last, mark);
        const whole = await counted(decodeJsonl([bytes], options));
        expectEveryRowOnce(whole, lines.filter(isRow).length);
        const { changed: _, ...same } = whole;
        expect(await counted(decodeJsonl(cut(bytes, size), options))).toMatchObject(same);
        const packed = decodeScanned(throughThreads(scanLines(cut(bytes, 200), options)), options);
        expect(await counted(packed)).toMatchObject(same);
      },
    ),
    { numRuns: 150 },
  );
});

it("judges a signal alike on the fast path and on the slow one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(signal, { minLength: 1, maxLength: 20 }), async (lines) => {
      // An escaped key is what the fast path leaves to the slow one.
      const slow = lines.map((text) => text.replace('"source"', '"sourc\\u0065"'));
      const [fast, other] = await Promise.all(
        [lines, slow].map((texts) => counted(decodeJsonl([utf8(texts.join("\n"))], options))),
      );
      expect(other).toEqual(fast);
    }),
    { numRuns: 50 },
  );
});

// --- CSV

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -9, max: 9 }).map(String) },
  fc.constantFrom(
    "",
    "n/a",
    "unavailable",
    "NaN",
    "1,5",
    "1.234",
    "12 kW",
    'rack 19" A',
    "x",
    "y",
    "z",
    "w",
    "v",
  ),
);
const time = fc.oneof(
  { weight: 8, arbitrary: minute.map(at) },
  minute.map((m) => String(start + m * 60_000)),
  fc.constantFrom("", "never", "2027-01-01T00:00:00Z", "2026-11-01 00:05:00+00"),
);
const csvRow = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(time, cell, cell, cell).map((cells) => cells.join(";")) },
  fc.tuple(time, cell).map((cells) => cells.join(";")),
  fc.tuple(time, cell, cell, cell, cell, cell).map((cells) => cells.join(";")),
);

it("counts every row of CSV once, and the same however it is cut and lines end", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 9, arbitrary: csvRow }, fc.constantFrom("", "# c", "time;a;b;c")), {
        maxLength: 20,
      }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.integer({ min: 1, max: 90 }),
      async (rows, end, size) => {
        const csv = { ...options, source: "csv:in", file: "in.csv", toInstant: (wall: number) => wall };
        const text = ["time;a;b;c", ...rows].join(end);
        const whole = await counted(decodeCsv([utf8(text)], csv));
        expectEveryRowOnce(
          whole,
          rows.filter((row) => row !== "" && !/^[#t]/.test(row) && row.trim() !== "").length,
        );
        const { changed: _, ...same } = whole;
        expect(await counted(decodeCsv(cut(utf8(text), size), csv))).toMatchObject(same);
      },
    ),
    { numRuns: 200 },
  );
});

it("leaves no line of CSV with quotes anywhere untold", async () => {
  const piece = fc.constantFrom('"', '""', ",", "1", "x", " ", at(1), '"a"');
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.array(piece, { minLength: 1, maxLength: 7 }).map((parts) => `${at(0)},${parts.join("")}`),
        { maxLength: 12 },
      ),
      fc.integer({ min: 1, max: 50 }),
      async (rows, size) => {
        const csv = { ...options, source: "csv:in", file: "in.csv", toInstant: (wall: number) => wall };
        const text = utf8(["time,a,b", ...rows].join("\n"));
        const whole = await counted(decodeCsv([text], csv));
        expectEveryRowOnce(whole, whole.rows);
        const { changed: _, ...same } = whole;
        expect(await counted(decodeCsv(cut(text, size), csv))).toMatchObject(same);
      },
    ),
    { numRuns: 300 },
  );
});
