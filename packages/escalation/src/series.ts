import type { Signal } from "@mvcrs/verifiers";
import { z } from "zod";

export const seriesSnapshotSchema = z.array(
  z.tuple([z.string(), z.string(), z.number(), z.array(z.number()).min(1)]),
);
export type SeriesSnapshot = z.infer<typeof seriesSnapshotSchema>;

interface Series {
  readonly metric: string;
  readonly source: string;
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
  /** The first series of each metric; nearly every metric has one source, and a second look-up is not free. */
  readonly #first = new Map<string, Series>();
  readonly #others = new Map<string, Map<string, Series>>();
  readonly #all: Series[] = [];
  #latest = Number.NEGATIVE_INFINITY;

  constructor(snapshot: SeriesSnapshot = []) {
    for (const [metric, source, time, values] of snapshot) {
      this.#add({ metric, source, time, values: [...values], restored: true });
      this.#latest = Math.max(this.#latest, time);
    }
  }

  /** The latest observation time of all series in milliseconds; -Infinity before the first. */
  get latest(): number {
    return this.#latest;
  }

  admit(signal: Signal): Novelty {
    const { metric, source, time, value } = signal;
    const series = this.#find(metric, source);
    if (series === undefined) this.#add({ metric, source, time, values: [value], restored: false });
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
    return this.#all.map(({ metric, source, time, values }) => [metric, source, time, [...values]]);
  }

  #find(metric: string, source: string): Series | undefined {
    const first = this.#first.get(metric);
    return first?.source === source ? first : this.#others.get(metric)?.get(source);
  }

  #add(series: Series): void {
    const { metric, source } = series;
    this.#all.push(series);
    if (!this.#first.has(metric)) this.#first.set(metric, series);
    else {
      const others = this.#others.get(metric);
      if (others === undefined) this.#others.set(metric, new Map([[source, series]]));
      else others.set(source, series);
    }
  }
}
