import { sha256Hex } from "@mvcrs/canonical/sha256";
import { type Assessment, adviceFor, isMetricName, type Level, type Signal } from "@mvcrs/verifiers";
import type { RowProblem } from "@mvcrs/verifiers/input";
import type { MvcrsConfig } from "../ledger/config/config.ts";
import type { MvcrsState } from "../ledger/state.ts";
import type { Judge } from "./judge.ts";
import type { SeriesProgress } from "./series.ts";
import { inTurn, type Waits } from "./waits.ts";

/** The pattern of challenges about a source whose reports cannot be read. */
export const unusablePattern = "unusable-reports";

/** The series of a source's unusable rows; no signal can name it, so none can push it into the future. */
export const seriesOfReports = "unusable reports";
/** From this many unusable reports on, with none cleared between them, it is no accident. */
const persistentFrom = 3;
/** An input can name sources at will; beyond this many they share one challenge. */
export const maxSources = 100;
/** Rows at the front of an input that wait for a time. */
const maxEarly = 64;

/** A row that could not be used, as a challenge tells of it. */
type Report = Pick<RowProblem, "line" | "reason" | "source"> & { readonly code: string };

interface Parts {
  readonly judge: Pick<Judge, "record">;
  readonly state: MvcrsState;
  readonly series: SeriesProgress;
  readonly config: MvcrsConfig;
  /** Beyond this many sources they share one challenge. Default 100. */
  readonly most?: number;
}

/**
 * A reporter must not hide a value by writing it so that nobody can read it: an unusable report raises a challenge about
 * its source. It is soft at first, material when it persists, and clears as others do once enough reports of the source
 * could be used. The challenge is on a metric of its own, `reports.<source>`.
 */
export class UnusableReports {
  readonly #parts: Parts;
  /** Sources with a challenge that may be open, their metric, and the unusable reports that it counts. */
  readonly #sources = new Map<string, { readonly metric: string; count: number }>();
  #newest: Signal | undefined;
  #newestTime = Number.NEGATIVE_INFINITY;
  #early: Report[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    for (const challenges of parts.state.open.values())
      for (const { pattern, source, metric, observations } of challenges)
        if (pattern === unusablePattern) this.#sources.set(source, { metric, count: observations });
  }

  /** Takes a row that could not be used, wholly or in part, in the order of the input. */
  refused(problem: Report): Waits {
    // A report without a readable time happened after the one before it; at the front, with the first that has one.
    if (this.#newest === undefined) {
      if (this.#early.length < maxEarly) this.#early.push(problem);
      return undefined;
    }
    return this.#challenge(problem, this.#newest);
  }

  /** Takes every signal, judged now or by an earlier run: it tells the time. */
  saw(signal: Signal): Waits {
    if (signal.time > this.#newestTime) {
      this.#newest = signal;
      this.#newestTime = signal.time;
    }
    if (this.#early.length === 0) return undefined;
    const early = this.#early;
    this.#early = [];
    return inTurn(early, (problem) => this.#challenge(problem, signal));
  }

  /** Takes the first signal of a row that was judged and could be used as a whole. */
  used(signal: Signal): Waits {
    if (this.#sources.size === 0) return undefined;
    const source = this.#sources.get(signal.source);
    if (source === undefined || !this.#isOpen(source.metric)) return undefined;
    return this.#parts.judge.record(
      this.#assess("none", source.metric, signal, signal.source, "a report that can be used"),
    );
  }

  #challenge(problem: Report, at: Signal): Waits {
    const { judge, series, state, most = maxSources } = this.#parts;
    const named = problem.source ?? "input";
    const source = this.#sources.has(named) || this.#sources.size < most ? named : "input";
    const metric = reportsMetric(source);
    // Feeding the same input again adds nothing, here as with signals: what the row is stands in the place of a value.
    if (
      series.admit({
        metric: seriesOfReports,
        source,
        value: digest(problem),
        time: at.time,
        observedAt: at.observedAt,
      }) !== "new"
    )
      return undefined;
    const open = state.open.get(metric)?.find(({ pattern }) => pattern === unusablePattern);
    const known = this.#sources.get(source)?.count ?? 0;
    const count = open === undefined ? 1 : Math.max(known, open.observations) + 1;
    this.#sources.set(source, { metric, count });
    // The name of the file is left out: the same rows leave the same log, however they are fed.
    const reason = `line ${problem.line}: ${problem.reason}`.slice(0, 600).toWellFormed();
    return judge.record(
      this.#assess(count < persistentFrom ? "soft" : "material", metric, at, source, reason),
    );
  }

  #isOpen(metric: string): boolean {
    return this.#parts.state.open.has(metric);
  }

  #assess(level: Level, metric: string, at: Signal, source: string, reason: string): Assessment {
    const { config } = this.#parts;
    const deviation =
      level === "none"
        ? 0
        : level === "soft"
          ? config.deviation_threshold_soft
          : config.deviation_threshold_material;
    const silent = {
      status: "abstained",
      expected: null,
      deviation: 0,
      confidence: 0,
      reason: "nothing could be read",
    } as const;
    return {
      signal: { metric, source, value: 1, observedAt: at.observedAt, time: at.time },
      verdicts: {
        policy: { verifier: "policy", ...silent },
        consensus: { verifier: "consensus", ...silent },
        forecast: { verifier: "forecast", ...silent },
      },
      deviation,
      level,
      pattern: level === "none" ? null : unusablePattern,
      dissent: null,
      count: 0,
      confirmation: "unconfirmed",
      value: 1,
      findings: [],
      advice: level === "none" ? "" : adviceFor(unusablePattern),
      reason,
    };
  }
}

/** The metric of the challenges about a source; a name that no metric can have is adapted and kept distinct by a hash. */
export function reportsMetric(source: string): string {
  const metric = `reports.${source}`;
  if (isMetricName(metric)) return metric;
  const hash = sha256Hex(source).slice(0, 12);
  return `${metric.replace(/[^A-Za-z0-9._:-]+/g, "_").slice(0, 180)}.${hash}`;
}

/** A number that distinguishes unusable rows. */
function digest({ line, code, reason }: Report): number {
  return Number.parseInt(sha256Hex(`${line}\n${code}\n${reason}`).slice(0, 12), 16);
}
