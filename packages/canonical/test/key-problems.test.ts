import fc from "fast-check";
import { expect, it } from "vitest";
import { keyProblems } from "../src/index.ts";

it("finds each key that is there twice, with its path and its place", () => {
  const text = '{"a":1,"b":{"c":[0,{"d":1,"d" :{"d":2}}]},"a":2,"\\u0061":3}';
  expect(keyProblems(text)).toEqual([
    { problem: "twice", path: ["b", "c", 1, "d"], offset: text.indexOf('"d" :') },
    { problem: "twice", path: ["a"], offset: text.indexOf('"a":2') },
    { problem: "twice", path: ["a"], offset: text.indexOf('"\\u0061"') },
  ]);
});

it("finds __proto__, which an assignment swallows", () => {
  expect(keyProblems('[{"__proto__":1,"__proto__":2}]')).toEqual([
    { problem: "prototype", path: [0, "__proto__"], offset: 2 },
    { problem: "twice", path: [0, "__proto__"], offset: 16 },
  ]);
});

it("takes no value for a key, however it looks", () => {
  const values = '{"a":"a","b":["a","a","{\\"a\\":1,\\"a\\":2}"],"c":"\\\\","d":"b:","e":{"a":1}}';
  expect(keyProblems(values)).toEqual([]);
});

it("answers for a text nested as deep as it likes", () => {
  const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  expect(keyProblems(deep)).toEqual([]);
});

it("finds nothing in what JSON.stringify wrote, and the one key that is put in again", () => {
  const key = fc.string({ unit: "binary", maxLength: 4 });
  const value = fc.dictionary(key, fc.jsonValue({ noUnicodeString: false }), {
    minKeys: 1,
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(value, fc.nat(), (made, at) => {
      const keys = Object.keys(made).filter((name) => name !== "__proto__");
      const text = JSON.stringify(made);
      fc.pre(!text.includes('"__proto__"') && keys.length > 0);
      expect(keyProblems(text)).toEqual([]);
      const again = keys[at % keys.length] ?? "";
      const twice = `${text.slice(0, -1)},${JSON.stringify(again)}:0}`;
      expect(keyProblems(twice)).toEqual([{ problem: "twice", path: [again], offset: text.length }]);
    }),
    { numRuns: 1_000 },
  );
});
