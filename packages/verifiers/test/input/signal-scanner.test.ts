import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRecord } from "../../src/input/signal-record.ts";
import { SignalScanner } from "../../src/input/signal-scanner.ts";
import type { Signal } from "../../src/signal.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const good = {
  metric: "arena.validatorStake",
  source: "orchestrator.scoreboard",
  value: 5.25,
  observedAt: "2026-11-21T00:00:00.000Z",
};

/** What the slow path makes of a line; `undefined` where it refuses it. */
function slowly(bytes: Uint8Array): Signal | undefined {
  try {
    const signal = parseRecord(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
    return typeof signal === "string" ? undefined : signal;
  } catch {
    return undefined;
  }
}

const odd = fc.oneof(
  fc.jsonValue(),
  fc.double(),
  fc.constantFrom(
    "",
    "a b",
    "é",
    "../x",
    "s",
    -0,
    1,
    1e300,
    5e-324,
    true,
    false,
    "__proto__",
    "\ufeffm",
    "x".repeat(65),
  ),
  fc.constantFrom("\ufeff2026-11-21T00:00:00Z", "2026-11-21T00:00:00\u00a0Z", "\ufeff".padEnd(1001, "u")),
  fc.constantFrom("2026-11-21", "2026-11-21T00:00:00+01:00", "2026-11-21T00:00:00Z"),
);
const witness = fc.record(
  {
    source: fc.oneof(fc.constantFrom("evm:1", "evm:2"), odd),
    value: fc.oneof(fc.double({ noNaN: true }), odd),
    weight: fc.oneof(fc.double({ min: 0, max: 2e9, noNaN: true }), odd),
    observedAt: fc.oneof(fc.constant(good.observedAt), odd),
    operator: fc.oneof(fc.constant("ops"), odd),
    key: odd,
    host: odd,
    advisory: fc.oneof(fc.boolean(), odd),
  },
  { requiredKeys: ["source", "value"] },
);
const change = fc.oneof(
  fc.tuple(fc.constantFrom("metric", "source", "value", "observedAt", "unit", "labels", "other"), odd),
  fc.tuple(fc.constant("unit"), fc.string({ unit: "grapheme", maxLength: 5 })),
  fc.tuple(
    fc.constant("witnesses"),
    fc.array(fc.oneof({ weight: 5, arbitrary: witness }, odd), { maxLength: 3 }),
  ),
  fc.tuple(
    fc.constant("labels"),
    fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(fc.string(), odd), { maxKeys: 3 }),
  ),
);
const layout = fc.constantFrom(
  (record: object) => JSON.stringify(record),
  (record: object) => JSON.stringify(record, null, 1).replaceAll("\n", ""),
  // As Python writes it: nothing but ASCII.
  (record: object) =>
    JSON.stringify(record).replaceAll(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  (record: object) => `\t${JSON.stringify(Object.fromEntries(Object.entries(record).reverse()))} \r`,
);
/** Puts a byte in another's place, behind it, or takes it away. */
const damage = fc.record({
  at: fc.nat(400),
  take: fc.integer({ min: 0, max: 2 }),
  put: fc.array(
    fc.oneof(fc.constantFrom(...encode('"\\{}[]:,.-+eE019 \n\0')), fc.integer({ min: 0, max: 255 })),
    {
      maxLength: 2,
    },
  ),
});

describe("the scanner", () => {
  it("gives what the slow path gives, or nothing, whatever stands on the line", () => {
    const scanner = new SignalScanner();
    const read = { whole: 0, damaged: 0 };
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 2 }),
        layout,
        fc.option(damage, { nil: undefined }),
        (changes, write, harm) => {
          const line = encode(write({ ...good, ...Object.fromEntries(changes) }));
          const bytes =
            harm === undefined
              ? line
              : Uint8Array.from([...line.slice(0, harm.at), ...harm.put, ...line.slice(harm.at + harm.take)]);
          // Another line behind it must make no difference.
          const newline = bytes.includes(10) ? bytes.indexOf(10) : bytes.length;
          const block = Uint8Array.from([...bytes, 10, ...encode(JSON.stringify(good))]);
          const signal = scanner.scan(block, 0);
          if (signal === undefined) return;
          read[harm === undefined ? "whole" : "damaged"] += 1;
          expect(scanner.end).toBe(newline);
          expect(signal).toEqual(slowly(bytes.subarray(0, newline)));
        },
      ),
      { numRuns: 20_000 },
    );
    expect(read.whole).toBeGreaterThan(1_000);
    expect(read.damaged).toBeGreaterThan(300);
  });

  it("reads everything a signal can have, so that long inputs stay on the fast path", () => {
    const full = {
      labels: { arena: "0x00", __proto: "x" },
      ...good,
      unit: "°C",
      witnesses: [
        { source: "evm:1", value: -0.5e-3, weight: 2 },
        {
          source: "evm:2",
          value: 5,
          observedAt: "2026-11-21T00:00:00+01:00",
          operator: "a",
          key: "k",
          host: "h",
        },
        { advisory: true, source: "evm:3", value: 5.123456789012345 },
      ],
    };
    for (const text of [
      JSON.stringify(full),
      JSON.stringify(full).replace("°", "\\u00b0").replace("2026", "\\u0032026"),
      JSON.stringify({ ...full, labels: { zone: 'é "quoted"' }, unit: "u".repeat(1000) }),
      JSON.stringify({ ...full, witnesses: [], labels: {} }),
    ])
      expect(new SignalScanner().scan(encode(text), 0)).toEqual(parseRecord(JSON.parse(text)));
  });

  it("rounds every number as JSON.parse does, and reads nothing that is not one", () => {
    const scanner = new SignalScanner();
    const digits = (min: number) => fc.stringMatching(new RegExp(`^[0-9]{${min},22}$`));
    const written = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc
        .tuple(
          fc.constantFrom("", "-", "+"),
          digits(0),
          fc.constantFrom("", "."),
          digits(0),
          fc.constantFrom("", "e5", "E-7", "e+400", "e"),
        )
        .map((parts) => parts.join("")),
    );
    let read = 0;
    fc.assert(
      fc.property(written, (number) => {
        const line = JSON.stringify({ ...good, witnesses: [{ source: "w", value: 0 }] }).replace(
          ":0}",
          `:${number}}`,
        );
        const value = scanner.scan(encode(line), 0)?.witnesses?.[0]?.value;
        const expected = slowly(encode(line))?.witnesses?.[0]?.value;
        if (value !== undefined) read += 1;
        expect(value).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(1_000);
  });

  it("keeps names apart that were made to look alike to its table", () => {
    const scanner = new SignalScanner();
    // "Aa" and "BB" have one hash, and so have all strings made of as many of them.
    const names = Array.from({ length: 512 }, (_, n) =>
      Array.from({ length: 9 }, (_, bit) => ((n >> bit) & 1 ? "Aa" : "BB")).join(""),
    );
    for (const _ of [1, 2])
      for (const metric of names)
        expect(scanner.scan(encode(JSON.stringify({ ...good, metric })), 0)?.metric).toBe(metric);
  });
});
