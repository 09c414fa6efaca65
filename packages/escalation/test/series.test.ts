import { expect, it } from "vitest";
import { SeriesProgress } from "../src/series.ts";

const signal = (metric: string, source: string, time: number, value = 1) => ({
  metric,
  source,
  value,
  time,
  observedAt: new Date(time).toISOString(),
});

it("judges every observation of every source once", () => {
  const progress = new SeriesProgress();
  const admit = (...of: Parameters<typeof signal>) => progress.admit(signal(...of));
  expect(["a", "b", "c"].map((source) => admit("m", source, 10))).toEqual(["new", "new", "new"]);
  expect(["a", "b", "c"].map((source) => admit("m", source, 10))).toEqual([
    "repeated",
    "repeated",
    "repeated",
  ]);
  expect(admit("m", "b", 10, 2)).toBe("new");
  expect(admit("m", "b", 9)).toBe("late");
  expect(admit("n", "b", 9)).toBe("new");
  expect(admit("m", "c", 11)).toBe("new");
  expect(progress.latest).toBe(11);
});

it("knows after a restore what was judged before, and what is new", () => {
  const before = new SeriesProgress();
  before.admit(signal("m", "a", 10, 1));
  before.admit(signal("m", "a", 10, 2));
  before.admit(signal("m", "b", 12));
  const after = new SeriesProgress(JSON.parse(JSON.stringify(before.snapshot())));
  expect(after.snapshot()).toEqual(before.snapshot());
  expect(after.latest).toBe(12);
  expect([1, 2, 3].map((value) => after.admit(signal("m", "a", 10, value)))).toEqual(["seen", "seen", "new"]);
  expect(after.admit(signal("m", "b", 11))).toBe("seen");
  expect(after.admit(signal("m", "b", 13))).toBe("new");
  expect(after.admit(signal("m", "b", 12))).toBe("late");
});

it("bounds what it keeps of one time", () => {
  const progress = new SeriesProgress();
  const said = Array.from({ length: 66 }, (_, value) => progress.admit(signal("m", "a", 1, value)));
  expect(said.filter((novelty) => novelty === "new")).toHaveLength(64);
});
