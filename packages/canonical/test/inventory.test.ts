import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as main from "../src/index.ts";
import { sha256Hex } from "../src/sha256.ts";

const { canonicalErrors, formatPointer, pointerParts } = main;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(canonicalErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const details = { path: "/a", value: "NaN", type: "Date", max: 500 };
  const messages = canonicalErrors.codes.map(
    (code) => `${code}: ${canonicalErrors.create(code, details).message}`,
  );
  expect(messages).toMatchSnapshot();
  expect(messages.filter((text) => text.includes("undefined"))).toHaveLength(1);
});

it("has this public surface", () => {
  expect(Object.keys(main).sort()).toMatchSnapshot();
});

it("hashes as node:crypto does, texts as UTF-8", () => {
  for (const data of ["", "abc", "€\ud83d\ude00", Uint8Array.of(0, 255), new Uint8Array(100_000)])
    expect(sha256Hex(data)).toBe(createHash("sha256").update(data).digest("hex"));
});

it("writes JSON Pointers that read back", () => {
  for (const [path, pointer] of [
    [[], ""],
    [["a/b", "~", 0, ""], "/a~1b/~0/0/"],
    [["01", "~1"], "/01/~01"],
  ] as const) {
    expect(formatPointer(path)).toBe(pointer);
    expect(pointerParts(pointer)).toEqual(path);
  }
});
