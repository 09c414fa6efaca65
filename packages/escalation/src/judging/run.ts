import { createPanel, type Panel, restorePanel } from "@mvcrs/verifiers";
import type { DecodedBatch, RowProblem } from "@mvcrs/verifiers/input";
import { type MvcrsConfig, panelConfig } from "../ledger/config/config.ts";
import type { ChallengeLevel, MvcrsEvent } from "../ledger/events.ts";
import type { Session } from "../ledger/session.ts";
import type { MvcrsState } from "../ledger/state.ts";
import { allowedAheadMs, Judge, type JudgeCounts } from "./judge.ts";
import { judgeRows } from "./judge-rows.ts";
import { SeriesProgress } from "./series.ts";
import { type RowCounts, Tally } from "./tally.ts";
import { ChallengeTracker } from "./tracker.ts";
import { UnusableReports } from "./unusable-reports.ts";

export interface RunProgress {
  /** Bytes of input read so far. */
  readonly bytes: number;
  /** Signals decoded so far. */
  readonly signals: number;
}

export interface RunOptions {
  readonly session: Pick<Session, "state" | "replay" | "saved"> & Partial<SessionWriter>;
  readonly config: MvcrsConfig;
  readonly batches: AsyncIterable<DecodedBatch>;
  /** The present in milliseconds. */
  readonly clock: () => number;
  /** Judge everything, write nothing: the session needs no `append`, `save` and `project`. */
  readonly dryRun?: boolean;
  /** Refuse the whole input for one bad row (INPUT_REFUSED); nothing is written before its end. */
  readonly strict?: boolean;
  /**
   * The input grows: everything is written and the log's lock given back after each batch, and metrics gone silent are
   * judged by the clock. An input without any row is no error then.
   */
  readonly follow?: boolean;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Told of the first problems; of all of them where the input grows. */
  readonly onProblem?: (problem: RowProblem) => void;
  /** Told of events once they are durable, with the state that they led to. */
  readonly onEvents?: (events: readonly MvcrsEvent[], state: MvcrsState) => void;
}

type SessionWriter = Pick<Session, "append" | "save" | "project" | "suspend" | "resume">;

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
}

/** Events are made durable at the latest when this many wait. */
const maxWaiting = 1000;
/** The verifier state is saved during long inputs about this often; a run cut between replays from the last save. */
const saveEveryMs = 15_000;

/**
 * Judges every signal of the input, appends the events that are new, and writes the artifacts.
 *
 * @throws INPUT_EMPTY where there is no row, INPUT_REFUSED in strict mode, NO_USABLE_ROWS where not one row could be used, NO_SIGNALS where none holds a number; SNAPSHOT_* where the saved
 * verifier state cannot be read. Nothing was written then.
 */
export async function runSignals(options: RunOptions): Promise<RunReport> {
  const { session, config, clock, follow = false } = options;
  const { state, replay, saved } = session;
  const panel = makePanel(config, saved?.panel);
  const tracker = new ChallengeTracker(
    state,
    {
      softClearAfter: config.soft_clear_after,
      maxAutoTrustLocksPerDay: config.max_auto_trust_locks_per_day,
      lockOnSourceFaults: config.lock_on_source_faults,
      committee: config.governance_committee,
    },
    saved?.tracker,
  );
  const series = new SeriesProgress(saved?.series);
  // What a clock that ran ahead left behind bars nothing, and is said at every run until the present is past it.
  const ahead = panel.rewind(clock(), clock() + allowedAheadMs);
  const clockFaults = series.rewind(clock() + allowedAheadMs);
  const judge = new Judge({ state, panel, tracker, series, replay, clock, sweepEveryMs: sweepEvery(config) });
  for (const signal of ahead) judge.clockFault(signal);
  const tally = new Tally(options.onProblem, follow ? Number.POSITIVE_INFINITY : undefined);
  const unusable = new UnusableReports({ judge, state, series, config });
  const writes = options.dryRun !== true;
  const save = async () =>
    session.save?.({ series: series.snapshot(), tracker: tracker.snapshot(), panel: panel.snapshot() });
  const commit = async () => {
    const events = judge.takeEvents();
    tally.events(events);
    if (writes) await session.append?.(events);
    if (events.length > 0) options.onEvents?.(events, state);
  };

  let lastSave = clock();
  const changed = new Set<string>();
  const project = async () => {
    for (const path of (await session.project?.()) ?? []) changed.add(path);
  };
  for await (const batch of options.batches) {
    const idle = batch.rows === 0;
    tally.batch(batch);
    options.onProgress?.({ bytes: batch.bytes, signals: tally.signals });
    if (follow && idle && !judge.sweepIsDue && !replay.pending) continue;
    if (follow) await session.resume?.();
    judgeRows(batch, { judge, tally, unusable });
    if (options.strict === true || !writes) continue;
    if (follow && idle) {
      // The end of the file as it is: whatever a killed run had recorded beyond it is taken over.
      replay.flush();
      judge.idle();
    }
    if (judge.waiting >= maxWaiting || (follow && judge.waiting > 0)) {
      await commit();
      if (follow) await project();
    }
    if (clock() - lastSave >= saveEveryMs) {
      await commit();
      await save();
      lastSave = clock();
    }
    // Entries still to be replayed are in the log and not in the state: nobody else may write before they are.
    if (follow && !replay.pending) await session.suspend?.();
  }
  if (follow) await session.resume?.();
  else tally.refuse(options.strict === true);
  replay.flush();
  await commit();
  if (writes) {
    await save();
    await project();
  }
  return { ...tally.report(judge.counts, state, [...changed]), clockFaults: clockFaults.map(toClockFault) };
}

/** A quarter of the shortest silence that the configuration allows: a breach is seen at most that much late. */
function sweepEvery({ metrics }: MvcrsConfig): number {
  const allowed = Object.values(metrics).map(
    ({ max_staleness_seconds: seconds }) => seconds ?? Number.POSITIVE_INFINITY,
  );
  return (Math.min(Number.POSITIVE_INFINITY, ...allowed) * 1000) / 4;
}

const toClockFault = ({ metric, source, time }: { metric: string; source: string; time: number }) => ({
  metric,
  source,
  newest: new Date(time).toISOString(),
});

function makePanel(config: MvcrsConfig, snapshot: unknown): Panel {
  const forPanel = panelConfig(config);
  return snapshot === undefined ? createPanel(forPanel) : restorePanel(forPanel, snapshot);
}
