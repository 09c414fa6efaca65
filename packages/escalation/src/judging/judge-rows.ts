import type { Signal } from "@mvcrs/verifiers";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import { escalationErrors } from "../errors.ts";
import type { Judge } from "./judge.ts";
import type { Novelty } from "./series.ts";
import type { Tally } from "./tally.ts";
import type { UnusableReports } from "./unusable-reports.ts";

interface Parts {
  readonly judge: Judge;
  readonly tally: Tally;
  readonly unusable: UnusableReports;
}

/** Judges the rows of a batch in the order of the input, the unusable ones in their places. */
export function judgeRows(batch: DecodedBatch, parts: Parts): void {
  const { signals, problems, perRow } = batch;
  const rows = perRow ?? signals;
  let next = 0;
  let at = 0;
  let refusedLine: number | undefined;
  for (let row = 0; row < rows.length; row++) {
    let clean = true;
    for (
      let problem = problems[next];
      problem !== undefined && (problem.before ?? 0) <= at;
      problem = problems[++next]
    ) {
      parts.unusable.refused(problem);
      // An unusable row may have several problems, which say nothing of the row after it.
      if (problem.partial !== true) refusedLine = problem.line;
      else if (problem.line !== refusedLine) clean = false;
    }
    const end = at + (perRow?.[row] ?? 1);
    const novelties: (Novelty | "unusable")[] = [];
    for (; at < end; at++) {
      const signal = signals[at];
      if (signal !== undefined) novelties.push(judgeOne(signal, clean && novelties.length === 0, parts));
    }
    parts.tally.row(novelties);
  }
  for (; next < problems.length; next++) {
    const problem = problems[next];
    if (problem !== undefined) parts.unusable.refused(problem);
  }
}

/** The reader should let nothing through that the log cannot take; where it does, that row must not stop the others. */
function judgeOne(signal: Signal, clean: boolean, { judge, tally, unusable }: Parts): Novelty | "unusable" {
  try {
    const novelty = judge.signal(signal);
    unusable.saw(signal);
    if (novelty === "new" && clean) unusable.used(signal);
    return novelty;
  } catch (thrown) {
    if (!escalationErrors.is(thrown, "EVENT_UNSTORABLE")) throw thrown;
    judge.counts.judged -= 1;
    const { metric, source, observedAt } = signal;
    const reason = `${metric} of ${source} at ${observedAt} cannot be recorded: ${thrown.details.reason}`;
    const problem = { code: "ROW_UNRECORDABLE", line: 0, reason, source } as const;
    tally.problem(problem);
    unusable.refused(problem);
    return "unusable";
  }
}
