import { createPanel, type Panel, restorePanel, type Signal } from "@mvcrs/verifiers";
import type { DecodedBatch, RowProblem } from "@mvcrs/verifiers/input";
import { type MvcrsConfig, panelConfig } from "../ledger/config/config.ts";
import type { MvcrsEvent } from "../ledger/events.ts";
import type { MvcrsState } from "../ledger/state.ts";
import { allowedAheadMs, Judge } from "./judge.ts";
import { judgeRows } from "./judge-rows.ts";
import type { Judged } from "./judged.ts";
import type { RunProgress, RunReport } from "./run-report.ts";
import { SeriesProgress } from "./series.ts";
import type { JudgingSession } from "./session.ts";
import { Tally } from "./tally.ts";
import { ChallengeTracker, type TrackerPolicy } from "./tracker.ts";
import { UnusableReports } from "./unusable-reports.ts";

export interface RunOptions {
  readonly config: MvcrsConfig;
  readonly batches: AsyncIterable<DecodedBatch>;
  /** The present in milliseconds. */
  readonly clock: () => number;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Called with the first problems; of all of them where the input grows. */
  readonly onProblem?: (problem: RowProblem) => void;
  /** Called with events once they are durable (in a rehearsal: once they are known), with the state that they led to. */
  readonly onEvents?: (events: readonly MvcrsEvent[], state: MvcrsState) => void;
  /** How far inputs were read, by name, where they can be read from a place; all that `batches` has yielded is judged when it is asked. */
  readonly places?: () => Readonly<Record<string, number>>;
  /** Called once these places are saved with the rest: what lies before them is never asked for again. */
  readonly onSaved?: (places: Readonly<Record<string, number>>) => Promise<void>;
}

/** What judging writes to: the session, or what a test puts in its place. */
export type JudgingWriter = Pick<JudgingSession, "append" | "save" | "project">;

/** Events are made durable at the latest when this many wait. */
const maxWaiting = 1000;
/** The verifier state is saved during long inputs about this often; a run cut between replays from the last save. */
const saveEveryMs = 15_000;

/** One run over one input: what it judges with, what it counts, and what it has to write. */
export class JudgingRun {
  readonly #judged: Judged;
  readonly #options: RunOptions;
  readonly #judge: Judge;
  readonly #panel: Panel;
  readonly #tracker: ChallengeTracker;
  readonly #series: SeriesProgress;
  readonly #tally: Tally;
  readonly #unusable: UnusableReports;
  /** The last signals of the series that an earlier run took for the present, though they lie in the future. */
  readonly #ahead: readonly Signal[];
  readonly #clockFaults: RunReport["clockFaults"];
  readonly #changed = new Set<string>();
  #lastSave: number;
  /** Whether anything was judged since. */
  #isUnsaved = false;

  /** Begins with what a clock that ran ahead left behind. */
  static async start(judged: Judged, options: RunOptions, shownProblems?: number): Promise<JudgingRun> {
    const run = new JudgingRun(judged, options, shownProblems);
    for (const signal of run.#ahead) await run.#judge.clockFault(signal);
    return run;
  }

  private constructor(judged: Judged, options: RunOptions, shownProblems?: number) {
    const { state, replay, saved } = judged;
    const { config, clock } = options;
    this.#judged = judged;
    this.#options = options;
    this.#panel = makePanel(config, saved?.panel);
    this.#tracker = new ChallengeTracker(state, trackerPolicy(config), saved?.tracker);
    this.#series = new SeriesProgress(saved?.series);
    // What a clock that ran ahead left behind blocks nothing, and is reported at every run until the present is past it.
    this.#ahead = this.#panel.rewind(clock(), clock() + allowedAheadMs);
    this.#clockFaults = this.#series.rewind(clock() + allowedAheadMs).map(toClockFault);
    const parts = { state, panel: this.#panel, tracker: this.#tracker, series: this.#series, replay, clock };
    this.#judge = new Judge({ ...parts, sweepEveryMs: sweepEvery(config) });
    this.#tally = new Tally(options.onProblem, shownProblems);
    this.#unusable = new UnusableReports({ judge: this.#judge, state, series: this.#series, config });
    this.#lastSave = clock();
  }

  /** Whether entries that a killed run appended are still to be met again. */
  get isReplaying(): boolean {
    return this.#judged.replay.pending;
  }

  /** Whether it is time to look for metrics that have gone silent. */
  get sweepIsDue(): boolean {
    return this.#judge.sweepIsDue;
  }

  /** Whether events wait to be made durable. */
  get isWaiting(): boolean {
    return this.#judge.waiting > 0;
  }

  /** Counts what came in. */
  count(batch: DecodedBatch): void {
    this.#isUnsaved ||= batch.rows > 0;
    this.#tally.batch(batch);
    this.#options.onProgress?.({ bytes: batch.bytes, signals: this.#tally.signals });
  }

  /** Judges the rows of a batch that was counted. */
  judge(batch: DecodedBatch): Promise<void> {
    return judgeRows(batch, { judge: this.#judge, tally: this.#tally, unusable: this.#unusable });
  }

  /** Refuses an input that must not, or cannot, be used. @throws INPUT_EMPTY, INPUT_REFUSED, NO_USABLE_ROWS, NO_SIGNALS */
  refuseUnusable(strict: boolean): void {
    this.#tally.refuse(strict);
  }

  /** The end of the input as it is: whatever a killed run had recorded beyond it is taken over. */
  catchUp(): void {
    this.#judged.replay.flush();
  }

  /** Judges by the clock what went silent while no signal came. */
  async judgeSilence(): Promise<void> {
    this.#isUnsaved ||= this.sweepIsDue;
    await this.#judge.idle();
  }

  /** Takes the events that are new: from now on they are the caller's to append. */
  takeEvents() {
    const events = this.#judge.takeEvents();
    this.#tally.events(events.map(({ event }) => event));
    return events;
  }

  /** Where judging stands, to be saved. */
  snapshot(): Parameters<JudgingWriter["save"]>[0] {
    const inputs = this.#options.places?.();
    return {
      ...(inputs === undefined ? {} : { inputs: { ...inputs } }),
      series: this.#series.snapshot(),
      tracker: this.#tracker.snapshot(),
      panel: this.#panel.snapshot(),
    };
  }

  /** Appends what waits. */
  async commit(writer: JudgingWriter): Promise<void> {
    const events = this.takeEvents();
    await writer.append(events);
    this.tell(events);
  }

  /** Reports events, with the state that they led to. */
  tell(events: ReturnType<JudgingRun["takeEvents"]>): void {
    if (events.length === 0) return;
    this.#options.onEvents?.(
      events.map(({ event }) => event),
      this.#judged.state,
    );
  }

  /** Appends when many events wait; saves where judging stands from time to time. */
  async writeIfDue(writer: JudgingWriter): Promise<void> {
    if (this.#judge.waiting >= maxWaiting) await this.commit(writer);
    await this.saveIfDue(writer);
  }

  async saveIfDue(writer: JudgingWriter): Promise<void> {
    if (!this.saveIsDue) return;
    await this.commit(writer);
    await this.#save(writer);
  }

  /** Whether rows have been judged whose place is to be saved by now. */
  get saveIsDue(): boolean {
    return this.#isUnsaved && this.#options.clock() - this.#lastSave >= saveEveryMs;
  }

  async #save(writer: JudgingWriter): Promise<void> {
    const parts = this.snapshot();
    await writer.save(parts);
    this.#lastSave = this.#options.clock();
    this.#isUnsaved = false;
    if (parts.inputs !== undefined) await this.#options.onSaved?.(parts.inputs);
  }

  async project(writer: JudgingWriter): Promise<void> {
    for (const path of await writer.project()) this.#changed.add(path);
  }

  /** The end of the run: everything durable, saved and projected. */
  async finish(writer: JudgingWriter): Promise<RunReport> {
    this.catchUp();
    await this.commit(writer);
    await this.#save(writer);
    await this.project(writer);
    return this.report();
  }

  report(changed: Iterable<string> = this.#changed): RunReport {
    const counted = this.#tally.report(this.#judge.counts, [...changed]);
    return { ...counted, clockFaults: this.#clockFaults, latest: this.#tracker.snapshot().joined };
  }
}

/** A quarter of the shortest silence that the configuration allows: a breach is seen at most that much late. */
export function sweepEvery({ metrics }: MvcrsConfig): number {
  const allowed = Object.values(metrics).map(
    ({ max_staleness_seconds: seconds }) => seconds ?? Number.POSITIVE_INFINITY,
  );
  return (Math.min(Number.POSITIVE_INFINITY, ...allowed) * 1000) / 4;
}

/** When a configuration raises, clears and locks. */
export const trackerPolicy = (config: MvcrsConfig): TrackerPolicy => ({
  softClearAfter: config.soft_clear_after,
  maxAutoTrustLocksPerDay: config.max_auto_trust_locks_per_day,
  lockOnSourceFaults: config.lock_on_source_faults,
  committee: config.governance_committee,
});

const toClockFault = ({ metric, source, time }: { metric: string; source: string; time: number }) => ({
  metric,
  source,
  newest: new Date(time).toISOString(),
});

function makePanel(config: MvcrsConfig, snapshot: unknown): Panel {
  const forPanel = panelConfig(config);
  return snapshot === undefined ? createPanel(forPanel) : restorePanel(forPanel, snapshot);
}
