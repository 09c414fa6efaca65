import type { MetricConfig } from "../config.ts";
import { type ForecastMemory, features, restartAs, shape } from "./forecast-memory.ts";
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
import { age, chanceOf, magnitudeAt, remember, settle, settledChanceOf, weightOf } from "./tails.ts";

/** Samples before the model says anything. */
export const warmUp = 32;
const windows = { fast: 4, short: 8, long: 32, slow: 512 } as const;
/** A feature is watched once its window was filled four times; its blocks settle after one to two windows. */
const readyAfter = [warmUp, warmUp, 4 * windows.long, warmUp] as const;
const blocks = [windows.fast, windows.short, windows.long, windows.short] as const;
/** Differences below this share of the value are rounding; seasons are kept in 32 bits. */
const rounding = 1e-9;
const seasonRounding = 1e-6;
/** A series of so many rises and not one fall is a counter; so many falls make it a gauge again. */
const counterAfter = 24;
const gaugeAfter = 4;
/** A season is looked for where it is sampled so often, and again so many periods after it was given up. */
const samplesPerSeason = 8;
const seasonRetry = 28;

const shortMean = 1;
const longMean = 2;
const seasonFeature = 3;
export const featureNames = ["value", "short mean", "long mean", "seasonal value"] as const;

/** What the model makes of one sample, before it learns it. One object is used over and over; read it at once. */
export interface Reading {
  /** Whether enough was seen to say anything. */
  ready: boolean;
  /** In the metric's unit. */
  expected: number;
  /** How likely so unusual a sample was, given all before it: 0 to 1, over all features. */
  chance: number;
  /** The same against what has settled; a shift stays unlikely until it has become the new normal. */
  settledChance: number;
  /** How far the worst feature lies beyond its interval, in the metric's unit; 0 inside. */
  excess: number;
  /** The usual size of what is judged, in the metric's unit. */
  size: number;
  /** Index into `featureNames`, or -1. */
  worst: number;
  lower: number;
  upper: number;
}

const newReading = (): Reading => ({
  ready: false,
  expected: 0,
  chance: 1,
  settledChance: 1,
  excess: 0,
  size: 0,
  worst: -1,
  lower: 0,
  upper: 0,
});

/** What the verdict's interval and deviation take as beyond the usual. */
const intervalChance = 1e-3;

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
  readonly #reading = newReading();

  constructor(season: MetricConfig["season"]) {
    this.#automatic = season === "auto";
    this.#seasonPeriods =
      season === "none"
        ? []
        : season === "auto"
          ? [dayPeriod, weekPeriod]
          : [season === "daily" ? dayPeriod : season === "weekly" ? weekPeriod : season * 1000];
  }

  /** `detailed` asks for the interval also where nothing is unusual. */
  observe(memory: ForecastMemory, value: number, time: number, learn: boolean, detailed: boolean): Reading {
    const { levels } = memory;
    const reading = this.#reading;
    if (levels.unit === 0 && value !== 0 && learn) levels.unit = Math.abs(value);
    const unit = levels.unit === 0 ? 1 : levels.unit;
    const elapsed = time - levels.lastTime;
    const steps = levels.gap > 0 && elapsed > 0 ? elapsed / levels.gap : 1;
    const counting = levels.shape === shape.counter;
    const change = value - levels.lastValue;
    // A counter that falls below half has been reset: it counted from zero to where it is.
    const added = change < 0 && value >= 0 && value < levels.lastValue / 2 ? value : change;
    const y = (counting ? added / steps : value) / unit;

    const { samples } = levels;
    const season = bestSeason(memory.seasons);
    const seasonal = season === null ? Number.NaN : seasonalLevel(season, time);
    const inSeason = season !== null && showsSeason(season) && !Number.isNaN(seasonal);
    const short = levels.short + (y - levels.short) / Math.min(windows.short, samples + 1);
    const long = levels.long + (y - levels.long) / Math.min(windows.long, samples + 1);
    const slow = samples === 0 ? y : levels.slow;
    const fast = samples === 0 ? y : levels.fast;
    const tiny = rounding * Math.abs(y);
    residuals[0] = y - fast;
    residuals[1] = short - slow;
    residuals[2] = long - slow;
    residuals[3] = Number.isNaN(seasonal) ? 0 : y - seasonal;
    if (Math.abs(residuals[3]) <= seasonRounding * Math.abs(y)) residuals[3] = 0;

    const level = inSeason ? seasonal : fast;
    reading.expected = (counting ? levels.lastValue / unit + level * steps : level) * unit;
    reading.size = levels.size * unit;
    reading.ready = samples >= warmUp;
    reading.chance = 1;
    reading.settledChance = 1;
    reading.excess = 0;
    reading.worst = -1;
    const seasonReady = weightOf(memory.tails, seasonFeature) >= warmUp;
    let least = 1;
    let leastSettled = 1;
    let watched = 0;
    for (let feature = 0; feature < features; feature += 1) {
      let residual = residuals[feature] ?? 0;
      if (Math.abs(residual) <= tiny) residual = residuals[feature] = 0;
      if (samples < (readyAfter[feature] ?? 0)) continue;
      watched += 1;
      if (residual === 0 || (feature === seasonFeature && !(inSeason && seasonReady))) continue;
      const tail = residual > 0 ? feature * 2 : feature * 2 + 1;
      const chance = chanceOf(memory.tails, tail, Math.abs(residual));
      if (chance < least) least = chance;
      const lasting = Math.abs(stillThere(feature, residual, y - slow));
      if (lasting === 0) continue;
      const settledChance = settledChanceOf(memory.tails, tail, lasting);
      if (settledChance < leastSettled) leastSettled = settledChance;
    }
    if (watched > 0) {
      reading.chance = Math.min(1, least * watched);
      reading.settledChance = Math.min(1, leastSettled * watched);
      if (reading.settledChance < intervalChance) this.#weighExcess(memory, reading, watched, unit, y - slow);
      if (detailed || reading.excess > 0)
        this.#drawInterval(memory, reading, inSeason && seasonReady, watched, unit * steps);
    }
    if (learn) this.#learn(memory, value, time, y, short, long, slow, !Number.isNaN(seasonal));
    return reading;
  }

  #weighExcess(memory: ForecastMemory, reading: Reading, watched: number, unit: number, away: number): void {
    for (let feature = 0; feature < features; feature += 1) {
      const residual = stillThere(feature, residuals[feature] ?? 0, away);
      if (residual === 0 || memory.levels.samples < (readyAfter[feature] ?? 0)) continue;
      const usual = magnitudeAt(
        memory.tails,
        residual > 0 ? feature * 2 : feature * 2 + 1,
        intervalChance / watched,
      );
      const excess = (Math.abs(residual) - usual) * unit;
      if (excess > reading.excess) {
        reading.excess = excess;
        reading.worst = feature;
      }
    }
  }

  #drawInterval(
    memory: ForecastMemory,
    reading: Reading,
    inSeason: boolean,
    watched: number,
    unit: number,
  ): void {
    const feature = inSeason ? seasonFeature : 0;
    const p = intervalChance / watched;
    reading.upper = reading.expected + magnitudeAt(memory.tails, feature * 2, p) * unit;
    reading.lower = reading.expected - magnitudeAt(memory.tails, feature * 2 + 1, p) * unit;
  }

  #learn(
    memory: ForecastMemory,
    value: number,
    time: number,
    y: number,
    short: number,
    long: number,
    slow: number,
    compared: boolean,
  ): void {
    const { levels } = memory;
    const first = levels.samples === 0 && levels.shape === shape.undecided;
    if (!first) {
      const elapsed = time - levels.lastTime;
      levels.gap = levels.gap === 0 ? elapsed : levels.gap + (elapsed - levels.gap) / windows.long;
      if (value > levels.lastValue) levels.rises += 1;
      else if (value < levels.lastValue) levels.falls += 1;
    }
    levels.lastTime = time;
    levels.lastValue = value;
    if (levels.shape === shape.undecided) {
      if (levels.falls > 0) levels.shape = shape.gauge;
      else if (levels.rises >= counterAfter) {
        restartAs(memory, shape.counter);
        return;
      }
    } else if (levels.shape === shape.counter && levels.falls >= gaugeAfter) {
      restartAs(memory, shape.gauge);
      return;
    }

    for (let feature = 0; feature < features; feature += 1) {
      const residual = residuals[feature] ?? 0;
      if (residual !== 0)
        remember(memory.tails, residual > 0 ? feature * 2 : feature * 2 + 1, Math.abs(residual));
      if (levels.samples % (blocks[feature] ?? 1) === 0) settle(memory.tails, feature);
      if (feature !== seasonFeature || compared) age(memory.tails, feature);
    }
    const count = levels.samples + 1;
    levels.samples = count;
    levels.fast += (y - levels.fast) / Math.min(windows.fast, count);
    levels.short = short;
    levels.long = long;
    levels.slow = slow + (y - slow) / Math.min(windows.slow, count);
    levels.size += (Math.abs(y) - levels.size) / Math.min(windows.slow, count);
    this.#learnSeasons(memory, time, y, Math.abs(y - slow));
  }

  #learnSeasons(memory: ForecastMemory, time: number, y: number, plainDistance: number): void {
    const { levels, seasons } = memory;
    for (const table of seasons) learnSeason(table, time, y, plainDistance);
    if (seasons.length > 0 && this.#automatic && levels.samples % warmUp === 0) {
      const hopeful = seasons.filter((table) => !isHopeless(table, time));
      if (hopeful.length < seasons.length) {
        memory.seasons = hopeful;
        levels.noSeasonUntil = time + seasonRetry * dayPeriod;
      }
    }
    if (levels.samples === warmUp || (levels.samples > warmUp && levels.samples % windows.slow === 0)) {
      if (time < levels.noSeasonUntil) return;
      for (const period of this.#seasonPeriods) {
        const sampled = levels.gap * samplesPerSeason <= period;
        if (sampled && !memory.seasons.some((table) => table.period === period))
          memory.seasons.push(newSeasonTable(period, time));
      }
    }
  }
}
