import fc from "fast-check";
import { expect, it } from "vitest";
import { backoff, parseRetryAfter } from "../src/backoff.ts";

const now = Date.parse("2026-11-22T00:00:00.000Z");

it("doubles its ceiling from 5 s to an hour, and jitters all of it", () => {
  const ceilings = [1, 2, 3, 10, 11, 12, 1000].map((attempts) => backoff(attempts, () => 1));
  expect(ceilings).toEqual([5000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000, 3_600_000]);
  expect(backoff(5, () => 0)).toBe(0);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (n, r) => {
        const delay = backoff(n, () => r);
        return Number.isInteger(delay) && delay >= 0 && delay <= 3_600_000;
      },
    ),
  );
});

it.each([
  ["120", 120_000],
  [" 7 ", 7000],
  ["0", 0],
  ["9999999999", 86_400_000],
  ["99999999999", 86_400_000],
  ["9".repeat(400), 86_400_000],
  ["Sun, 22 Nov 2026 00:01:00 GMT", 60_000],
  ["Sat, 21 Nov 2026 00:01:00 GMT", 0],
  ["Sun, 22 Nov 2099 00:01:00 GMT", 86_400_000],
  ["-1", null],
  ["1.5", null],
  ["tomorrow", null],
  ["2026-11-22", null],
  ["Sun, 99 Nov 2026 00:01:00 GMT", null],
  ["", null],
  [null, null],
])("reads Retry-After %j as %j ms", (header, wanted) => expect(parseRetryAfter(header, now)).toBe(wanted));
