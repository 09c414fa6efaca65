import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineErrors } from "@mvcrs/errors";
import { expect, it } from "vitest";
import { errorCode, fixedClock, tempRoot, unusedCodes } from "../src/index.ts";

let last = "";

it("gives an empty folder of its own to a test", () => {
  last = tempRoot();
  writeFileSync(join(last, "a"), "");
  expect(tempRoot()).not.toBe(last);
});

it("has removed the folder of the test before", () => {
  expect(last).not.toBe("");
  expect(existsSync(last)).toBe(false);
});

it("stands still until it is advanced", () => {
  const clock = fixedClock("2026-11-22T00:00:00.000Z");
  clock.advance(5);
  expect(new Date(clock()).toISOString()).toBe("2026-11-22T00:00:00.005Z");
  expect(() => fixedClock("yesterday")).toThrow(TypeError);
});

it("tells the code of what was thrown", async () => {
  const errors = defineErrors("test", { A: { kind: "input", summary: () => "a", hint: () => "b" } });
  expect(
    await errorCode(() => {
      throw errors.create("A", {});
    }),
  ).toBe("A");
  expect(await errorCode(() => 1)).toBeUndefined();
  await expect(errorCode(() => Promise.reject(new Error("plain")))).rejects.toThrow("plain");
});

it("finds the codes that no source names", () => {
  const folder = tempRoot();
  writeFileSync(join(folder, "errors.ts"), '"A" "B"');
  writeFileSync(join(folder, "other.ts"), 'throw create("A")');
  expect(unusedCodes(["A", "B"], folder)).toEqual(["B"]);
});
