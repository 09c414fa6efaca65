import { MAX_DEPTH as CANONICAL_DEPTH, canonicalize, utf8 } from "@mvcrs/canonical";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_DEPTH, scanValue } from "../src/internal/line/canonical-scan.ts";

const scans = (bytes: Uint8Array): boolean => scanValue(bytes, 0, bytes.length, 0) === bytes.length;

/** What the scanner has to answer, by the long way. */
function isCanonical(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return canonicalize(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}

describe("the byte scanner", () => {
  it("takes nesting as deep as the canonical form may have, and no deeper", () => {
    const nest = (depth: number): unknown => (depth === 0 ? 1 : [nest(depth - 1)]);
    expect(MAX_DEPTH).toBe(CANONICAL_DEPTH);
    expect(scans(utf8(canonicalize(nest(MAX_DEPTH))))).toBe(true);
    expect(scans(utf8(JSON.stringify(nest(MAX_DEPTH + 1))))).toBe(false);
  });

  it("takes every canonical form, which parses back to the same bytes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }), (value) => {
        const text = canonicalize(value);
        expect(scans(utf8(text))).toBe(true);
        expect(canonicalize(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it("answers as parse, canonicalize and compare do, for damaged canonical forms", () => {
    const damage = fc.record({ at: fc.nat(), byte: fc.nat(255), kind: fc.constantFrom("set", "cut", "add") });
    fc.assert(
      fc.property(
        fc.jsonValue({ noUnicodeString: false }),
        fc.array(damage, { maxLength: 3 }),
        (value, damages) => {
          let bytes = [...utf8(canonicalize(value))];
          for (const { at, byte, kind } of damages) {
            const place = at % (bytes.length + 1);
            bytes =
              kind === "set"
                ? bytes.with(Math.min(place, bytes.length - 1), byte)
                : bytes.toSpliced(place, kind === "cut" ? 1 : 0, ...(kind === "add" ? [byte] : []));
            if (bytes.length === 0) return;
          }
          expect(scans(Uint8Array.from(bytes))).toBe(isCanonical(Uint8Array.from(bytes)));
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it("answers the same for texts made of JSON's own pieces", () => {
    const piece = fc.constantFrom(
      ..."{}[],:\"'\\/0123456789-+.eEtrufalsn \n\t".split(""),
      ...['"a":', '"b":1', '"\\u0000"', '"\\u001F"', '"\\u001f"', '"\\b"', '"\\/"', '"\\ud800"', '"\\u20ac"'],
      ...[
        '"€"',
        '"\ufb33":1',
        '"😀":1',
        "1e21",
        "1e+21",
        "0.1",
        "-0",
        "1.0",
        "12345678901234567890",
        "true",
        "null",
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const bytes = utf8(pieces.join(""));
        expect(scans(bytes)).toBe(isCanonical(bytes));
      }),
      { numRuns: 30_000 },
    );
  });
});
