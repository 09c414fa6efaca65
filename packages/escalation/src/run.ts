import { createPanel, type Panel, restorePanel } from "@mvcrs/verifiers";
import type { DecodedBatch, RowProblem } from "@mvcrs/verifiers/input";
import { type MvcrsConfig, panelConfig } from "./config.ts";
import { escalationErrors } from "./errors.ts";
import { type ChallengeLevel, challengeLevels, type MvcrsEvent } from "./events.ts";
import { Judge, type JudgeCounts } from "./judge.ts";
import { SeriesProgress } from "./series.ts";
import type { Session } from "./session.ts";
import { ChallengeTracker } from "./tracker.ts";

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
  readonly onProblem?: (problem: RowProblem) => void;
}

type SessionWriter = Pick<Session, "append" | "save" | "project" | "suspend" | "resume">;

export interface RunReport {
  readonly rows: number;
  readonly signals: number;
  readonly counts: JudgeCounts;
  /** Rows and cells that could not be used, by code, and the first of them. */
  readonly problems: {
    readonly count: number;
    readonly byCode: Readonly<Record<string, number>>;
    readonly first: readonly RowProblem[];
  };
  /** Ids of the challenges that this run raised, by the level raised at, and of those it extended. */
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
}

/** Events are made durable at the latest when this many wait. */
const maxWaiting = 1000;
/** The verifier state is saved during long inputs about this often; a run cut between replays from the last save. */
const saveEveryMs = 15_000;
const shownProblems = 20;

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
      committee: config.governance_committee,
    },
    saved?.tracker,
  );
  const series = new SeriesProgress(saved?.series);
  const judge = new Judge({ state, panel, tracker, series, replay, clock, sweepEveryMs: sweepEvery(config) });
  const tally = new Tally();
  const writes = options.dryRun !== true;
  const save = async () =>
    session.save?.({ series: series.snapshot(), tracker: tracker.snapshot(), panel: panel.snapshot() });
  const commit = async () => {
    const events = judge.takeEvents();
    tally.events(events);
    if (writes) await session.append?.(events);
  };

  let lastSave = clock();
  const changed = new Set<string>();
  const project = async () => {
    for (const path of (await session.project?.()) ?? []) changed.add(path);
  };
  for await (const batch of options.batches) {
    const idle = batch.signals.length === 0;
    tally.batch(batch, options.onProblem);
    options.onProgress?.({ bytes: batch.bytes, signals: tally.signals });
    if (follow && idle && !judge.sweepIsDue && !replay.pending) continue;
    if (follow) await session.resume?.();
    for (const signal of batch.signals) judge.signal(signal);
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
  return tally.report(judge.counts, [...changed]);
}

/** A quarter of the shortest silence that the configuration allows: a breach is seen at most that much late. */
function sweepEvery({ metrics }: MvcrsConfig): number {
  const allowed = Object.values(metrics).map(
    ({ max_staleness_seconds: seconds }) => seconds ?? Number.POSITIVE_INFINITY,
  );
  return (Math.min(Number.POSITIVE_INFINITY, ...allowed) * 1000) / 4;
}

function makePanel(config: MvcrsConfig, snapshot: unknown): Panel {
  const forPanel = panelConfig(config);
  return snapshot === undefined ? createPanel(forPanel) : restorePanel(forPanel, snapshot);
}

/** Counts what came in and what came of it. */
class Tally {
  rows = 0;
  signals = 0;
  #problems = 0;
  readonly #byCode = new Map<string, number>();
  readonly #first: RowProblem[] = [];
  readonly #raised: Record<ChallengeLevel, string[]> = { soft: [], material: [], critical: [] };
  #extended = 0;
  #cleared = 0;
  #locks = 0;
  #appended = 0;

  batch(batch: DecodedBatch, onProblem: ((problem: RowProblem) => void) | undefined): void {
    this.rows += batch.rows;
    this.signals += batch.signals.length;
    for (const problem of batch.problems) {
      this.#problems += 1;
      this.#byCode.set(problem.code, (this.#byCode.get(problem.code) ?? 0) + 1);
      if (this.#first.length < shownProblems) {
        this.#first.push(problem);
        onProblem?.(problem);
      }
    }
  }

  /** Refuses an input that must not, or cannot, be used. */
  refuse(strict: boolean): void {
    const [first] = this.#first;
    if (this.rows === 0) throw escalationErrors.create("INPUT_EMPTY", {});
    // Rows that are well formed and hold no number: the wrong delimiter, say. Silence must not read as health.
    if (this.signals === 0 && first === undefined)
      throw escalationErrors.create("NO_SIGNALS", { rows: this.rows });
    if (first === undefined || !(strict || this.signals === 0)) return;
    const details = { line: first.line, reason: first.reason, unusable: this.#problems, rows: this.rows };
    throw strict
      ? escalationErrors.create("INPUT_REFUSED", details)
      : escalationErrors.create("NO_USABLE_ROWS", details);
  }

  events(events: readonly MvcrsEvent[]): void {
    this.#appended += events.length;
    for (const event of events) {
      if (event.type === "challenge.raised") {
        this.#raised[event.level].push(event.id);
      } else if (event.type === "challenge.extended") this.#extended += 1;
      else if (event.type === "challenge.resolved") this.#cleared += 1;
      else if (event.type === "trust_lock.engaged") this.#locks += 1;
    }
  }

  report(counts: JudgeCounts, changed: readonly string[]): RunReport {
    return {
      rows: this.rows,
      signals: this.signals,
      counts,
      problems: { count: this.#problems, byCode: Object.fromEntries(this.#byCode), first: this.#first },
      raised: this.#raised,
      extended: this.#extended,
      cleared: this.#cleared,
      trustLocks: this.#locks,
      highest: [...challengeLevels].reverse().find((level) => counts.levels[level] > 0) ?? null,
      appended: this.#appended,
      changed,
    };
  }
}
