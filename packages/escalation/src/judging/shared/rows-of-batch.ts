import type { Signal } from "@mvcrs/verifiers";
import type { DecodedBatch, RowProblem } from "@mvcrs/verifiers/input";
import { reportsMetric } from "../unusable-reports.ts";
import { derivedId, type SharedRow } from "./shared-row.ts";

export interface SenderOptions {
  /** Who sends: a token's actor, a file's name. */
  readonly sender: string;
  /** The present in milliseconds. */
  readonly clock: () => number;
}

/** Makes rows of the next batch of one sender. */
export type RowsOfBatch = (
  batch: DecodedBatch,
  /** The id of the delivery, where the sender repeats whole deliveries: what could not be used in it is counted once then. */
  delivery?: string,
) => readonly SharedRow[];

/**
 * Makes the rows of one sender's batches, in their order, for one of several judges to judge: submit them together. The same
 * batch, sent again, has the same ids.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { rowsOfBatches } from "@mvcrs/escalation";
 * import { decodeJsonl } from "@mvcrs/verifiers/input";
 *
 * const rowsOf = rowsOfBatches({ sender: "collector", clock: Date.now });
 * const line = '{"metric":"arena.stake","source":"scoreboard","value":5,"observedAt":"2026-11-22T00:00:00Z"}\nnonsense\n';
 * for await (const batch of decodeJsonl([new TextEncoder().encode(line)], { now: Date.now, source: "collector" }))
 *   assert.deepEqual(rowsOf(batch).map(({ kind, key }) => [kind, key]), [["c", "arena.stake"], ["p", "reports.collector"]]);
 * ```
 */
export function rowsOfBatches({ sender, clock }: SenderOptions): RowsOfBatch {
  let newest: Signal | undefined;
  return (batch, delivery) => {
    const { signals, problems, perRow } = batch;
    const rows: SharedRow[] = [];
    // A report without a readable time happened after the one before it; at the front, with the first that has one.
    const at = () => (newest ?? signals[0])?.observedAt ?? new Date(clock()).toISOString();
    let next = 0;
    /** Takes the problems that stand before the `end`th signal; true where the row that follows has one of its own. */
    const refuse = (end: number): boolean => {
      let clean = true;
      let refusedLine: number | undefined;
      for (let problem = problems[next]; problem !== undefined; problem = problems[++next]) {
        if ((problem.before ?? 0) > end) break;
        rows.push(problemRow(problem, at(), sender, delivery));
        // An unusable row may have several problems, which say nothing of the row after it.
        if (problem.partial !== true) refusedLine = problem.line;
        else if (problem.line !== refusedLine) clean = false;
      }
      return clean;
    };
    let done = 0;
    for (const count of perRow ?? signals.map(() => 1)) {
      const clean = refuse(done);
      for (let i = 0; i < count; i++) {
        const signal = signals[done++];
        if (signal === undefined) continue;
        if (newest === undefined || signal.time > newest.time) newest = signal;
        rows.push(signalRow(signal, clean && i === 0 ? "c" : "s", sender));
      }
    }
    refuse(Number.POSITIVE_INFINITY);
    return rows;
  };
}

function signalRow({ time: _, ...signal }: Signal, kind: "c" | "s", sender: string): SharedRow {
  const body = JSON.stringify(signal);
  return { id: derivedId(sender, body), key: signal.metric, kind, sender, body, once: false };
}

function problemRow(problem: RowProblem, observedAt: string, sender: string, delivery?: string): SharedRow {
  const { code, line, reason, source = "input" } = problem;
  const body = JSON.stringify({ code, line, reason, source, observedAt });
  const id = derivedId("problem", sender, delivery ?? observedAt, line, code, reason, source);
  return { id, key: reportsMetric(source), kind: "p", sender, body, once: true };
}
