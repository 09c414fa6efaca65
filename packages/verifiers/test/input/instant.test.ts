import fc from "fast-check";
import { expect, it } from "vitest";
import { parseInstant } from "../../src/input/instant.ts";
import { zoneConverter } from "../../src/input/time-zone.ts";

const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());

it.each([
  ["2026-11-22T00:00:00.000Z", "2026-11-22T00:00:00.000Z", true],
  ["2026-11-22T00:00:00Z", "2026-11-22T00:00:00.000Z", true],
  ["2026-11-22t01:30:00+01:30", "2026-11-22T00:00:00.000Z", true],
  ["2025-11-14T17:20:28.803411+00:00", "2025-11-14T17:20:28.803Z", true],
  ["2014-04-01 00:05:00", "2014-04-01T00:05:00.000Z", false],
  ["2014-04-01", "2014-04-01T00:00:00.000Z", false],
  ["2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000Z", true],
  ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z", true],
  ["0099-01-01T00:00:00Z", "0099-01-01T00:00:00.000Z", true],
])("reads %s", (text, expected, zoned) => {
  const parsed = parseInstant(text);
  expect([iso(parsed?.time), parsed?.zoned]).toEqual([expected, zoned]);
});

it.each([
  "",
  "now",
  "2026-02-30T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-00-01T00:00:00Z",
  "2026-01-01T24:00:00Z",
  "2026-01-01T00:60:00Z",
  "2026-01-01T00:00:61Z",
  "2026-01-01T00:00:00+24:00",
  "2026-01-01T00:00:00Z junk",
  "2026-1-1",
  "2026-01-0aT00:00:00Z",
])("refuses %j", (text) => expect(parseInstant(text)).toBeUndefined());

it("reads what toISOString prints, for every instant of four-digit years", () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1000, 0), max: Date.UTC(9999, 0) }), (time) => {
      expect(parseInstant(new Date(time).toISOString())).toEqual({ time, zoned: true });
    }),
  );
});

it.each([
  ["Europe/Berlin", "2026-07-01T12:00:00.000Z", "2026-07-01T10:00:00.000Z"],
  ["Europe/Berlin", "2026-01-01T12:00:00.000Z", "2026-01-01T11:00:00.000Z"],
  // Clocks go back on 2026-10-25 at 03:00: 02:30 happens twice, and means the first.
  ["Europe/Berlin", "2026-10-25T02:30:00.000Z", "2026-10-25T00:30:00.000Z"],
  ["Europe/Berlin", "2026-10-25T03:30:00.000Z", "2026-10-25T02:30:00.000Z"],
  // Clocks go forward on 2026-03-29 at 02:00: 02:30 does not exist.
  ["Europe/Berlin", "2026-03-29T02:30:00.000Z", "2026-03-29T01:30:00.000Z"],
  ["America/St_Johns", "2026-01-01T00:00:00.000Z", "2026-01-01T03:30:00.000Z"],
  ["+05:45", "2026-01-01T00:00:00.000Z", "2025-12-31T18:15:00.000Z"],
  ["-03:30", "2026-01-01T00:00:00.000Z", "2026-01-01T03:30:00.000Z"],
  ["UTC", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"],
])("in %s the wall time %s is %s", (zone, wall, expected) => {
  expect(iso(zoneConverter(zone)?.(Date.parse(wall)))).toBe(expected);
});

it("does not know a zone that is none", () => expect(zoneConverter("Mars/Olympus")).toBeUndefined());
