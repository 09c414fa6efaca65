import { messageOf } from "@mvcrs/errors";
import type { Assessment } from "./assessment.ts";
import type { PanelConfig } from "./config.ts";
import { type Series, SeriesBook } from "./internal/series-book.ts";
import { adviceFor, type Pattern } from "./pattern.ts";
import type { Signal } from "./signal.ts";
import { type PanelSnapshot, snapshotVersion } from "./snapshot.ts";
import { type Triangulation, triangulate } from "./triangulate.ts";
import { type Verdict, type Verdicts, type VerifierName, verifierNames } from "./verdict.ts";

/** What the caller knows about the moment of a signal. */
export interface JudgeContext {
  /** A trust lock is on. */
  readonly locked?: boolean;
  /** The metric has an open material or critical challenge: the sample stays out of the forecast's history. */
  readonly quarantined?: boolean;
}

/**
 * The three verifiers over any number of series (a series is one metric from one source). Signals of one series come in
 * the order of their times. The panel has no clock and no randomness: the same signals and configuration give the same
 * assessments, also across a snapshot and restore.
 */
export interface Panel {
  /** Judges one signal and remembers what it needs of it. */
  judge(signal: Signal, context?: JudgeContext): Assessment;
  /**
   * The series that are silent for longer than `max_staleness_seconds` at `now` (milliseconds), each once per further
   * span of silence, in the order in which the series were first seen.
   */
  sweep(now: number): readonly Assessment[];
  /** Everything the panel remembers, as plain JSON data. */
  snapshot(): PanelSnapshot;
}

const notAsked = "nothing was reported";
const calm = "as expected";

const abstained = <Name extends VerifierName>(verifier: Name, reason: string) =>
  ({ verifier, status: "abstained", expected: null, deviation: 0, confidence: 0, reason }) as const;
const noConsensus = abstained("consensus", notAsked);
const noForecast = abstained("forecast", notAsked);

class VerifierPanel implements Panel {
  readonly #config: PanelConfig;
  readonly #book: SeriesBook;

  constructor(config: PanelConfig, book: SeriesBook) {
    this.#config = config;
    this.#book = book;
  }

  judge(signal: Signal, context?: JudgeContext): Assessment {
    const { metric, source, value, time } = signal;
    const series = this.#book.of(metric, source);
    const { judges } = series;
    const newest = this.#book.newestTime;
    const fresh = judges.freshness === undefined || time >= newest - judges.freshness;
    if (time > newest) this.#book.newestTime = time;
    let policy: Verdicts["policy"];
    let consensus: Verdicts["consensus"];
    let forecast: Verdicts["forecast"];
    // A verifier that fails must not take the others with it.
    try {
      policy = judges.policy.judge(series.policy, value, time, context?.locked === true);
    } catch (thrown) {
      policy = abstained("policy", `failed: ${messageOf(thrown)}`);
    }
    try {
      consensus = fresh
        ? judges.consensus.judge(series.roster, signal)
        : abstained("consensus", "stale input");
    } catch (thrown) {
      consensus = abstained("consensus", `failed: ${messageOf(thrown)}`);
    }
    try {
      forecast = fresh
        ? judges.forecast.judge(series.forecast, value, time, context?.quarantined !== true)
        : abstained("forecast", "stale input");
    } catch (thrown) {
      forecast = abstained("forecast", `failed: ${messageOf(thrown)}`);
    }
    return this.#conclude(series, signal, { policy, consensus, forecast }, null);
  }

  sweep(now: number): readonly Assessment[] {
    const found: Assessment[] = [];
    for (const series of this.#book.all()) {
      const policy = series.judges.policy.silence(series.policy, now);
      if (policy === null) continue;
      const time = series.judges.policy.silentSince(series.policy);
      const signal: Signal = {
        metric: series.metric,
        source: series.source,
        value: series.policy.lastValue,
        observedAt: new Date(time).toISOString(),
        time,
      };
      const verdicts = { policy, consensus: noConsensus, forecast: noForecast };
      found.push(this.#conclude(series, signal, verdicts, "silence"));
    }
    return found;
  }

  snapshot(): PanelSnapshot {
    return { version: snapshotVersion, ...this.#book.snapshot() };
  }

  #conclude(series: Series, signal: Signal, verdicts: Verdicts, pattern: Pattern | null): Assessment {
    const result = triangulate(verdicts, this.#config, series.dissent);
    series.dissent = result.next;
    const uncovered = series.judges.required && result.votes < 2;
    if (result.level === "none" && !uncovered)
      return {
        signal,
        verdicts,
        deviation: result.deviation,
        level: "none",
        pattern: null,
        dissent: null,
        dissentRun: 0,
        advice: "",
        reason: calm,
      };
    const level = result.level === "none" ? "soft" : result.level;
    const named = pattern ?? result.pattern ?? "no-coverage";
    return {
      signal,
      verdicts,
      deviation: result.deviation,
      level,
      pattern: named,
      dissent: result.dissent,
      dissentRun: result.next.run,
      advice: adviceFor(named),
      reason: explain(level, named, verdicts, result, this.#config.thresholds.soft),
    };
  }
}

function explain(
  level: string,
  pattern: Pattern,
  verdicts: Verdicts,
  result: Triangulation,
  soft: number,
): string {
  const { dissent, next } = result;
  const alone = dissent === null ? "" : ` (${dissent} alone, ${next.run} in a row)`;
  const said = verifierNames
    .map((name): Verdict => verdicts[name])
    .filter(({ deviation }) => pattern === "no-coverage" || deviation >= soft)
    .map(({ verifier, reason }) => `${verifier}: ${reason}`);
  return `${level} ${pattern}${alone}: ${said.join("; ")}`;
}

/** A panel that has seen nothing. Throws PANEL_CONFIG_INVALID. */
export function createPanel(config: PanelConfig): Panel {
  return new VerifierPanel(config, new SeriesBook(config));
}

/**
 * A panel that goes on where `snapshot` was taken. The configuration may differ from the one it was taken under; what
 * was learnt stays. Throws PANEL_CONFIG_INVALID, SNAPSHOT_VERSION, SNAPSHOT_INVALID.
 */
export function restorePanel(config: PanelConfig, snapshot: unknown): Panel {
  const book = new SeriesBook(config);
  book.restore(snapshot);
  return new VerifierPanel(config, book);
}
