import type { PreparedEvent } from "@mvcrs/chain";
import type { Assessment, Panel, Signal } from "@mvcrs/verifiers";
import type { MvcrsEvent } from "../ledger/events.ts";
import { storable } from "../ledger/fit-event.ts";
import { applyEvent, type MvcrsState } from "../ledger/state.ts";
import type { Replay } from "./replay.ts";
import type { Novelty, SeriesProgress } from "./series.ts";
import type { ChallengeTracker } from "./tracker.ts";
import { andThen, inTurn, type Waits } from "./waits.ts";

/** How far a signal's time may lie ahead of the present, in milliseconds, before its clock is at fault. */
export const allowedAheadMs = 300_000;

export interface JudgeParts {
  readonly state: MvcrsState;
  readonly panel: Pick<Panel, "judge" | "sweep" | "clockFault">;
  readonly tracker: ChallengeTracker;
  readonly series: SeriesProgress;
  /** What the log may have already, or others may still write. */
  readonly replay: Pick<Replay, "canMeet" | "pending" | "take" | "flush">;
  /** The present in milliseconds; what events record as `at`. */
  readonly clock: () => number;
  /** How often, in milliseconds of observed time, to look for metrics gone silent; Infinity for never. */
  readonly sweepEveryMs: number;
}

/** Signals judged and skipped so far. */
export interface JudgeCounts {
  judged: number;
  seen: number;
  repeated: number;
  late: number;
  readonly levels: Record<Assessment["level"], number>;
}

/**
 * Judges signals one by one and collects the events that are new to the log. The state runs ahead of the log by the
 * events not yet taken with `takeEvents`.
 */
export class Judge {
  readonly #parts: JudgeParts;
  #events: PreparedEvent<MvcrsEvent>[] = [];
  #nextSweep: number;
  readonly counts: JudgeCounts = {
    judged: 0,
    seen: 0,
    repeated: 0,
    late: 0,
    levels: { none: 0, soft: 0, material: 0, critical: 0 },
  };

  constructor(parts: JudgeParts) {
    this.#parts = parts;
    const { sweepEveryMs, series } = parts;
    // Looks for silence happen at whole multiples, so that where an input is cut does not change when they happen.
    this.#nextSweep = Number.isFinite(series.latest)
      ? (Math.floor(series.latest / sweepEveryMs) + 1) * sweepEveryMs
      : Number.NEGATIVE_INFINITY;
  }

  /** Judges a signal; a promise where entries of the log have to be read for that. */
  signal(signal: Signal): Novelty | Promise<Novelty> {
    const { series, clock } = this.#parts;
    const aheadBy = signal.time - clock();
    const isAhead = aheadBy > allowedAheadMs;
    const novelty = isAhead ? series.admitAhead(signal) : series.admit(signal);
    if (novelty !== "new") {
      this.counts[novelty] += 1;
      return novelty;
    }
    this.counts.judged += 1;
    const isSweepDue = signal.time >= this.#nextSweep && !isAhead;
    const swept = isSweepDue ? this.#sweepUpTo(signal.time) : undefined;
    const waits = andThen(swept, () => this.#judge(signal, isAhead ? aheadBy : undefined));
    return waits === undefined ? novelty : waits.then(() => novelty);
  }

  #judge(signal: Signal, aheadBy: number | undefined): Waits {
    const { panel, state } = this.#parts;
    const open = state.open.size === 0 ? undefined : state.open.get(signal.metric);
    const quarantined = open?.some(({ level }) => level !== "soft") ?? false;
    return this.record(
      panel.judge(signal, {
        locked: state.lock !== null,
        quarantined,
        accepted: state.accepted.size === 0 ? undefined : state.accepted.get(signal.metric),
        aheadBy,
      }),
    );
  }

  #sweepUpTo(time: number): Waits {
    const { sweepEveryMs } = this.#parts;
    if (sweepEveryMs === Number.POSITIVE_INFINITY) {
      this.#nextSweep = sweepEveryMs;
      return undefined;
    }
    const boundary = Math.floor(time / sweepEveryMs) * sweepEveryMs;
    this.#nextSweep = boundary + sweepEveryMs;
    return inTurn(this.#parts.panel.sweep(boundary), (assessment) => this.record(assessment));
  }

  /** Records that an earlier run took a time of this series for the present that lies in the future. */
  clockFault(last: Signal): Waits {
    const open = this.#parts.state.open.get(last.metric) ?? [];
    if (open.some(({ pattern }) => pattern === "clock-fault")) return undefined;
    return this.record(this.#parts.panel.clockFault(last, last.time - this.#parts.clock()));
  }

  /** Judges by the clock what went silent while no signal came. */
  idle(): Waits {
    return this.sweepIsDue ? this.#sweepUpTo(this.#parts.clock()) : undefined;
  }

  /** True where `idle` has something to look at. */
  get sweepIsDue(): boolean {
    const { sweepEveryMs, clock } = this.#parts;
    return sweepEveryMs !== Number.POSITIVE_INFINITY && clock() >= this.#nextSweep;
  }

  /** The events since the last call; from now on they are the caller's to append. */
  takeEvents(): readonly PreparedEvent<MvcrsEvent>[] {
    const events = this.#events;
    if (events.length > 0) this.#events = [];
    return events;
  }

  get waiting(): number {
    return this.#events.length;
  }

  /** Takes an assessment: its events are recorded, and it is counted. */
  record(assessment: Assessment): Waits {
    const { tracker, replay, clock } = this.#parts;
    this.counts.levels[worstLevel(assessment)] += 1;
    if (
      assessment.level === "none" &&
      assessment.findings.length === 0 &&
      tracker.isQuiet(assessment.signal.metric)
    )
      return undefined;
    const at = new Date(clock()).toISOString();
    const events = tracker.decide(assessment, at);
    if (events.length > 0 && replay.canMeet) return this.#meet(assessment, events, at);
    for (const event of events) this.#add(event);
    tracker.commit(assessment);
    return undefined;
  }

  /** Records what an assessment is worth where the log may have it already. */
  async #meet(assessment: Assessment, decided: readonly MvcrsEvent[], at: string): Promise<void> {
    const { tracker, replay } = this.#parts;
    let events = decided;
    for (let i = 0; i < events.length; i++) {
      const event = events[i];
      if (event === undefined || (await replay.take(event))) continue;
      if (replay.pending) {
        // This input leads elsewhere than the killed run's did: take over what that one recorded, and decide again.
        replay.flush();
        events = tracker.decide(assessment, at);
        i = -1;
        continue;
      }
      this.#add(event);
    }
    tracker.commit(assessment);
  }

  #add(event: MvcrsEvent): void {
    const stored = storable(event);
    applyEvent(this.#parts.state, stored.event, this.#parts.state.count);
    this.#events.push(stored);
  }
}

const order: readonly Assessment["level"][] = ["none", "soft", "material", "critical"];

/** The worst of what an observation shows, beside its value too. */
function worstLevel({ level, findings }: Assessment): Assessment["level"] {
  return findings.reduce(
    (worst, each) => (order.indexOf(each.level) > order.indexOf(worst) ? each.level : worst),
    level,
  );
}
