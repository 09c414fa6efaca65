/** `day`: a day, and how each hour of the week differs from it; `cycle`: one configured season, of a day or longer. */
export type SeasonKind = "day" | "week" | "cycle";

export const dayPeriod = 86_400_000;
export const weekPeriod = 7 * dayPeriod;
const hourPeriod = 3_600_000;
const hoursPerWeek = 168;

/**
 * What a series was at the same time of the last three seasons, and how each hour of the last week differed from its day.
 * The median of three is what is usual: one bad day never is, and a new habit is after two.
 */
export interface Season {
  readonly kind: SeasonKind;
  /** Milliseconds. */
  readonly period: number;
  /** Means of each slot, three seasons one after the other, the latest first; NaN where there was none. */
  readonly days: Float32Array;
  /** By hour of the week: mean difference to the usual of the day. Null where no week is looked for. */
  readonly week: Float32Array | null;
  /** The slot and the hour that are being filled. */
  slot: number;
  slotSum: number;
  slotCount: number;
  hour: number;
  hourSum: number;
  hourCount: number;
  /** Running means of the difference to the usual, over about 8 and 64 samples, and to the nearest of what was seen. */
  short: number;
  long: number;
  off: number;
  /** Samples that could be compared. */
  compared: number;
}

/** Ten minutes each in a day, half an hour in a week. */
export const slotsOf = (kind: SeasonKind): number => (kind === "week" ? 336 : 144);

export function newSeason(kind: SeasonKind, period: number): Season {
  return {
    kind,
    period,
    days: new Float32Array(3 * slotsOf(kind)).fill(Number.NaN),
    week: kind === "day" ? new Float32Array(hoursPerWeek).fill(Number.NaN) : null,
    slot: -1,
    slotSum: 0,
    slotCount: 0,
    hour: -1,
    hourSum: 0,
    hourCount: 0,
    short: 0,
    long: 0,
    off: 0,
    compared: 0,
  };
}

const phase = (time: number, period: number): number => time - Math.floor(time / period) * period;

export const slotAt = ({ kind, period }: Season, time: number): number =>
  Math.min(slotsOf(kind) - 1, Math.floor(phase(time, period) / (period / slotsOf(kind))));

// The week begins on a Thursday, as the epoch did.
const hourOfWeek = (time: number): number => Math.floor(phase(time, weekPeriod) / hourPeriod);

/** The usual value at a slot: the median of the last three seasons; NaN before the first. */
export function usualAt({ kind, days }: Season, slot: number): number {
  const slots = slotsOf(kind);
  const a = days[slot] ?? Number.NaN;
  const b = days[slots + slot] ?? Number.NaN;
  const c = days[2 * slots + slot] ?? Number.NaN;
  if (Number.isNaN(b)) return a;
  if (Number.isNaN(c)) return (a + b) / 2;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

const beyond = (value: number, low: number, high: number): number =>
  value > high ? value - high : value < low ? value - low : 0;

/**
 * The signed distance from the nearest of what was seen at this time of the season, a slot before and after included; NaN
 * where nothing was. With `step`, only seasons count that moved by `cover` of it here, too: a jump is explained by a jump.
 */
export function distanceAt(season: Season, slot: number, time: number, value: number, step: number): number {
  const { kind, days, week } = season;
  const slots = slotsOf(kind);
  const before = slot === 0 ? slots - 1 : slot - 1;
  const after = slot === slots - 1 ? 0 : slot + 1;
  let nearest = Number.NaN;
  for (let from = 0; from < 3 * slots; from += slots) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    const a = days[from + before] ?? Number.NaN;
    const b = days[from + slot] ?? Number.NaN;
    const c = days[from + after] ?? Number.NaN;
    if (a < low) low = a;
    if (a > high) high = a;
    if (b < low) low = b;
    if (b > high) high = b;
    if (c < low) low = c;
    if (c > high) high = c;
    if (high < low || high - low < step) continue;
    const distance = beyond(value, low, high);
    if (!(Math.abs(nearest) <= Math.abs(distance))) nearest = distance;
  }
  if (week !== null) {
    const differs = week[hourOfWeek(time)] ?? Number.NaN;
    const usual = usualAt(season, slot);
    if (Math.abs(differs) * weekCover >= step && !Number.isNaN(usual)) {
      const distance = value - usual - differs;
      if (!(Math.abs(nearest) <= Math.abs(distance))) nearest = distance;
    }
  }
  return nearest;
}

/** How far a value is from what was seen an hour earlier or later in the day; infinite where nothing was. */
export function shiftedDistance({ kind, days }: Season, slot: number, value: number): number {
  const slots = slotsOf(kind);
  const hour = kind === "week" ? 2 : 6;
  let nearest = Number.POSITIVE_INFINITY;
  for (let from = 0; from < 3 * slots; from += slots)
    for (const shift of [-hour, hour]) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let next = -1; next <= 1; next += 1) {
        const seen = days[from + ((slot + shift + next + slots) % slots)] ?? Number.NaN;
        if (seen < low) low = seen;
        if (seen > high) high = seen;
      }
      if (high >= low) nearest = Math.min(nearest, Math.abs(beyond(value, low, high)));
    }
  return nearest;
}

/** The share of a step that a season must have moved itself to explain it. */
export const cover = 0.55;
/** The week explains a step up to twice its own difference; in units of `cover` of the step. */
const weekCover = 2 * cover;

/** Whether this hour of the week is known from the week before; for other seasons, whether the slot is. */
export function isKnown({ week, days }: Season, slot: number, time: number): boolean {
  return !Number.isNaN(week === null ? (days[slot] ?? Number.NaN) : (week[hourOfWeek(time)] ?? Number.NaN));
}

/** Adds a value, after it was judged; `usual` is what `usualAt` said. */
export function learnSeason(season: Season, slot: number, time: number, value: number, usual: number): void {
  const { days, week, kind } = season;
  if (slot !== season.slot) {
    if (season.slot >= 0) {
      const slots = slotsOf(kind);
      const place = season.slot;
      days[2 * slots + place] = days[slots + place] ?? Number.NaN;
      days[slots + place] = days[place] ?? Number.NaN;
      days[place] = season.slotSum / season.slotCount;
    }
    season.slot = slot;
    season.slotSum = 0;
    season.slotCount = 0;
  }
  season.slotSum += value;
  season.slotCount += 1;
  if (week === null) return;
  const hour = hourOfWeek(time);
  if (hour !== season.hour) {
    if (season.hour >= 0)
      week[season.hour] = season.hourCount === 0 ? Number.NaN : season.hourSum / season.hourCount;
    season.hour = hour;
    season.hourSum = 0;
    season.hourCount = 0;
  }
  if (Number.isNaN(usual)) return;
  season.hourSum += value - usual;
  season.hourCount += 1;
}
