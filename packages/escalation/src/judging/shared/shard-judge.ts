import { checkJson } from "@mvcrs/files";
import type { SeriesKey, Signal } from "@mvcrs/verifiers";
import { z } from "zod";
import { escalationErrors } from "../../errors.ts";
import type { MvcrsConfig } from "../../ledger/config/config.ts";
import type { MvcrsState } from "../../ledger/state.ts";
import { allowedAheadMs, Judge, type JudgeCounts } from "../judge.ts";
import { sweepEvery, trackerPolicy } from "../judging-run.ts";
import type { Novelty } from "../series.ts";
import { ChallengeTracker } from "../tracker.ts";
import {
  maxSources,
  reportsMetric,
  seriesOfReports,
  UnusableReports,
  unusablePattern,
} from "../unusable-reports.ts";
import type { Waits } from "../waits.ts";
import { decodeRows } from "./decode-rows.ts";
import type { LogTurn } from "./log-turn.ts";
import { partName, restoreShard, type ShardMemory, storeShard } from "./shard-memory.ts";
import type { ShardBatch, ShardCommit, StoredShard } from "./shard-source.ts";
import { derivedId, type SharedRow } from "./shared-row.ts";

const problemSchema = z.object({
  line: z.int().min(0),
  code: z.string().max(100),
  reason: z.string(),
  source: z.string().min(1).max(200),
  observedAt: z.iso.datetime(),
});
const usedSchema = z.object({ source: z.string().min(1).max(200), observedAt: z.iso.datetime() });

/** What judges a shard, beside what the shard remembers: one state of the log for all of them. */
export interface JudgingParts {
  readonly state: MvcrsState;
  readonly turn: LogTurn;
  readonly config: MvcrsConfig;
  readonly clock: () => number;
  readonly notice: (text: string) => void;
}

/** Judges the metrics of one shard. */
export class ShardJudge {
  readonly #shard: number;
  readonly #parts: JudgingParts;
  readonly #memory: ShardMemory;
  readonly #judge: Judge;
  readonly #tracker: ChallengeTracker;
  readonly #unusable: UnusableReports;
  readonly #ahead: readonly Signal[];
  readonly #changed = new Map<string, SeriesKey>();
  #told: SharedRow[] = [];

  /** @throws SNAPSHOT_VERSION */
  constructor(stored: StoredShard, parts: JudgingParts) {
    const { state, turn, config, clock, notice } = parts;
    this.#shard = stored.shard;
    this.#parts = parts;
    this.#memory = restoreShard(stored, config, notice);
    const { panel, series, tracker } = this.#memory;
    this.#tracker = new ChallengeTracker(state, trackerPolicy(config), tracker);
    this.#ahead = panel.rewind(clock(), clock() + allowedAheadMs);
    series.rewind(clock() + allowedAheadMs);
    this.#judge = new Judge({
      state,
      panel: {
        judge: (signal, context) => {
          this.#change(signal);
          return panel.judge(signal, context);
        },
        sweep: (now) => {
          const found = panel.sweep(now);
          for (const { signal } of found) this.#change(signal);
          return found;
        },
        clockFault: (signal, aheadBy) => panel.clockFault(signal, aheadBy),
      },
      tracker: this.#tracker,
      series,
      replay: turn,
      clock,
      sweepEveryMs: sweepEvery(config),
    });
    const most = Number.POSITIVE_INFINITY;
    this.#unusable = new UnusableReports({ judge: this.#judge, state, series, config, most });
    // What comes late happened after what was judged.
    for (const { metric, source, newest } of series.snapshot())
      if (metric === seriesOfReports && newest !== null)
        this.#unusable.saw(seenAt(metric, { source, observedAt: new Date(newest).toISOString() }));
  }

  get counts(): JudgeCounts {
    return this.#judge.counts;
  }

  /** Events that wait to be made durable. */
  get waiting(): number {
    return this.#judge.waiting;
  }

  get silenceIsDue(): boolean {
    return this.#judge.sweepIsDue;
  }

  takeEvents(): ReturnType<Judge["takeEvents"]> {
    return this.#judge.takeEvents();
  }

  /** Says what a clock that ran ahead left behind. */
  async begin(): Promise<void> {
    for (const signal of this.#ahead) {
      this.#change(signal);
      await this.#judge.clockFault(signal);
    }
  }

  /** Judges by the clock what went silent while no signal came. */
  async judgeSilence(): Promise<void> {
    await this.#judge.idle();
  }

  /** Judges rows in their order. */
  async judge({ numbers, kinds, bodies }: Omit<ShardBatch, "shard">): Promise<void> {
    if (/^[cs]+$/.test(kinds)) return this.#judgeSignals(numbers, kinds, bodies);
    const lines = bodies.split("\n");
    for (const [i, line] of lines.entries()) {
      const [n, kind] = [numbers[i] ?? "", kinds[i]];
      if (kind === "-") continue;
      if (kind === "c" || kind === "s") await this.#judgeSignals([n], kind, line);
      else await this.#judgeOther(n, kind, line);
    }
  }

  /** Everything since the last commit; ask `committed` to forget it once it is. */
  commit(numbers: readonly string[]): ShardCommit {
    const stored = storeShard(this.#memory, this.#tracker.snapshot(), this.#changed);
    return { shard: this.#shard, numbers, ...stored, told: this.#told };
  }

  committed(): void {
    this.#changed.clear();
    this.#told = [];
  }

  /** Whether there is something to commit beside rows. */
  get hasChanged(): boolean {
    return this.#changed.size > 0 || this.#told.length > 0;
  }

  #change({ metric, source }: SeriesKey): void {
    const name = partName({ metric, source });
    if (!this.#changed.has(name)) this.#changed.set(name, { metric, source });
  }

  async #judgeSignals(numbers: readonly string[], kinds: string, bodies: string): Promise<void> {
    const rows = await decodeRows(bodies, numbers.length);
    for (const [i, row] of rows.entries()) {
      const n = numbers[i] ?? "";
      if (typeof row === "string") this.#unreadable(n, row);
      else {
        const waits = this.#judgeSignal(row, n, kinds[i] === "c");
        if (waits !== undefined) await waits;
      }
    }
  }

  #judgeSignal(signal: Signal, n: string, clean: boolean): Waits {
    try {
      const novelty = this.#judge.signal(signal);
      if (typeof novelty === "string") this.#judged(novelty, signal, n, clean);
      else
        return novelty.then(
          (known) => this.#judged(known, signal, n, clean),
          (thrown) => this.#unrecordable(thrown, signal, n),
        );
    } catch (thrown) {
      this.#unrecordable(thrown, signal, n);
    }
    return undefined;
  }

  /** A report that could be used is told to the shard where a challenge about its source waits for one. */
  #judged(novelty: Novelty, { source, observedAt }: Signal, n: string, clean: boolean): void {
    const { open } = this.#parts.state;
    if (novelty !== "new" || !clean || open.size === 0) return;
    const key = reportsMetric(source);
    if (open.has(key)) this.#tell("u", key, n, { source, observedAt });
  }

  #judgeOther(n: string, kind: string | undefined, line: string): Waits {
    const problem = kind === "p" ? checkJson(line, problemSchema) : undefined;
    if (problem?.ok) return this.#judgeProblem(n, problem.value);
    const used = kind === "u" ? checkJson(line, usedSchema) : undefined;
    if (used?.ok) {
      const { source } = used.value;
      return this.#unusable.used(seenAt(reportsMetric(source), used.value));
    }
    this.#unreadable(n, "is no row that this program knows");
    return undefined;
  }

  #judgeProblem(n: string, problem: z.infer<typeof problemSchema>): Waits {
    const { line, code, reason, source } = problem;
    if (this.#isOneTooMany(source)) {
      this.#tell("p", reportsMetric(shared), n, { ...problem, source: shared });
      return undefined;
    }
    this.#change({ metric: seriesOfReports, source });
    const waits = this.#unusable.saw(seenAt(seriesOfReports, problem));
    if (waits !== undefined) throw new TypeError("a report with a time waits for none");
    return this.#unusable.refused({ line, code, reason, source });
  }

  /** An input can name sources at will: beyond a number of challenges about sources, the rest share one, in its own shard. */
  #isOneTooMany(source: string): boolean {
    const { open } = this.#parts.state;
    if (source === shared || open.size < maxSources || open.has(reportsMetric(source))) return false;
    const about = [...open.values()].filter((all) => all.some(({ pattern }) => pattern === unusablePattern));
    return about.length >= maxSources;
  }

  /** What cannot be used counts against its source, where that is judged. */
  #unrecordable(thrown: unknown, { metric, source, observedAt }: Signal, n: string): void {
    if (!escalationErrors.is(thrown, "EVENT_UNSTORABLE")) throw thrown;
    this.#judge.counts.judged -= 1;
    const reason = `${metric} of ${source} at ${observedAt} cannot be recorded: ${thrown.details.reason}`;
    this.#tell("p", reportsMetric(source), n, {
      code: "ROW_UNRECORDABLE",
      line: 0,
      reason,
      source,
      observedAt,
    });
  }

  /** Another program put it there, or another version of this one. */
  #unreadable(n: string, problem: string): void {
    const observedAt = new Date(this.#parts.clock()).toISOString();
    const reason = `row ${n} of the database ${problem}`;
    const told = { code: "ROW_NOT_A_SIGNAL", line: 0, reason, source: shared, observedAt };
    this.#tell("p", reportsMetric(shared), n, told);
  }

  /** Tells another shard, in the commit that removes the row which gave the reason. */
  #tell(kind: "p" | "u", key: string, n: string, what: object): void {
    const row = { key, kind, sender: "mvcrs worker", body: JSON.stringify(what), once: kind === "p" };
    this.#told.push({ id: derivedId("told", kind, key, n), ...row });
  }
}

/** The source that stands for those that are one too many, or unknown. */
const shared = "input";

const seenAt = (
  metric: string,
  { source, observedAt }: { readonly source: string; readonly observedAt: string },
): Signal => ({ metric, source, value: 1, observedAt, time: Date.parse(observedAt) });
