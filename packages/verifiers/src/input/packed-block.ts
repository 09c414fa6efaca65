import type { Signal, Witness } from "../signal.ts";
import type { OddLine, ScannedBlock } from "./scan.ts";

type Mutable<Fields> = { -readonly [Key in keyof Fields]: Fields[Key] };

/**
 * A scanned block in the form in which threads hand it on: a few large arrays, whose memory changes hands, instead of
 * several objects per signal, each of which would be copied. Names are sent once and are numbers from then on.
 */
export interface PackedBlock {
  readonly afterTooLong: boolean;
  readonly read: number;
  readonly count: number;
  /**
   * For each signal: metric, source, unit, value, time, place in `times`, number of witnesses, and for each of these
   * source, value, weight. Names by number; -1 for what is not there. A signal with more to it is -1 alone, and stands
   * in `whole`.
   */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** All names sent so far are forgotten before those of this block are added. */
  readonly anew: boolean;
  /** Names that have not been sent before; they take the next numbers. Metrics have numbers of their own. */
  readonly metrics: readonly string[];
  readonly others: readonly string[];
  /** `observedAt` of the signals; equal ones in a row are here once. */
  readonly times: readonly string[];
  readonly whole: readonly Signal[];
  readonly odd: PackedLines;
}

interface PackedLines {
  readonly before: readonly number[];
  readonly lines: readonly number[];
  /** Where each line ends in `bytes`. */
  readonly ends: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const none = -1;

/** Characters of names that both sides remember; beyond it they start over, so that no input can fill the memory. */
const maxRemembered = 16_000_000;

/** Numbers names. In long inputs they come in the same order again and again, so the next number is tried first. */
class NameNumbers {
  #names: string[] = [];
  #numbers = new Map<string, number>();
  #last = -1;
  fresh: string[] = [];
  characters = 0;

  of(name: string): number {
    const next = this.#last + 1 < this.#names.length ? this.#last + 1 : 0;
    if (this.#names[next] === name) {
      this.#last = next;
      return next;
    }
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.push(name) - 1;
      this.#numbers.set(name, number);
      this.fresh.push(name);
      // A place in the tables costs something too.
      this.characters += name.length + 32;
    }
    this.#last = number;
    return number;
  }

  forget(): void {
    this.#names = [];
    this.#numbers = new Map();
    this.#last = -1;
    this.characters = 0;
  }
}

/** The sending side; what it packs must be unpacked in the same order by one `BlockUnpacker`. */
export class BlockPacker {
  readonly #metrics = new NameNumbers();
  readonly #others = new NameNumbers();
  readonly #maxRemembered: number;
  #numbers = new Float64Array(16_384);
  #length = 0;

  constructor(remembered: number = maxRemembered) {
    this.#maxRemembered = remembered;
  }

  pack({ afterTooLong, signals, odd, read }: ScannedBlock): PackedBlock {
    const times: string[] = [];
    const whole: Signal[] = [];
    const anew = this.#metrics.characters + this.#others.characters > this.#maxRemembered;
    if (anew) {
      this.#metrics.forget();
      this.#others.forget();
    }
    this.#length = 0;
    for (const signal of signals) {
      const { witnesses = [], observedAt } = signal;
      if (signal.labels !== undefined || hasMore(witnesses)) {
        this.#put(none);
        whole.push(signal);
        continue;
      }
      if (times.at(-1) !== observedAt) times.push(observedAt);
      this.#put(this.#metrics.of(signal.metric));
      this.#put(this.#others.of(signal.source));
      this.#put(signal.unit === undefined ? none : this.#others.of(signal.unit));
      this.#put(signal.value);
      this.#put(signal.time);
      this.#put(times.length - 1);
      this.#put(signal.witnesses === undefined ? none : witnesses.length);
      for (const { source, value, weight } of witnesses) {
        this.#put(this.#others.of(source));
        this.#put(value);
        this.#put(weight ?? none);
      }
    }
    const { fresh: metrics } = this.#metrics;
    const { fresh: others } = this.#others;
    this.#metrics.fresh = [];
    this.#others.fresh = [];
    return {
      afterTooLong,
      read,
      count: signals.length,
      numbers: this.#numbers.slice(0, this.#length),
      anew,
      metrics,
      others,
      times,
      whole,
      odd: packLines(odd),
    };
  }

  #put(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }
}

/** The receiving side. */
export class BlockUnpacker {
  #metrics: string[] = [];
  #others: string[] = [];

  unpack(block: PackedBlock): ScannedBlock {
    const { afterTooLong, read, count, numbers, anew, metrics, others, times, whole, odd } = block;
    if (anew) {
      this.#metrics = [];
      this.#others = [];
    }
    for (const name of metrics) this.#metrics.push(name);
    for (const name of others) this.#others.push(name);
    const signals: Signal[] = [];
    let at = 0;
    let spelled = 0;
    while (signals.length < count) {
      const metric = numbers[at] ?? none;
      if (metric === none) {
        const signal = whole[spelled];
        if (signal === undefined) throw new RangeError("a packed block is incomplete");
        signals.push(signal);
        spelled += 1;
        at += 1;
        continue;
      }
      const signal: Mutable<Signal> = {
        metric: named(this.#metrics, metric),
        source: named(this.#others, numbers[at + 1]),
        value: numbers[at + 3] ?? 0,
        observedAt: named(times, numbers[at + 5]),
        time: numbers[at + 4] ?? 0,
      };
      const unit = numbers[at + 2] ?? none;
      if (unit !== none) signal.unit = named(this.#others, unit);
      const witnesses = numbers[at + 6] ?? none;
      at += 7;
      if (witnesses !== none) {
        signal.witnesses = this.#witnesses(numbers, at, witnesses);
        at += 3 * witnesses;
      }
      signals.push(signal);
    }
    return { afterTooLong, signals, odd: unpackLines(odd), read };
  }

  #witnesses(numbers: Float64Array, from: number, count: number): readonly Witness[] {
    const list: Witness[] = [];
    for (let at = from; at < from + 3 * count; at += 3) {
      const source = named(this.#others, numbers[at]);
      const value = numbers[at + 1] ?? 0;
      const weight = numbers[at + 2] ?? none;
      list.push(weight === none ? { source, value } : { source, value, weight });
    }
    return list;
  }
}

function hasMore(witnesses: readonly Witness[]): boolean {
  for (const { observedAt, operator, key, host, advisory } of witnesses)
    if ((observedAt ?? operator ?? key ?? host ?? advisory) !== undefined) return true;
  return false;
}

function named(names: readonly string[], number = none): string {
  const name = names[number];
  if (name === undefined) throw new RangeError("a packed block names what was never sent");
  return name;
}

function packLines(odd: readonly OddLine[]): PackedLines {
  const bytes = new Uint8Array(odd.reduce((sum, line) => sum + line.bytes.length, 0));
  const ends: number[] = [];
  let at = 0;
  for (const line of odd) {
    bytes.set(line.bytes, at);
    at += line.bytes.length;
    ends.push(at);
  }
  return { before: odd.map(({ before }) => before), lines: odd.map(({ lines }) => lines), ends, bytes };
}

function unpackLines({ before, lines, ends, bytes }: PackedLines): OddLine[] {
  return before.map((signals, i) => ({
    before: signals,
    lines: lines[i] ?? 1,
    bytes: bytes.subarray(i === 0 ? 0 : ends[i - 1], ends[i]),
  }));
}
