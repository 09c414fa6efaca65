import { messageOf } from "@mvcrs/errors";
import type { Assessment } from "./assessment.ts";
import type { PanelConfig } from "./config.ts";
import { beganAt } from "./forecast.ts";
import { countOf, isEmpty, noEvidence, observeEvidence } from "./internal/evidence.ts";
import { explain } from "./internal/explain.ts";
import { clockFinding, type Finding } from "./internal/findings.ts";
import { findingsOf } from "./internal/findings-of.ts";
import { at, copyForecast, restoreForecast } from "./internal/forecast/memory.ts";
import { type Series, SeriesBook } from "./internal/series-book.ts";
import { decide, gradesOf, isAtLeast, isVote } from "./levels.ts";
import { adviceFor } from "./pattern.ts";
import type { Accepted } from "./policy.ts";
import { softScore } from "./score.ts";
import type { SeriesKey } from "./series-index.ts";
import type { Signal } from "./signal.ts";
import { type PanelSnapshot, snapshotVersion } from "./snapshot.ts";
import { levelOf } from "./thresholds.ts";
import type { Verdict, Verdicts, VerifierName } from "./verdict.ts";
import { type WitnessHealth, witnessHealth } from "./witness-health.ts";

/** What the caller knows about the moment of a signal. */
export interface JudgeContext {
  /** A trust lock is on. */
  readonly locked?: boolean;
  /**
   * The metric has an open material or critical challenge: what was known before is kept, and what is learnt from now
   * on counts only if the new value is accepted.
   */
  readonly quarantined?: boolean;
  /** The last value of the metric that a person accepted as its new normal. */
  readonly accepted?: Accepted | undefined;
  /** Milliseconds by which the signal's time lies ahead of the present, where that is too much. */
  readonly aheadBy?: number | undefined;
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
  /**
   * Forgets times beyond `latest` (milliseconds), which only a clock that ran ahead can have reported; silence then counts from
   * `now`. Returns the last signal of each series that had one.
   */
  rewind(now: number, latest: number): readonly Signal[];
  /** What is to be said of a signal whose time lies this many milliseconds ahead of the present. */
  clockFault(signal: Signal, aheadBy: number): Assessment;
  /** How each witness of each series has done. */
  witnesses(): readonly WitnessHealth[];
  /** Everything the panel remembers, as plain JSON data; of some of its series, where those are named. */
  snapshot(only?: Iterable<SeriesKey>): PanelSnapshot;
}

const notAsked = "nothing was reported";
const calm = "as expected";
const noFindings: readonly Assessment[] = [];

const abstained = <Name extends VerifierName>(verifier: Name, reason: string) =>
  ({ verifier, status: "abstained", expected: null, deviation: 0, confidence: 0, reason }) as const;
const noPolicy = abstained("policy", notAsked);
const noConsensus = abstained("consensus", notAsked);
const noForecast = abstained("forecast", notAsked);
const aheadOfTime = abstained("forecast", "its time lies in the future");

/** Within two weeks every hour of a week has been seen before; a weekend that lasts longer than this is none. */
const weeksKnown = 15 * 86_400_000;
/** Of the last 16 observations this many have to be strange, or this many extreme, before history alone asks for a person. */
const strangeFor = 12;
const extremeFor = 6;

class VerifierPanel implements Panel {
  readonly #config: PanelConfig;
  readonly #book: SeriesBook;

  constructor(config: PanelConfig, book: SeriesBook) {
    this.#config = config;
    this.#book = book;
  }

  judge(signal: Signal, context?: JudgeContext): Assessment {
    const { metric, source, time } = signal;
    const series = this.#book.of(metric, source);
    const { judges } = series;
    const ahead = context?.aheadBy !== undefined;
    const newest = this.#book.newestTime;
    const fresh = judges.freshness === undefined || time >= newest - judges.freshness;
    if (time > newest && !ahead) this.#book.newestTime = time;
    this.#quarantine(series, context);

    // A verifier that fails must not take the others with it.
    let consensus: Verdicts["consensus"];
    try {
      consensus = fresh
        ? judges.consensus.judge(series.roster, signal)
        : abstained("consensus", "stale input");
    } catch (thrown) {
      consensus = abstained("consensus", `failed: ${messageOf(thrown)}`);
    }
    const confirmed =
      consensus.expected !== null && isVote(consensus, this.#config.confidenceFloor)
        ? consensus.expected
        : null;
    // Witnesses that agree with the report confirm it as it stands.
    const value = confirmed === null || consensus.deviation === 0 ? signal.value : confirmed;
    let policy: Verdicts["policy"];
    try {
      const memory = ahead ? { ...series.policy } : series.policy;
      policy = judges.policy.judge(memory, value, time, context?.locked === true, context?.accepted);
    } catch (thrown) {
      policy = abstained("policy", `failed: ${messageOf(thrown)}`);
    }
    let forecast: Verdicts["forecast"];
    try {
      if (ahead) forecast = aheadOfTime;
      else
        forecast = fresh
          ? judges.forecast.judge(series.forecast, value, time)
          : abstained("forecast", "stale input");
    } catch (thrown) {
      forecast = abstained("forecast", `failed: ${messageOf(thrown)}`);
    }
    return this.#conclude(series, signal, { policy, consensus, forecast }, value, context);
  }

  /** Keeps what was known before a challenge; on its end goes back to it, or stays with what was learnt since. */
  #quarantine(series: Series, context: JudgeContext | undefined): void {
    if (context?.quarantined === true) {
      series.kept ??= { forecast: copyForecast(series.forecast), acceptedAt: context.accepted?.at ?? -1 };
      return;
    }
    if (series.kept === null) return;
    const isAccepted = (context?.accepted?.at ?? -1) > series.kept.acceptedAt;
    if (!isAccepted) restoreForecast(series.forecast, series.kept.forecast);
    series.kept = null;
    series.evidence = null;
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
      const { thresholds, dissentPersistence } = this.#config;
      series.evidence ??= noEvidence();
      const material = isAtLeast(levelOf(policy.deviation, thresholds), "material");
      series.evidence.silent = ((series.evidence.silent << 1) | (material ? 1 : 0)) >>> 0;
      const level = countOf(series.evidence.silent, 8) >= dissentPersistence ? "material" : "soft";
      found.push(
        this.#finding(signal, verdicts, signal.value, {
          pattern: "silence",
          level,
          deviation: policy.deviation,
          reason: policy.reason,
        }),
      );
    }
    return found;
  }

  rewind(now: number, latest: number): readonly Signal[] {
    const ahead: Signal[] = [];
    if (this.#book.newestTime > latest) this.#book.newestTime = Number.NEGATIVE_INFINITY;
    for (const { metric, source, policy, forecast } of this.#book.all()) {
      const { numbers, base } = forecast;
      const judgedAt = numbers[base + at.lastTime] ?? 0;
      if (policy.seen === 0 || (policy.lastTime <= latest && judgedAt <= latest)) continue;
      const time = Math.max(policy.lastTime, judgedAt);
      ahead.push({ metric, source, value: policy.lastValue, observedAt: new Date(time).toISOString(), time });
      // Nothing is known of when it last reported in truth; silence counts from the present.
      policy.seen = 0;
      policy.lastTime = now;
      policy.silentSpans = 0;
      numbers[base + at.lastTime] = Number.NEGATIVE_INFINITY;
      numbers[base + at.since] = 0;
    }
    return ahead;
  }

  clockFault(signal: Signal, aheadBy: number): Assessment {
    const verdicts = { policy: noPolicy, consensus: noConsensus, forecast: noForecast };
    return this.#finding(signal, verdicts, signal.value, clockFinding(signal, aheadBy));
  }

  witnesses(): readonly WitnessHealth[] {
    return this.#book.all().flatMap(({ metric, source, roster }) => witnessHealth(metric, source, roster));
  }

  snapshot(only?: Iterable<SeriesKey>): PanelSnapshot {
    return { version: snapshotVersion, ...this.#book.snapshot(only) };
  }

  #conclude(
    series: Series,
    signal: Signal,
    verdicts: Verdicts,
    value: number,
    context: JudgeContext | undefined,
  ): Assessment {
    const { policy, consensus, forecast } = verdicts;
    const { judges } = series;
    const { soft } = this.#config.thresholds;
    const unusual = judges.forecast.raw >= softScore;
    const uncovered =
      consensus.status === "abstained" &&
      consensus.disputed !== true &&
      series.roster.size > 0 &&
      series.roster.regulars() >= judges.quorum;
    const isCalm =
      policy.deviation < soft &&
      consensus.deviation < soft &&
      forecast.deviation < soft &&
      consensus.disputed !== true &&
      !unusual &&
      !uncovered;
    if (isCalm && series.evidence === null && !this.#hasFinding(series, verdicts, context))
      return this.#calm(signal, verdicts, value, noFindings);

    series.evidence ??= noEvidence();
    const { evidence } = series;
    const grades = gradesOf(verdicts, this.#config, {
      contested: judges.consensus.sidesWith(signal, consensus),
      reportBreaks: consensus.deviation > 0 && judges.policy.breaks(signal.value),
    });
    observeEvidence(evidence, {
      soft: isAtLeast(grades.policy, "soft"),
      material: isAtLeast(grades.policy, "material"),
      critical: grades.policy === "critical",
      falseSoft: isAtLeast(grades.consensus, "soft"),
      falseMaterial: isAtLeast(grades.consensus, "material"),
      falseCritical: grades.consensus === "critical",
      disputed: grades.confirmation === "disputed",
      uncovered,
      unusual,
      extreme: judges.forecast.extreme,
    });
    const decision = decide(
      verdicts,
      grades,
      evidence,
      this.#config,
      this.#standsOut(series, signal.time, policy),
    );
    const found = findingsOf(series, signal, verdicts, grades, decision, {
      persistence: this.#config.dissentPersistence,
      aheadBy: context?.aheadBy,
    });
    const findings =
      found.length === 0
        ? noFindings
        : found.map((finding) => this.#finding(signal, verdicts, value, finding));
    if (isEmpty(evidence)) series.evidence = null;
    if (decision.level === "none") return this.#calm(signal, verdicts, value, findings);
    const pattern = decision.pattern ?? "drift";
    return {
      signal,
      verdicts,
      deviation: decision.deviation,
      level: decision.level,
      pattern,
      confirmation: grades.confirmation,
      value,
      dissent: decision.dissent,
      count: decision.count,
      advice: adviceFor(pattern),
      reason: explain(decision, pattern, grades, verdicts, soft),
      findings,
    };
  }

  #calm(signal: Signal, verdicts: Verdicts, value: number, findings: readonly Assessment[]): Assessment {
    return {
      signal,
      verdicts,
      deviation: 0,
      level: "none",
      pattern: null,
      confirmation: verdicts.consensus.status === "voted" ? "confirmed" : "unconfirmed",
      value,
      dissent: null,
      count: 0,
      advice: "",
      reason: calm,
      findings,
    };
  }

  /** Whether history alone may ask for a person: nothing is declared, and no calendar explains what lasts so long. */
  #standsOut(series: Series, time: number, policy: Verdict): boolean {
    const { evidence, forecast } = series;
    if (evidence === null || policy.status === "voted") return false;
    if ((evidence.unusual & 1) === 0 || countOf(evidence.unusual, 16) < strangeFor) return false;
    return time - beganAt(forecast) >= weeksKnown || countOf(evidence.extreme, 16) >= extremeFor;
  }

  /** A cheap look whether there is anything to find in an observation that is calm otherwise. */
  #hasFinding(
    { judges, forecast }: Series,
    { consensus }: Verdicts,
    context: JudgeContext | undefined,
  ): boolean {
    if (context?.aheadBy !== undefined || consensus.outvoted !== undefined || judges.required) return true;
    return judges.forecast.isStanding(forecast);
  }

  #finding(signal: Signal, verdicts: Verdicts, value: number, finding: Finding): Assessment {
    return {
      ...this.#calm(signal, verdicts, value, noFindings),
      ...finding,
      advice: adviceFor(finding.pattern),
      reason: `${finding.level} ${finding.pattern}: ${finding.reason}`,
    };
  }
}

/**
 * A panel that has seen nothing.
 *
 * @throws PANEL_CONFIG_INVALID
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createPanel, defaultPanelConfig, metricConfigSchema } from "@mvcrs/verifiers";
 *
 * const declared = metricConfigSchema.parse({ bounds: { max: 10 } });
 * const panel = createPanel({ ...defaultPanelConfig, metrics: { "arena.stake": declared } });
 * const observedAt = "2026-11-22T00:00:00.000Z";
 * const signal = { metric: "arena.stake", source: "scoreboard", value: 50, observedAt };
 * const { level, pattern } = panel.judge({ ...signal, time: Date.parse(observedAt) });
 * assert.notEqual(level, "none");
 * assert.equal(pattern, "standing-violation");
 * ```
 */
export function createPanel(config: PanelConfig): Panel {
  return new VerifierPanel(config, new SeriesBook(config));
}

/**
 * A panel that goes on where `snapshot` was taken. The configuration may differ from the one it was taken under; what
 * was learnt stays.
 *
 * @throws PANEL_CONFIG_INVALID, SNAPSHOT_VERSION, SNAPSHOT_INVALID
 */
export function restorePanel(config: PanelConfig, snapshot: unknown): Panel {
  const book = new SeriesBook(config);
  book.restore(snapshot);
  return new VerifierPanel(config, book);
}
