import { nodeTextFiles } from "@mvcrs/files";
import { fixedClock, tempRoot } from "@mvcrs/test-kit";
import type { Signal } from "@mvcrs/verifiers";
import type { RowProblem } from "@mvcrs/verifiers/input";
import { expect, it } from "vitest";
import { artifactPaths, configSchema, judgeInput, openJudging } from "../src/index.ts";

const config = configSchema.parse({ metrics: { m: { target: 5 } } });
const signal = (minute: number, value: number, labels: Signal["labels"] = {}): Signal => {
  const time = Date.parse("2026-11-22T00:00:00.000Z") + minute * 60_000;
  return { metric: "m", source: "s", value, time, observedAt: new Date(time).toISOString(), labels };
};

it("names a row that no entry of the log can hold, and judges those after it", async () => {
  const clock = fixedClock("2026-11-22T01:00:00.000Z");
  const session = await openJudging({ paths: artifactPaths(tempRoot()), files: nodeTextFiles, clock });
  const problems: RowProblem[] = [];
  const signals = [signal(0, 5), signal(1, 50, { huge: "x".repeat(70_000) }), signal(2, 50)];
  const report = await judgeInput(session, {
    config,
    clock,
    onProblem: (problem) => problems.push(problem),
    batches: (async function* () {
      yield { signals, problems: [], rows: 3, bytes: 0 };
    })(),
  });
  const levels = [...session.state.challenges.values()].map(({ level, value }) => [level, value]);
  await session.close();
  expect(problems).toMatchObject([{ code: "ROW_UNRECORDABLE", source: "s" }]);
  expect(report.counts.judged).toBe(2);
  // The first is about the reporter: one of its rows could not be used.
  expect(levels).toEqual([
    ["soft", 1],
    ["critical", 50],
  ]);
});
