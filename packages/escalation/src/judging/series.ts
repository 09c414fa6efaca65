import { SeriesIndex, type SeriesKey, type Signal } from "@mvcrs/verifiers";
import { z } from "zod";

export const seriesSnapshotSchema = z.array(
  z.strictObject({
    metric: z.string(),
    source: z.string(),
    /** The newest time judged, and the values judged at it; null where only times ahead of the present came. */
    newest: z.number().nullable(),
    values: z.array(z.number()).min(1),
    /** The newest time that lay ahead of the present when it came. */
    ahead: z.number().nullable(),
  }),
);
export type SeriesSnapshot = z.infer<typeof seriesSnapshotSchema>;

interface Series {
  readonly metric: string;
  readonly source: string;
  /** Place of its numbers. */
  readonly place: number;
  /** The values judged at its newest time, where there are several. */
  several: number[] | null;
  /** The newest time that lay ahead of the present, in milliseconds; -Infinity where none did. */
  ahead: number;
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

// The numbers of one series, next to those of its neighbours: every signal reads and writes them.
const time = 0;
const value = 1;
/** 1 where nothing newer has come since the state was restored. */
const restored = 2;
const width = 3;

/** How far each series has been judged, so that feeding the same input twice adds nothing. */
export class SeriesProgress {
  readonly #index = new SeriesIndex<Series>();
  #numbers = new Float64Array(64 * width);
  #latest = Number.NEGATIVE_INFINITY;

  constructor(snapshot: SeriesSnapshot = []) {
    for (const { metric, source, newest, values, ahead } of snapshot) {
      if (this.#index.find(metric, source) !== undefined) continue;
      const series = this.#add(metric, source, newest ?? Number.NEGATIVE_INFINITY, values[0] ?? Number.NaN);
      this.#numbers[series.place + restored] = 1;
      if (values.length > 1) series.several = [...values];
      series.ahead = ahead ?? Number.NEGATIVE_INFINITY;
      if (newest !== null) this.#latest = Math.max(this.#latest, newest);
    }
  }

  /** The latest observation time of all series in milliseconds; -Infinity before the first. */
  get latest(): number {
    return this.#latest;
  }

  /**
   * Takes back the times beyond `latest` (milliseconds) that an earlier run took for the present: a clock that ran ahead
   * must not bar what comes after. Returns the series whose newest time lies there.
   */
  rewind(
    latest: number,
  ): readonly { readonly metric: string; readonly source: string; readonly time: number }[] {
    const found: { readonly metric: string; readonly source: string; readonly time: number }[] = [];
    this.#latest = Number.NEGATIVE_INFINITY;
    for (const series of this.#index.all()) {
      const newest = this.#numbers[series.place + time] ?? 0;
      if (newest > latest) {
        series.ahead = Math.max(series.ahead, newest);
        series.several = null;
        this.#numbers[series.place + time] = Number.NEGATIVE_INFINITY;
      } else if (newest > this.#latest) this.#latest = newest;
      if (series.ahead > latest)
        found.push({ metric: series.metric, source: series.source, time: series.ahead });
      else series.ahead = Number.NEGATIVE_INFINITY;
    }
    return found;
  }

  /** Takes a signal whose time lies ahead of the present. It is judged once, and bars nothing. */
  admitAhead(signal: Signal): Novelty {
    let series = this.#index.find(signal.metric, signal.source);
    if (series === undefined) {
      series = this.#add(signal.metric, signal.source, Number.NEGATIVE_INFINITY, signal.value);
    }
    if (signal.time <= series.ahead) return "seen";
    series.ahead = signal.time;
    return "new";
  }

  admit(signal: Signal): Novelty {
    const series = this.#index.find(signal.metric, signal.source);
    if (series === undefined) this.#add(signal.metric, signal.source, signal.time, signal.value);
    else {
      const numbers = this.#numbers;
      const { place } = series;
      const newest = numbers[place + time] ?? 0;
      const isRestored = numbers[place + restored] === 1;
      if (signal.time < newest) return isRestored ? "seen" : "late";
      if (signal.time === newest) {
        const values = series.several ?? [numbers[place + value] ?? 0];
        if (values.includes(signal.value) || values.length >= maxValuesPerTime)
          return isRestored ? "seen" : "repeated";
        series.several = [...values, signal.value];
      } else {
        numbers[place + time] = signal.time;
        numbers[place + value] = signal.value;
        numbers[place + restored] = 0;
        if (series.several !== null) series.several = null;
      }
    }
    if (signal.time > this.#latest) this.#latest = signal.time;
    return "new";
  }

  snapshot(only?: Iterable<SeriesKey>): SeriesSnapshot {
    return this.#index.some(only).map(({ metric, source, place, several, ahead }) => ({
      metric,
      source,
      newest: finiteOrNull(this.#numbers[place + time] ?? 0),
      values: several === null ? [this.#numbers[place + value] ?? 0] : [...several],
      ahead: finiteOrNull(ahead),
    }));
  }

  #add(metric: string, source: string, newest: number, first: number): Series {
    const place = this.#index.all().length * width;
    if (place === this.#numbers.length) {
      const larger = new Float64Array(2 * place);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[place + time] = newest;
    this.#numbers[place + value] = first;
    const series: Series = { metric, source, place, several: null, ahead: Number.NEGATIVE_INFINITY };
    this.#index.add(series);
    return series;
  }
}

const finiteOrNull = (x: number): number | null => (Number.isFinite(x) ? x : null);
