import { expect, it } from "vitest";
import { SeriesProgress } from "../src/judging/series.ts";

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

it("judges a time ahead of the present once, and lets it bar nothing", () => {
  const progress = new SeriesProgress();
  expect(progress.admit(signal("m", "a", 10))).toBe("new");
  expect(progress.admitAhead(signal("m", "a", 1000))).toBe("new");
  expect(progress.admitAhead(signal("m", "a", 1000))).toBe("seen");
  expect(progress.admitAhead(signal("m", "a", 900))).toBe("seen");
  expect(progress.admitAhead(signal("m", "a", 1100))).toBe("new");
  expect(progress.latest).toBe(10);
  expect(progress.admit(signal("m", "a", 11))).toBe("new");
  // A series that began ahead is a new one for the present.
  expect(progress.admitAhead(signal("m", "b", 1000))).toBe("new");
  expect(progress.admit(signal("m", "b", 5))).toBe("new");
  const restored = new SeriesProgress(JSON.parse(JSON.stringify(progress.snapshot())));
  expect(restored.snapshot()).toEqual(progress.snapshot());
  expect(restored.admitAhead(signal("m", "a", 1100))).toBe("seen");
  expect(restored.latest).toBe(11);
});

it("takes back times that an earlier run took for the present, and names them until the present is past them", () => {
  const before = new SeriesProgress();
  before.admit(signal("m", "a", 10));
  before.admit(signal("m", "a", 5000));
  before.admit(signal("m", "b", 20));
  const after = new SeriesProgress(JSON.parse(JSON.stringify(before.snapshot())));
  expect(after.rewind(100)).toEqual([{ metric: "m", source: "a", time: 5000 }]);
  expect(after.latest).toBe(20);
  expect(after.admit(signal("m", "a", 21))).toBe("new");
  expect(after.admit(signal("m", "b", 20))).toBe("seen");
  expect(after.admitAhead(signal("m", "a", 5000))).toBe("seen");
  const later = new SeriesProgress(JSON.parse(JSON.stringify(after.snapshot())));
  expect(later.rewind(200)).toEqual([{ metric: "m", source: "a", time: 5000 }]);
  expect(later.rewind(6000)).toEqual([]);
  expect(later.admit(signal("m", "a", 22))).toBe("new");
  expect(new SeriesProgress(before.snapshot()).rewind(6000)).toEqual([]);
});
