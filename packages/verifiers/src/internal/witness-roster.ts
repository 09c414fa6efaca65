import type { Witness } from "../signal.ts";
import { createSlab, type Row } from "./slab.ts";

/** What consensus remembers of one witness of one series, as plain JSON data. */
export interface WitnessRecord {
  readonly source: string;
  /** `reliabilityFloor` to 1: a running mean of "agreed with the consensus". */
  readonly reliability: number;
  /** How often it was counted. */
  readonly seen: number;
  /** Signals in a row without it; 0 while it is present. */
  readonly missed: number;
  readonly lastValue: number;
  /** The source whose every odd reading it repeats to the last bit, and for how many readings. */
  readonly twin: string | null;
  readonly twinRun: number;
  /** When it was last counted, in milliseconds. */
  readonly lastTime: number;
  /** The last 32 comparisons with a consensus, the latest in the lowest bit: 1 where it was outvoted. */
  readonly outvoted: number;
  /** How many comparisons there were, and in how many of them it was outvoted. */
  readonly compared: number;
  readonly outvotedCount: number;
  /** Its value as a multiple of the consensus, when it was last outvoted; 0 before. */
  readonly ratio: number;
}

// The numbers of one witness.
const reliability = 0;
const seen = 1;
const missed = 2;
const lastValue = 3;
const twinRun = 4;
const lastTime = 5;
const outvoted = 6;
const compared = 7;
const outvotedCount = 8;
const ratio = 9;
const width = 10;

/** Nobody falls below it, so that a witness framed by liars can still return. */
const reliabilityFloor = 0.25;
const startReliability = 0.5;
const memory = 1 / 16;
/** A series keeps this many witnesses at the most; who was missed longest goes first. */
const rosterLimit = 32;
const regularAfter = 3;
const forgottenAfter = 256;
/** This many equal readings in a row, while others differ and the value moves, are no coincidence. */
const twinAfter = 8;
/** Series with more witnesses have their numbers apart. */
const usualWitnesses = 4;
/** This many lists of names are looked through for an equal one. */
const sharedLists = 16;

/** What all rosters of a book share: memory side by side, and the lists of names that many series have in common. */
export class RosterRoom {
  readonly #rows = createSlab((length) => new Float64Array(length), usualWitnesses * width);
  readonly #lists: (readonly string[])[] = [];

  row(witnesses: number): Row<Float64Array> {
    return witnesses <= usualWitnesses
      ? this.#rows()
      : { data: new Float64Array(2 * witnesses * width), base: 0 };
  }

  /** The list itself, or an equal one that is there already. */
  shared(sources: readonly string[]): readonly string[] {
    const known = this.#lists.find((list) => isSame(list, sources));
    if (known !== undefined) return known;
    if (this.#lists.length === sharedLists) this.#lists.shift();
    this.#lists.push(sources);
    return sources;
  }
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, index) => name === b[index]);

const noNumbers = new Float64Array(0);
const nobody: readonly string[] = [];

/**
 * The witnesses of one series. Nearly every signal has the same ones in the same order, so names and numbers are apart:
 * the names are shared with other series, and the numbers of a series stand next to each other.
 */
export class Roster {
  readonly #room: RosterRoom;
  #sources = nobody;
  #numbers: Float64Array = noNumbers;
  #base = 0;
  /** How many witnesses have room at `base`. */
  #space = 0;
  /** By place; `null` as long as nobody ever had a twin. */
  #twins: (string | null)[] | null = null;

  constructor(room: RosterRoom) {
    this.#room = room;
  }

  get size(): number {
    return this.#sources.length;
  }

  /** `hint` is its place if the witnesses come in the order of the roster, as they nearly always do. */
  reliabilityOf(source: string, hint = 0): number {
    const place = this.#find(source, hint);
    return place < 0 ? startReliability : this.#get(place, reliability);
  }

  /** The regular witnesses of the series that were missing at the last update. */
  silent(): readonly string[] | null {
    let silent: string[] | null = null;
    for (let place = 0; place < this.#sources.length; place += 1)
      if (this.#get(place, missed) > 0 && this.#get(place, seen) >= regularAfter) {
        silent ??= [];
        silent.push(this.#sources[place] ?? "");
      }
    return silent;
  }

  /** How many witnesses were regular ones, whether they are present or not. */
  regulars(): number {
    let regular = 0;
    for (let place = 0; place < this.#sources.length; place += 1)
      if (this.#get(place, seen) >= regularAfter) regular += 1;
    return regular;
  }

  /** The witness's last comparisons as bits, and its value as a multiple of the consensus when it was last outvoted. */
  faultOf(source: string): { readonly bits: number; readonly ratio: number } {
    const place = this.#find(source, 0);
    return place < 0
      ? { bits: 0, ratio: 0 }
      : { bits: this.#get(place, outvoted), ratio: this.#get(place, ratio) };
  }

  hasTwins(): boolean {
    return this.#twins !== null && this.twins().length > 0;
  }

  /** Pairs of which one repeats the other's readings although others, that agree, differ. */
  twins(): readonly (readonly [string, string])[] {
    const twins = this.#twins ?? [];
    return this.#sources.flatMap((source, place) => {
      const twin = twins[place] ?? null;
      const lasts = twin !== null && this.#get(place, twinRun) >= twinAfter;
      return lasts ? [[source, twin] as const] : [];
    });
  }

  /**
   * Adds the counted witnesses of one signal. Where there was a consensus to agree with, a witness agrees within
   * `reach` of `expected`; `expected` is NaN where there was none.
   */
  update(present: readonly Witness[], expected: number, reach: number, time: number): void {
    const asBefore = this.#isList(present);
    if (!asBefore)
      for (let place = 0; place < this.#sources.length; place += 1)
        this.#set(place, missed, this.#get(place, missed) + 1);
    // Who is outvoted differs in any case, and makes no copies of those who agree to the last bit.
    let first = Number.NaN;
    let differing = false;
    for (const { value } of present) {
      if (!(Math.abs(value - expected) <= reach)) continue;
      if (Number.isNaN(first)) first = value;
      else if (value !== first) differing = true;
    }
    for (let index = 0; index < present.length; index += 1) {
      const witness = present[index];
      if (witness === undefined) continue;
      const { source, value } = witness;
      let place = asBefore ? index : this.#find(source, index);
      if (place < 0) place = this.#add(source, value);
      const numbers = this.#numbers;
      const at = this.#base + place * width;
      numbers[at + missed] = 0;
      if (!Number.isNaN(expected)) {
        const agreed = Math.abs(value - expected) <= reach ? 1 : 0;
        numbers[at + compared] = (numbers[at + compared] ?? 0) + 1;
        const bits = numbers[at + outvoted] ?? 0;
        if (agreed === 0 || bits !== 0) numbers[at + outvoted] = ((bits << 1) | (1 - agreed)) >>> 0;
        if (agreed === 0) {
          numbers[at + outvotedCount] = (numbers[at + outvotedCount] ?? 0) + 1;
          numbers[at + ratio] =
            Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value / expected)) || 0;
        }
        const before = numbers[at + reliability] ?? 0;
        numbers[at + reliability] = Math.max(reliabilityFloor, before + memory * (agreed - before));
      }
      const seenBefore = numbers[at + seen] ?? 0;
      if (differing && (seenBefore === 0 || value !== numbers[at + lastValue]))
        this.#noteTwin(place, source, present);
      numbers[at + seen] = seenBefore + 1;
      numbers[at + lastTime] = time;
      numbers[at + lastValue] = value;
    }
    if (!asBefore) this.#forget();
  }

  records(): WitnessRecord[] {
    return this.#sources.map((source, place) => ({
      source,
      reliability: this.#get(place, reliability),
      seen: this.#get(place, seen),
      missed: this.#get(place, missed),
      lastValue: this.#get(place, lastValue),
      twin: this.#twins?.[place] ?? null,
      twinRun: this.#get(place, twinRun),
      lastTime: this.#get(place, lastTime),
      outvoted: this.#get(place, outvoted),
      compared: this.#get(place, compared),
      outvotedCount: this.#get(place, outvotedCount),
      ratio: this.#get(place, ratio),
    }));
  }

  /** The inverse of `records`, into a new roster. */
  restore(records: readonly WitnessRecord[]): void {
    for (const record of records) {
      const place = this.#add(record.source, record.lastValue);
      this.#set(place, reliability, record.reliability);
      this.#set(place, seen, record.seen);
      this.#set(place, missed, record.missed);
      this.#set(place, lastTime, record.lastTime);
      this.#set(place, outvoted, record.outvoted);
      this.#set(place, compared, record.compared);
      this.#set(place, outvotedCount, record.outvotedCount);
      this.#set(place, ratio, record.ratio);
      this.#setTwin(place, record.twin, record.twinRun);
    }
    this.#forget();
  }

  #get(place: number, number: number): number {
    return this.#numbers[this.#base + place * width + number] ?? 0;
  }

  #set(place: number, number: number, value: number): void {
    this.#numbers[this.#base + place * width + number] = value;
  }

  #find(source: string, hint: number): number {
    return this.#sources[hint] === source ? hint : this.#sources.indexOf(source);
  }

  /** Whether the witnesses are those of the roster, in its order. Then nobody is new, missing or forgotten. */
  #isList(present: readonly Witness[]): boolean {
    const sources = this.#sources;
    if (sources.length !== present.length) return false;
    for (let index = 0; index < sources.length; index += 1)
      if (sources[index] !== present[index]?.source) return false;
    return true;
  }

  #add(source: string, value: number): number {
    const place = this.#sources.length;
    if (place === this.#space) {
      const { data, base } = this.#room.row(place + 1);
      data.set(this.#numbers.subarray(this.#base, this.#base + place * width), base);
      this.#space = place < usualWitnesses ? usualWitnesses : 2 * (place + 1);
      this.#numbers = data;
      this.#base = base;
    }
    this.#sources = this.#room.shared([...this.#sources, source]);
    this.#numbers.fill(0, this.#base + place * width, this.#base + (place + 1) * width);
    this.#set(place, reliability, startReliability);
    this.#set(place, lastValue, value);
    this.#twins?.push(null);
    return place;
  }

  #noteTwin(place: number, source: string, present: readonly Witness[]): void {
    const own = present.find((each) => each.source === source)?.value;
    const twin = present.find((each) => each.source !== source && each.value === own)?.source ?? null;
    const before = this.#twins?.[place] ?? null;
    this.#setTwin(place, twin, twin === null ? 0 : twin === before ? this.#get(place, twinRun) + 1 : 1);
  }

  #setTwin(place: number, twin: string | null, run: number): void {
    this.#set(place, twinRun, run);
    if (twin !== null) this.#twins ??= this.#sources.map(() => null);
    if (this.#twins !== null) this.#twins[place] = twin;
  }

  #forget(): void {
    for (let place = this.#sources.length - 1; place >= 0; place -= 1)
      if (this.#get(place, missed) > forgottenAfter) this.#remove(place);
    while (this.#sources.length > rosterLimit) {
      let longest = 0;
      for (let place = 1; place < this.#sources.length; place += 1)
        if (this.#get(place, missed) > this.#get(longest, missed)) longest = place;
      this.#remove(longest);
    }
  }

  #remove(place: number): void {
    const from = this.#base + (place + 1) * width;
    this.#numbers.copyWithin(from - width, from, this.#base + this.#sources.length * width);
    this.#sources = this.#room.shared(this.#sources.filter((_, index) => index !== place));
    this.#twins?.splice(place, 1);
  }
}
