import type { Signal } from "@mvcrs/verifiers";
import { z } from "zod";

export const seriesSnapshotSchema = z.array(
  z.tuple([z.string(), z.string(), z.number(), z.array(z.number()).min(1)]),
);
export type SeriesSnapshot = z.infer<typeof seriesSnapshotSchema>;

interface Series {
  time: number;
  values: number[];
  /** Nothing newer has come since the state was restored. */
  restored: boolean;
}

/**
 * What a signal is to its series, a metric as one source reports it:
 * - `new`: judge it;
 * - `seen`: an earlier run has judged this observation, or a later one of the series;
 * - `repeated`: this run has judged the same time and value;
 * - `late`: this run has judged a later time.
 */
export type Novelty = "new" | "seen" | "repeated" | "late";

/** Several values at one time are each judged (real files repeat times), up to this many. */
const maxValuesPerTime = 64;

/** How far each series has been judged, so that feeding the same input twice adds nothing. */
export class SeriesProgress {
  readonly #byMetric = new Map<string, Map<string, Series>>();
  #latest = Number.NEGATIVE_INFINITY;

  constructor(snapshot: SeriesSnapshot = []) {
    for (const [metric, source, time, values] of snapshot) {
      this.#sources(metric).set(source, { time, values: [...values], restored: true });
      this.#latest = Math.max(this.#latest, time);
    }
  }

  /** The latest observation time of all series in milliseconds; -Infinity before the first. */
  get latest(): number {
    return this.#latest;
  }

  admit(signal: Signal): Novelty {
    const sources = this.#sources(signal.metric);
    const series = sources.get(signal.source);
    const { time, value } = signal;
    if (series === undefined) sources.set(signal.source, { time, values: [value], restored: false });
    else if (time > series.time) {
      series.time = time;
      if (series.values.length === 1) series.values[0] = value;
      else series.values = [value];
      series.restored = false;
    } else {
      if (time < series.time) return series.restored ? "seen" : "late";
      if (series.values.includes(value) || series.values.length >= maxValuesPerTime)
        return series.restored ? "seen" : "repeated";
      series.values.push(value);
    }
    if (time > this.#latest) this.#latest = time;
    return "new";
  }

  snapshot(): SeriesSnapshot {
    const all: SeriesSnapshot = [];
    for (const [metric, sources] of this.#byMetric)
      for (const [source, { time, values }] of sources) all.push([metric, source, time, [...values]]);
    return all;
  }

  #sources(metric: string): Map<string, Series> {
    let sources = this.#byMetric.get(metric);
    if (sources === undefined) {
      sources = new Map();
      this.#byMetric.set(metric, sources);
    }
    return sources;
  }
}
