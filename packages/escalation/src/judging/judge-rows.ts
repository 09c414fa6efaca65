import type { Signal } from "@mvcrs/verifiers";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import { escalationErrors } from "../errors.ts";
import type { Judge } from "./judge.ts";
import type { Novelty } from "./series.ts";
import type { Tally } from "./tally.ts";
import type { UnusableReports } from "./unusable-reports.ts";
import { andThen } from "./waits.ts";

/** What became of a signal. */
type Fate = Novelty | "unusable";

interface Parts {
  readonly judge: Judge;
  readonly tally: Tally;
  readonly unusable: UnusableReports;
}

/** Judges the rows of a batch in the order of the input, the unusable ones in their places. */
export async function judgeRows(batch: DecodedBatch, parts: Parts): Promise<void> {
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
      const waits = parts.unusable.refused(problem);
      if (waits !== undefined) await waits;
      // An unusable row may have several problems, which say nothing of the row after it.
      if (problem.partial !== true) refusedLine = problem.line;
      else if (problem.line !== refusedLine) clean = false;
    }
    const end = at + (perRow?.[row] ?? 1);
    const fates: Fate[] = [];
    for (; at < end; at++) {
      const signal = signals[at];
      if (signal === undefined) continue;
      const fate = judgeOne(signal, clean && fates.length === 0, parts);
      fates.push(typeof fate === "string" ? fate : await fate);
    }
    parts.tally.row(fates);
  }
  for (; next < problems.length; next++) {
    const problem = problems[next];
    if (problem !== undefined) await parts.unusable.refused(problem);
  }
}

/** The reader should let nothing through that the log cannot take; where it does, that row must not stop the others. */
function judgeOne(signal: Signal, clean: boolean, parts: Parts): Fate | Promise<Fate> {
  try {
    const novelty = parts.judge.signal(signal);
    const fate =
      typeof novelty === "string"
        ? told(novelty, signal, clean, parts)
        : novelty.then((known) => told(known, signal, clean, parts));
    return typeof fate === "string" ? fate : fate.catch((thrown) => unrecordable(thrown, signal, parts));
  } catch (thrown) {
    return unrecordable(thrown, signal, parts);
  }
}

function told(
  novelty: Novelty,
  signal: Signal,
  clean: boolean,
  { unusable }: Parts,
): Novelty | Promise<Novelty> {
  const saw = unusable.saw(signal);
  const waits = novelty === "new" && clean ? andThen(saw, () => unusable.used(signal)) : saw;
  return waits === undefined ? novelty : waits.then(() => novelty);
}

function unrecordable(
  thrown: unknown,
  signal: Signal,
  { judge, tally, unusable }: Parts,
): Fate | Promise<Fate> {
  if (!escalationErrors.is(thrown, "EVENT_UNSTORABLE")) throw thrown;
  judge.counts.judged -= 1;
  const { metric, source, observedAt } = signal;
  const reason = `${metric} of ${source} at ${observedAt} cannot be recorded: ${thrown.details.reason}`;
  const problem = { code: "ROW_UNRECORDABLE", line: 0, reason, source } as const;
  tally.problem(problem);
  const waits = unusable.refused(problem);
  return waits === undefined ? "unusable" : waits.then(() => "unusable");
}
