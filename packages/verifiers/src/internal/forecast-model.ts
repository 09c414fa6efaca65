import type { MetricConfig } from "../config.ts";
import { at, type ForecastMemory, features, restartAs, shape } from "./forecast-memory.ts";
import {
  dayPeriod,
  isHopeless,
  learnSeason,
  newSeasonTable,
  type SeasonTable,
  seasonalLevel,
  showsSeason,
  weekPeriod,
} from "./season-table.ts";
import {
  age,
  chanceOf,
  downTail,
  magnitudeAt,
  remember,
  settle,
  settledChanceOf,
  settledLargest,
  upTail,
  weightOf,
} from "./tails.ts";

/** Samples before the model says anything. */
export const warmUp = 32;
const windows = { fast: 4, short: 8, long: 32, slow: 512 } as const;
const shortMean = 1;
const longMean = 2;
const seasonal = 3;
export const featureNames = ["value", "short mean", "long mean", "seasonal value"] as const;
/** A feature is watched once its window was filled four times. */
const readyAfter = [warmUp, warmUp, 4 * windows.long, warmUp] as const;
/** What a feature did settles after one to two blocks of so many samples. */
const blocks = [windows.fast, windows.short, windows.long, windows.short] as const;
/** The magnitude of what is judged, in units of its first value; beyond it all is the same to the forecast. */
const greatest = 1e100;
/** One sample moves the level by a share of the usual largest step, not by more. */
const clip = 2;
/** Differences below this share of the value are rounding; seasons are kept in 32 bits. */
const rounding = 1e-9;
const seasonRounding = 1e-6;
/** A series of so many rises and not one fall is a counter; so many falls make it a gauge again. */
const counterAfter = 24;
const gaugeAfter = 4;
/** A season is looked for where it is sampled so often, and again so many days after it was given up. */
const samplesPerSeason = 8;
const seasonRetryDays = 28;
/** What the interval and the deviation take as beyond the usual, over all features together. */
const intervalChance = 1e-3;

/** What the model makes of one sample, before it learns it. One object is used over and over; read it at once. */
export interface Reading {
  /** Whether enough was seen to say anything. */
  ready: boolean;
  /** In the metric's unit. */
  expected: number;
  /** How likely so unusual a sample was, given all before it: 0 to 1, over all features. 1 where it was not asked for. */
  chance: number;
  /** How far the worst feature lies beyond its interval, in units of `unit`; 0 inside. */
  excess: number;
  /** The usual size of what is judged, in units of `unit`. */
  size: number;
  /** In the metric's unit. */
  unit: number;
  /** Index into `featureNames`, or -1. */
  worst: number;
  /** The interval, where `excess` is above 0 or it was asked for. */
  lower: number;
  upper: number;
}

const residuals = new Float64Array(features);

/** The season that explains most so far; a longer one must be clearly better. */
function bestSeason(seasons: readonly SeasonTable[]): SeasonTable | null {
  let best: SeasonTable | null = null;
  for (const table of seasons)
    if (table.compared > 0 && (best === null || (showsSeason(table) && table.error < 0.9 * best.error)))
      best = table;
  return best;
}

/**
 * The long mean is what shows a drift, so it is compared with what was settled long before, as far as the series is old
 * enough to have a long before. A drift would otherwise settle as fast as it goes on.
 */
function longBlock(samples: number): number {
  if (samples < 512) return windows.long;
  return samples < 2048 ? 4 * windows.long : windows.slow;
}

/**
 * A mean stays high for a while after a single spike. Its residual counts as lasting only as far as the value itself is
 * still `away` on the same side of the slow level.
 */
function stillThere(feature: number, residual: number, away: number): number {
  if (feature !== shortMean && feature !== longMean) return residual;
  if (residual > 0) return Math.max(0, Math.min(residual, away));
  return Math.min(0, Math.max(residual, away));
}

/** Judges and, if told so, learns the samples of any number of series with one configuration. */
export class ForecastModel {
  readonly #seasonPeriods: readonly number[];
  readonly #automatic: boolean;
  readonly #reading: Reading = {
    ready: false,
    expected: 0,
    chance: 1,
    excess: 0,
    size: 0,
    unit: 1,
    worst: -1,
    lower: 0,
    upper: 0,
  };

  constructor(season: MetricConfig["season"]) {
    this.#automatic = season === "auto";
    this.#seasonPeriods =
      season === "none"
        ? []
        : season === "auto"
          ? [dayPeriod, weekPeriod]
          : [season === "daily" ? dayPeriod : season === "weekly" ? weekPeriod : season * 1000];
  }

  /** `detailed` asks for the chance and the interval also where nothing is unusual; it costs more than all the rest. */
  observe(memory: ForecastMemory, value: number, time: number, learn: boolean, detailed: boolean): Reading {
    const { levels, base } = memory;
    const reading = this.#reading;
    const samples = levels[base + at.samples] ?? 0;
    let unit = levels[base + at.unit] ?? 0;
    if (unit === 0) {
      unit = Math.abs(value) || 1;
      if (learn && value !== 0) levels[base + at.unit] = unit;
    }
    const lastValue = levels[base + at.lastValue] ?? 0;
    const counting = levels[base + at.shape] === shape.counter;
    const gap = levels[base + at.gap] ?? 0;
    const elapsed = time - (levels[base + at.lastTime] ?? 0);
    const steps = counting && gap > 0 && elapsed > 0 ? elapsed / gap : 1;
    const raw = (counting ? countedSince(lastValue, value) / steps : value) / unit;
    const y = Math.max(-greatest, Math.min(greatest, raw));

    const slow = samples === 0 ? y : (levels[base + at.slow] ?? 0);
    const fast = samples === 0 ? y : (levels[base + at.fast] ?? 0);
    let short = levels[base + at.short] ?? 0;
    let long = levels[base + at.long] ?? 0;
    short += (y - short) / (samples < windows.short ? samples + 1 : windows.short);
    long += (y - long) / (samples < windows.long ? samples + 1 : windows.long);
    const season = memory.seasons.length === 0 ? null : bestSeason(memory.seasons);
    const inSeason = season === null ? Number.NaN : seasonalLevel(season, time);
    const comparable = !Number.isNaN(inSeason);
    const tiny = rounding * Math.abs(y);
    residuals[0] = beyondRounding(y - fast, tiny);
    residuals[shortMean] = beyondRounding(short - slow, tiny);
    residuals[longMean] = beyondRounding(long - slow, tiny);
    residuals[seasonal] = comparable ? beyondRounding(y - inSeason, seasonRounding * Math.abs(y)) : 0;

    const byseason =
      season !== null &&
      comparable &&
      showsSeason(season) &&
      weightOf(memory.tails, upTail(memory.tailBase, seasonal)) >= warmUp;
    reading.ready = samples >= warmUp;
    reading.expected = finite((counting ? lastValue : 0) + (byseason ? inSeason : fast) * steps * unit);
    reading.size = levels[base + at.size] ?? 0;
    reading.unit = unit;
    reading.chance = 1;
    reading.excess = 0;
    reading.worst = -1;
    if (reading.ready && (detailed || this.#isUnusual(memory, samples, byseason)))
      this.#weigh(memory, samples, y - slow, byseason, unit, steps, detailed);
    if (learn) this.#learn(memory, value, time, y, short, long, slow, comparable);
    return reading;
  }

  /**
   * Whether any feature lies beyond what has settled. Inside it, nothing is as unlikely as `intervalChance`: the chance
   * there is at least a half in 1025, for each of at least three features.
   */
  #isUnusual({ tails, tailBase }: ForecastMemory, samples: number, byseason: boolean): boolean {
    for (let feature = 0; feature < features; feature += 1) {
      const residual = residuals[feature] ?? 0;
      if (residual === 0 || samples < (readyAfter[feature] ?? 0) || (feature === seasonal && !byseason))
        continue;
      const up = upTail(tailBase, feature);
      const down = downTail(tailBase, feature);
      const largest = residual > 0 ? settledLargest(tails, up, down) : settledLargest(tails, down, up);
      if (Math.abs(residual) >= largest) return true;
    }
    return false;
  }

  #weigh(
    { tails: data, tailBase: base }: ForecastMemory,
    samples: number,
    away: number,
    byseason: boolean,
    unit: number,
    steps: number,
    detailed: boolean,
  ): void {
    const reading = this.#reading;
    const watched = samples < readyAfter[longMean] ? features - 1 : features;
    const share = intervalChance / watched;
    let least = 1;
    for (let feature = 0; feature < features; feature += 1) {
      const residual = residuals[feature] ?? 0;
      if (residual === 0 || samples < (readyAfter[feature] ?? 0) || (feature === seasonal && !byseason))
        continue;
      const up = upTail(base, feature);
      const down = downTail(base, feature);
      const tail = residual > 0 ? up : down;
      const opposite = residual > 0 ? down : up;
      least = Math.min(least, chanceOf(data, tail, opposite, Math.abs(residual)));
      const lasting = Math.abs(stillThere(feature, residual, away));
      if (lasting === 0 || settledChanceOf(data, tail, opposite, lasting) >= share) continue;
      const excess = lasting - magnitudeAt(data, tail, opposite, share);
      if (excess > reading.excess) {
        reading.excess = excess;
        reading.worst = feature;
      }
    }
    reading.chance = Math.min(1, least * watched);
    if (!detailed && reading.excess === 0) return;
    const up = upTail(base, byseason ? seasonal : 0);
    const down = downTail(base, byseason ? seasonal : 0);
    reading.upper = finite(reading.expected + magnitudeAt(data, up, down, share) * unit * steps);
    reading.lower = finite(reading.expected - magnitudeAt(data, down, up, share) * unit * steps);
  }

  #learn(
    memory: ForecastMemory,
    value: number,
    time: number,
    y: number,
    short: number,
    long: number,
    slow: number,
    comparable: boolean,
  ): void {
    const { levels, base } = memory;
    const samples = levels[base + at.samples] ?? 0;
    const as = levels[base + at.shape] ?? 0;
    if (samples > 0 || as !== shape.undecided) {
      const gap = levels[base + at.gap] ?? 0;
      const elapsed = time - (levels[base + at.lastTime] ?? 0);
      levels[base + at.gap] = gap === 0 ? elapsed : gap + (elapsed - gap) / windows.long;
      const last = levels[base + at.lastValue] ?? 0;
      if (value > last) levels[base + at.rises] = (levels[base + at.rises] ?? 0) + 1;
      else if (value < last) levels[base + at.falls] = (levels[base + at.falls] ?? 0) + 1;
    }
    levels[base + at.lastTime] = time;
    levels[base + at.lastValue] = value;
    if (as !== shape.gauge && changesShape(memory, as)) return;

    const { tails, tailBase } = memory;
    let step = y - (samples === 0 ? y : (levels[base + at.fast] ?? 0));
    if (samples >= warmUp) {
      const up = upTail(tailBase, 0);
      const down = downTail(tailBase, 0);
      if (step > 0) step = Math.min(step, clip * settledLargest(tails, up, down));
      else step = Math.max(step, -clip * settledLargest(tails, down, up));
    }
    for (let feature = 0; feature < features; feature += 1) {
      const residual = residuals[feature] ?? 0;
      const up = upTail(tailBase, feature);
      const down = downTail(tailBase, feature);
      if (residual > 0) remember(tails, up, residual);
      else if (residual < 0) remember(tails, down, -residual);
      if (samples % (feature === longMean ? longBlock(samples) : (blocks[feature] ?? 1)) === 0) {
        settle(tails, up);
        settle(tails, down);
      }
      if (feature !== seasonal || comparable) age(tails, up, down);
    }
    const count = samples + 1;
    const size = levels[base + at.size] ?? 0;
    const fast = samples === 0 ? y : (levels[base + at.fast] ?? 0);
    levels[base + at.samples] = count;
    levels[base + at.fast] = fast + step / Math.min(windows.fast, count);
    levels[base + at.short] = short;
    levels[base + at.long] = long;
    levels[base + at.slow] = slow + (y - slow) / Math.min(windows.slow, count);
    levels[base + at.size] = size + (Math.abs(y) - size) / Math.min(windows.slow, count);
    for (const table of memory.seasons) learnSeason(table, time, y, Math.abs(y - slow));
    if (count % warmUp === 0) this.#reviewSeasons(memory, time, count);
  }

  /** Gives up seasons that explain nothing or are configured no more, and begins to look for those that the sampling can show. */
  #reviewSeasons(memory: ForecastMemory, time: number, count: number): void {
    const { levels, base } = memory;
    const isDone = (table: SeasonTable) =>
      !this.#seasonPeriods.includes(table.period) || (this.#automatic && isHopeless(table, time));
    if (memory.seasons.some(isDone)) {
      memory.seasons = memory.seasons.filter((table) => !isDone(table));
      levels[base + at.noSeasonUntil] = this.#automatic ? time + seasonRetryDays * dayPeriod : 0;
    }
    if (count !== warmUp && count % windows.slow !== 0) return;
    if (time < (levels[base + at.noSeasonUntil] ?? 0)) return;
    const wanted = this.#seasonPeriods.filter(
      (period) =>
        (levels[base + at.gap] ?? 0) * samplesPerSeason <= period &&
        !memory.seasons.some((table) => table.period === period),
    );
    if (wanted.length > 0)
      memory.seasons = [...memory.seasons, ...wanted.map((period) => newSeasonTable(period, time))];
  }
}

const finite = (x: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, x));

/** Decides whether a series is a counter; true where that made it start anew. */
function changesShape(memory: ForecastMemory, as: number): boolean {
  const { levels, base } = memory;
  const falls = levels[base + at.falls] ?? 0;
  if (as === shape.counter) {
    if (falls < gaugeAfter) return false;
    restartAs(memory, shape.gauge);
    return true;
  }
  if (falls > 0) levels[base + at.shape] = shape.gauge;
  else if ((levels[base + at.rises] ?? 0) >= counterAfter) {
    restartAs(memory, shape.counter);
    return true;
  }
  return false;
}

/** What a counter has counted: a fall below half means that it was reset and began at zero. */
function countedSince(last: number, value: number): number {
  return value >= 0 && value < last / 2 ? value : value - last;
}

const beyondRounding = (residual: number, tiny: number): number =>
  Math.abs(residual) <= tiny ? 0 : residual;
