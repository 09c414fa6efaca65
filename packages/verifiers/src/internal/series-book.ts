import { type MetricConfig, metricConfigSchema, type PanelConfig } from "../config.ts";
import { ConsensusVerifier } from "../consensus.ts";
import { verifierErrors } from "../errors.ts";
import { ForecastVerifier } from "../forecast.ts";
import { metricMatcher } from "../metric-pattern.ts";
import { newPolicyMemory, type PolicyMemory, PolicyVerifier } from "../policy.ts";
import { SeriesIndex, type SeriesKey } from "../series-index.ts";
import { type PanelSnapshot, parseSnapshot } from "../snapshot.ts";
import type { Evidence } from "./evidence.ts";
import { type ForecastMemory, forecastMemories, loadForecast, storeForecast } from "./forecast/memory.ts";
import { Roster, RosterRoom } from "./witness-roster.ts";

/** The verifiers of one metric's entry; shared by all series that the entry speaks for. */
export interface Judges {
  readonly policy: PolicyVerifier;
  readonly consensus: ConsensusVerifier;
  readonly forecast: ForecastVerifier;
  readonly required: boolean;
  readonly quorum: number;
  /** Milliseconds, or undefined where no sample is ever stale. */
  readonly freshness: number | undefined;
}

/** All that is remembered of one metric from one source. */
export interface Series {
  readonly metric: string;
  readonly source: string;
  readonly judges: Judges;
  readonly policy: PolicyMemory;
  readonly roster: Roster;
  readonly forecast: ForecastMemory;
  /** Null while nothing deviates. */
  evidence: Evidence | null;
  /** What was known before the open challenge, and when a value had last been accepted then. */
  kept: { readonly forecast: ForecastMemory; readonly acceptedAt: number } | null;
}

/** The series a panel has met, in the order of their first signals. */
export class SeriesBook {
  newestTime = Number.NEGATIVE_INFINITY;
  readonly #index = new SeriesIndex<Series>();
  readonly #newForecast = forecastMemories();
  readonly #rosters = new RosterRoom();
  readonly #judgesOf: (metric: string) => Judges;

  constructor(config: PanelConfig) {
    refuseBadConfig(config);
    const byEntry = new Map<MetricConfig, Judges>();
    const entryOf = matcherOf(config.metrics);
    const unlisted = metricConfigSchema.parse({});
    this.#judgesOf = (metric) => {
      const entry = entryOf(metric) ?? unlisted;
      let judges = byEntry.get(entry);
      if (judges === undefined) {
        judges = {
          policy: new PolicyVerifier(entry, config.thresholds),
          consensus: new ConsensusVerifier(entry, config.thresholds),
          forecast: new ForecastVerifier(entry),
          required: entry.required,
          quorum: entry.quorum,
          freshness: entry.freshness_seconds === undefined ? undefined : entry.freshness_seconds * 1000,
        };
        byEntry.set(entry, judges);
      }
      return judges;
    };
  }

  /** The series of a metric and source; created on its first signal. */
  of(metric: string, source: string): Series {
    return this.#index.find(metric, source) ?? this.#add(metric, source);
  }

  all(): readonly Series[] {
    return this.#index.all();
  }

  snapshot(only?: Iterable<SeriesKey>): Omit<PanelSnapshot, "version"> {
    return {
      newestTime: Number.isFinite(this.newestTime) ? this.newestTime : null,
      series: this.#index.some(only).map(({ metric, source, policy, evidence, kept, roster, forecast }) => ({
        metric,
        source,
        policy: { ...policy },
        evidence: evidence === null ? null : { ...evidence },
        kept: kept === null ? null : { forecast: storeForecast(kept.forecast), acceptedAt: kept.acceptedAt },
        roster: roster.records(),
        forecast: storeForecast(forecast),
      })),
    };
  }

  restore(snapshot: unknown): void {
    const { newestTime, series } = parseSnapshot(snapshot);
    this.newestTime = newestTime ?? Number.NEGATIVE_INFINITY;
    for (const stored of series) {
      const made = this.of(stored.metric, stored.source);
      Object.assign(made.policy, stored.policy);
      made.evidence = stored.evidence;
      made.roster.restore(stored.roster);
      const kept =
        stored.kept === null ? null : { forecast: this.#newForecast(), acceptedAt: stored.kept.acceptedAt };
      made.kept = kept;
      const isLoaded =
        loadForecast(made.forecast, stored.forecast) &&
        (kept === null || stored.kept === null || loadForecast(kept.forecast, stored.kept.forecast));
      if (!isLoaded)
        throw verifierErrors.create("SNAPSHOT_INVALID", {
          problems: [`the forecast of ${stored.metric} from ${stored.source} has another size`],
        });
    }
  }

  #add(metric: string, source: string): Series {
    const series: Series = {
      metric,
      source,
      judges: this.#judgesOf(metric),
      policy: newPolicyMemory(),
      roster: new Roster(this.#rosters),
      forecast: this.#newForecast(),
      evidence: null,
      kept: null,
    };
    this.#index.add(series);
    return series;
  }
}

const matchers = new WeakMap<PanelConfig["metrics"], ReturnType<typeof metricMatcher<MetricConfig>>>();

/** The matcher of a configuration, made once: whoever shares series out has many books of one configuration. */
function matcherOf(metrics: PanelConfig["metrics"]): ReturnType<typeof metricMatcher<MetricConfig>> {
  const known = matchers.get(metrics) ?? metricMatcher(metrics);
  matchers.set(metrics, known);
  return known;
}

function refuseBadConfig({ thresholds, confidenceFloor, dissentPersistence }: PanelConfig): void {
  const { soft, material, critical } = thresholds;
  const problems = [
    soft > 0 && soft < material && material < critical && critical < Number.POSITIVE_INFINITY
      ? ""
      : `thresholds must ascend from above 0: soft ${soft}, material ${material}, critical ${critical}`,
    confidenceFloor >= 0 && confidenceFloor <= 1
      ? ""
      : `confidenceFloor must lie between 0 and 1: ${confidenceFloor}`,
    Number.isInteger(dissentPersistence) && dissentPersistence >= 1
      ? ""
      : `dissentPersistence must be a whole number from 1: ${dissentPersistence}`,
  ].filter((problem) => problem !== "");
  if (problems.length > 0) throw verifierErrors.create("PANEL_CONFIG_INVALID", { problems });
}
