import { expect, it } from "vitest";
import { growingPause } from "../src/index.ts";

it("doubles from the first pause to the longest, however many attempts there were", () => {
  const bounds = { first: 100, most: 3_000 };
  const pauses = [0, 1, 2, 3, 5, 6, 7, 1_000_000].map((attempts) => growingPause(attempts, bounds));
  expect(pauses).toEqual([100, 100, 200, 400, 1_600, 3_000, 3_000, 3_000]);
});

it("never starts above the longest", () => {
  expect(growingPause(1, { first: 5, most: 2 })).toBe(2);
  expect(growingPause(40, { first: 0, most: 2 })).toBe(0);
});
