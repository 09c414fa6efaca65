/** What identifies a series: one metric as one source reports it. */
export interface SeriesKey {
  readonly metric: string;
  readonly source: string;
}

/**
 * What is kept of each series, in the order in which the series were first seen. Reporters go round their metrics in the
 * same order every time, so the one after the last is looked at before any table: a look-up in a table of many thousand
 * names is a visit to memory of its own.
 */
export class SeriesIndex<Item extends SeriesKey> {
  /** Place of the first series of each metric; nearly every metric has one source. */
  readonly #first = new Map<string, number>();
  readonly #others = new Map<string, Map<string, number>>();
  readonly #all: Item[] = [];
  #last = -1;

  find(metric: string, source: string): Item | undefined {
    const next = this.#last + 1 < this.#all.length ? this.#last + 1 : 0;
    const guess = this.#all[next];
    if (guess !== undefined && guess.metric === metric && guess.source === source) {
      this.#last = next;
      return guess;
    }
    const first = this.#first.get(metric);
    if (first === undefined) return undefined;
    const place = this.#all[first]?.source === source ? first : this.#others.get(metric)?.get(source);
    if (place === undefined) return undefined;
    this.#last = place;
    return this.#all[place];
  }

  /** Adds a series that is not there yet. */
  add(item: Item): void {
    const place = this.#all.push(item) - 1;
    const { metric, source } = item;
    const others = this.#others.get(metric);
    if (!this.#first.has(metric)) this.#first.set(metric, place);
    else if (others === undefined) this.#others.set(metric, new Map([[source, place]]));
    else others.set(source, place);
    this.#last = place;
  }

  all(): readonly Item[] {
    return this.#all;
  }

  /** Those that are named and there; all of them where none is named. */
  some(only?: Iterable<SeriesKey>): readonly Item[] {
    if (only === undefined) return this.#all;
    return [...only].flatMap(({ metric, source }) => this.find(metric, source) ?? []);
  }
}
