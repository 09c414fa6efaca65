import type { RowProblem } from "@mvcrs/verifiers/input";
import type { ChallengeLevel } from "../ledger/events.ts";
import type { JudgeCounts } from "./judge.ts";
import type { RowCounts } from "./row-counts.ts";
import type { JoinedChallenge } from "./tracker.ts";

export interface RunProgress {
  /** Bytes of input read so far. */
  readonly bytes: number;
  /** Signals decoded so far. */
  readonly signals: number;
}

export interface RunReport {
  readonly rows: number;
  readonly signals: number;
  /** What became of the rows; these add up to `rows`. */
  readonly rowCounts: Readonly<RowCounts>;
  /** What became of the signals. */
  readonly counts: JudgeCounts;
  /** Rows and cells that could not be used, by code, and the first of them. */
  readonly problems: {
    readonly count: number;
    readonly byCode: Readonly<Record<string, number>>;
    /** The rows among them that gave no signal. */
    readonly rowsByCode: Readonly<Record<string, number>>;
    readonly first: readonly RowProblem[];
  };
  /** Ids of the challenges that this run raised, by the level that they have at its end. */
  readonly raised: Readonly<Record<ChallengeLevel, readonly string[]>>;
  readonly extended: number;
  readonly cleared: number;
  readonly trustLocks: number;
  /** The highest level of any observation of this run; `null` where none deviates. */
  readonly highest: ChallengeLevel | null;
  /** Entries appended to the log. */
  readonly appended: number;
  /** Projections that changed. */
  readonly changed: readonly string[];
  /** Series whose newest time lies ahead of the present, as an earlier run left them. */
  readonly clockFaults: readonly {
    readonly metric: string;
    readonly source: string;
    readonly newest: string;
  }[];
  /** What is known of the open challenges beyond the last entry about each; `showLatest` puts it into a state. */
  readonly latest: readonly JoinedChallenge[];
}
