import { errorCode } from "@mvcrs/test-kit";
import npmCanonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize, MAX_DEPTH, parseCanonical } from "../src/index.ts";

describe("canonicalize", () => {
  it("gives the examples of RFC 8785", () => {
    // RFC 8785 3.2.2 (the input) and 3.2.4 (the canonical form).
    const sample = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalize(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    // RFC 8785 3.2.3: sorted by UTF-16 code units, not by code points.
    const keys = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
    expect(canonicalize(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it("gives the number samples of RFC 8785, appendix B", () => {
    const samples: [string, string][] = [
      ["0000000000000000", "0"],
      ["8000000000000000", "0"],
      ["0000000000000001", "5e-324"],
      ["7fefffffffffffff", "1.7976931348623157e+308"],
      ["4340000000000000", "9007199254740992"],
      ["4430000000000000", "295147905179352830000"],
      ["44b52d02c7e14af5", "9.999999999999997e+22"],
      ["44b52d02c7e14af6", "1e+23"],
      ["444b1ae4d6e2ef4e", "999999999999999700000"],
      ["3eb0c6f7a0b5ed8d", "0.000001"],
      ["41b3de4355555556", "333333333.3333334"],
      ["becbf647612f3696", "-0.0000033333333333333333"],
    ];
    for (const [bits, text] of samples) {
      const view = new DataView(new ArrayBuffer(8));
      view.setBigUint64(0, BigInt(`0x${bits}`));
      expect(canonicalize(view.getFloat64(0))).toBe(text);
    }
  });

  it.each([
    ["JCS_NUMBER", { a: [1, Number.NaN] }, "/a/1"],
    ["JCS_NUMBER", Number.POSITIVE_INFINITY, ""],
    ["JCS_SURROGATE", { a: "\ud800" }, "/a"],
    ["JCS_SURROGATE", { a: { "\udc00x": 1 } }, "/a/\udc00x"],
    ["JCS_BIGINT", { "a/b": { "~": 1n } }, "/a~1b/~0"],
    ["JCS_UNDEFINED", { a: undefined }, "/a"],
    ["JCS_UNDEFINED", new Array(2).fill(1, 0, 1), "/1"],
    ["JCS_TYPE", { at: new Date(0) }, "/at"],
    ["JCS_TYPE", { f: () => 1 }, "/f"],
    ["JCS_TYPE", { [Symbol("s")]: 1 }, ""],
  ])("refuses with %s and the path", async (code, value, path) => {
    const thrown = await Promise.resolve()
      .then(() => canonicalize(value))
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code, details: { path } });
  });

  it("refuses cycles and endless depth, and takes shared values", async () => {
    const cycle: Record<string, unknown> = {};
    cycle["self"] = { again: cycle };
    expect(await errorCode(() => canonicalize(cycle))).toBe("JCS_CYCLE");
    const nest = (depth: number): unknown => (depth === 0 ? 1 : [nest(depth - 1)]);
    expect(await errorCode(() => canonicalize(nest(MAX_DEPTH + 1)))).toBe("JCS_DEPTH");
    expect(canonicalize(nest(MAX_DEPTH))).toBe(`${"[".repeat(MAX_DEPTH)}1${"]".repeat(MAX_DEPTH)}`);
    const shared = { x: 1 };
    expect(canonicalize([shared, shared])).toBe('[{"x":1},{"x":1}]');
  });
});

describe("canonicalize, beside an implementation that somebody else wrote", () => {
  it("gives the same text for every JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }), (value) => {
        const text = canonicalize(value);
        expect(text).toBe(npmCanonicalize(value));
        expect(canonicalize(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("canonicalize, of what answers otherwise when it is asked again", () => {
  /** Gives its answers one after the other, the last one for ever. */
  const changing = (...answers: readonly unknown[]) => {
    let asked = 0;
    return () => answers[Math.min(asked++, answers.length - 1)];
  };

  it("writes what it has looked at, so that no null and no undefined slips in", async () => {
    for (const later of [Number.NaN, undefined, () => 1, 2n, { toJSON: () => null }, "\ud800", Symbol("s")]) {
      const ways: readonly ((get: () => unknown) => unknown)[] = [
        (get) => Object.defineProperty({}, "n", { get, enumerable: true }),
        (get) => ({ deep: [{ ...{ a: 1 }, b: new Proxy({ n: 1 }, { get }) }] }),
        (get) => new Proxy([1], { get: (target, key) => (key === "0" ? get() : Reflect.get(target, key)) }),
        (get) => Object.defineProperty([0], "0", { get, enumerable: true }),
      ];
      for (const make of ways) {
        const text = canonicalize(make(changing(1, later)));
        expect([1, { n: 1 }, [1], { deep: [{ a: 1, b: { n: 1 } }] }]).toContainEqual(JSON.parse(text));
        expect(canonicalize(JSON.parse(text))).toBe(text);
        const code = await errorCode(() => canonicalize(make(changing(later))));
        expect(code).toMatch(/^JCS_/);
      }
    }
  });

  it("reads a list only as long as it was at first", () => {
    const length = changing(2, 5);
    const list = new Proxy([1, 2, 3], {
      get: (target, key) => (key === "length" ? length() : Reflect.get(target, key)),
    });
    expect(canonicalize(list)).toBe("[1,2]");
    expect(canonicalize({ b: 0, a: new Proxy([1, 2, 3], {}) })).toBe('{"a":[1,2,3],"b":0}');
  });

  it("keeps a key called __proto__ and one called toJSON", () => {
    expect(canonicalize(JSON.parse('{"__proto__":{"a":1},"b":2}'))).toBe('{"__proto__":{"a":1},"b":2}');
    expect(canonicalize({ toJSON: 1 })).toBe('{"toJSON":1}');
  });
});

describe("parseCanonical", () => {
  const escapedKeys = ["\n", "\t", "\b", "\f", "\r", '"', "\\", "\u0000", "\u001f"];

  it("gives each key that the bytes hold, also where JSON.parse has seen a backslash for a key before", () => {
    // With this shape in mind, JSON.parse of Node 24 reads one escaped character as its backslash.
    for (let i = 0; i < 100; i++) JSON.parse('[{"\\\\":1},{"\\\\":2}]');
    for (const key of escapedKeys) {
      for (const value of [{ [key]: 1 }, [{ [key]: 1 }, { [key]: 2 }], { a: { [key]: { [key]: [] } } }]) {
        const read = parseCanonical(canonicalize(value));
        expect(read).toStrictEqual(value);
      }
    }
  });

  it("is the inverse of canonicalize for every value", () => {
    const alphabet = [...escapedKeys, "a", "n", "u", "é", "中", "/", "1", ",", "{", ":", "}", "]", "😀"];
    const text = fc.array(fc.constantFrom(...alphabet), { maxLength: 3 }).map((parts) => parts.join(""));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(text, tie("value"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, (made) => {
        const canonical = canonicalize(made);
        expect(canonicalize(parseCanonical(canonical))).toBe(canonical);
      }),
      { numRuns: 2_000 },
    );
  });

  it("reads every kind of value beside such a key, and never hangs on what is no JSON", () => {
    const text = '{"\\n":{"__proto__":[],"a":[true,false,null,-1.5e-7,"x\\"y"],"b":{}},"c":0}';
    const read = parseCanonical(text);
    expect(canonicalize(read)).toBe(text);
    for (let end = 6; end < text.length; end++)
      expect(() => parseCanonical(text.slice(0, end)), text.slice(0, end)).toThrow(SyntaxError);
  });
});
