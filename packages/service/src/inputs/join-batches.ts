import type { DecodedBatch } from "@mvcrs/verifiers/input";

/** Several batches as one, in their order. */
export function joinBatches(batches: readonly DecodedBatch[]): DecodedBatch {
  const [only] = batches;
  if (only !== undefined && batches.length === 1) return only;
  const several = batches.some(({ perRow }) => perRow !== undefined);
  let before = 0;
  const problems = batches.flatMap((batch) => {
    const shift = before;
    before += batch.signals.length;
    return batch.problems.map((problem) => ({ ...problem, before: (problem.before ?? 0) + shift }));
  });
  return {
    signals: batches.flatMap(({ signals }) => signals),
    ...(several ? { perRow: batches.flatMap(({ perRow, signals }) => perRow ?? signals.map(() => 1)) } : {}),
    problems,
    rows: batches.reduce((sum, { rows }) => sum + rows, 0),
    bytes: batches.at(-1)?.bytes ?? 0,
  };
}
