import { readFileSync } from "node:fs";
import { nodeTextFiles } from "@mvcrs/files";
import { fixedClock, tempRoot } from "@mvcrs/test-kit";
import type { Signal } from "@mvcrs/verifiers";
import { expect, it } from "vitest";
import { artifactPaths, configSchema, judgeInput, openJudging, type RunReport } from "../src/index.ts";

// A sample whose clock ran ahead must neither bar what comes after it nor hide a silence, and must be said.

const start = Date.parse("2026-11-01T00:00:00.000Z");
const minute = 60_000;
const config = configSchema.parse({
  soft_clear_after: 3,
  metrics: { m: { target: 5, max_staleness_seconds: 3600 } },
});
const signal = (minutes: number, value = 5, metric = "m"): Signal => {
  const time = start + minutes * minute;
  return { metric, source: "s", value, time, observedAt: new Date(time).toISOString() };
};

/** Runs signals at a present of this many minutes after the start; with what is open and closed in the end. */
async function run(root: string, at: number, signals: readonly Signal[]) {
  const clock = fixedClock(new Date(start + at * minute).toISOString());
  const session = await openJudging({ paths: artifactPaths(root), files: nodeTextFiles, clock });
  try {
    const report: RunReport = await judgeInput(session, {
      config,
      clock,
      batches: (async function* () {
        yield { signals: [...signals], problems: [], rows: signals.length, bytes: 0 };
      })(),
    });
    const challenges = [...session.state.challenges.values()].map(({ pattern, level, status, value }) => ({
      pattern,
      level,
      status,
      value,
    }));
    return { report, challenges };
  } finally {
    await session.close();
  }
}
const log = (root: string) => readFileSync(artifactPaths(root).log, "utf8");
const day = 1440;

it("says that a clock is ahead, and judges what comes after", async () => {
  const root = tempRoot();
  const signals = [signal(0), signal(10), signal(30 * day), signal(20), signal(30, 50)];
  const { report, challenges } = await run(root, 40, signals);
  expect(report.counts).toMatchObject({ judged: 5, late: 0, seen: 0 });
  expect(challenges).toEqual([
    { pattern: "clock-fault", level: "soft", status: "open", value: 5 },
    { pattern: "standing-violation", level: "material", status: "open", value: 50 },
  ]);
  // The same again adds nothing, and what comes next is judged.
  const before = log(root);
  const again = await run(root, 40, signals);
  expect(again.report).toMatchObject({ appended: 0, counts: { judged: 0 } });
  expect(log(root)).toBe(before);
  const next = await run(
    root,
    60,
    [40, 50, 55].map((minutes) => signal(minutes)),
  );
  expect(next.report.counts.judged).toBe(3);
  expect(next.challenges[0]).toMatchObject({ pattern: "clock-fault", status: "resolved" });
});

it("names the series at each run until the present is past its newest time", async () => {
  const root = tempRoot();
  await run(root, 40, [signal(0), signal(30 * day)]);
  const faults = [{ metric: "m", source: "s", newest: signal(30 * day).observedAt }];
  expect((await run(root, 60, [signal(50)])).report.clockFaults).toEqual(faults);
  expect((await run(root, 80, [signal(70)])).report.clockFaults).toEqual(faults);
  expect((await run(root, 30 * day, [signal(30 * day - 5)])).report.clockFaults).toEqual([]);
});

it("goes on where the clock of an earlier run itself was ahead", async () => {
  const root = tempRoot();
  // The present of that run was a year ahead, and its sample was no news to it.
  const ahead = await run(root, 365 * day, [signal(0), signal(365 * day - 1)]);
  expect(ahead.challenges.filter(({ pattern }) => pattern === "clock-fault")).toEqual([]);
  const { report, challenges } = await run(root, 40, [signal(20), signal(30, 50)]);
  expect(report.counts).toMatchObject({ judged: 2, late: 0, seen: 0 });
  expect(report.clockFaults).toEqual([
    { metric: "m", source: "s", newest: signal(365 * day - 1).observedAt },
  ]);
  expect(challenges).toContainEqual({
    pattern: "standing-violation",
    level: "material",
    status: "open",
    value: 50,
  });
});

it("lets no time ahead hide a silence", async () => {
  const root = tempRoot();
  const others = [100, 200, 300, 400].map((minutes) => signal(minutes, 1, "other"));
  const { challenges } = await run(root, 410, [signal(0), signal(30 * day), ...others]);
  // What nobody observed does not end what was observed before.
  expect(challenges).toEqual([
    { pattern: "clock-fault", level: "soft", status: "open", value: 5 },
    { pattern: "silence", level: "material", status: "open", value: 5 },
  ]);
});

it("tolerates five minutes", async () => {
  const root = tempRoot();
  const { challenges } = await run(root, 40, [signal(0), signal(45)]);
  expect(challenges).toEqual([]);
  const late = await run(tempRoot(), 40, [signal(0), signal(45.001)]);
  expect(late.challenges).toMatchObject([{ pattern: "clock-fault" }]);
});
