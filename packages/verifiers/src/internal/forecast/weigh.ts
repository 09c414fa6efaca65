import { softScore } from "../../score.ts";
import { remember } from "./learn.ts";
import { at, type ForecastMemory, part } from "./memory.ts";
import { type Sample, windows } from "./sample.ts";
import { cover, dayPeriod, distanceAt, isKnown, shiftedDistance } from "./season.ts";
import { alarmScore } from "./silence.ts";
import { heaviness, learnResidual, scoreOf, usualOf } from "./tracker.ts";

/** Samples since the last gap from which the short and the long mean are judged. */
const readyAfter = { short: 256, long: 1024 } as const;
/** For this many samples after an alarm the means are no news: what they hold was reported. */
const told = { short: 96, long: 512 } as const;
/** The level and the season have to be so much stranger: they move with the value, and would say it again. */
export const handicap = { level: 0.5, season: 1.5, heavySeason: 0.5 } as const;
/** A change that lasted so long may go back to the level before it without an alarm: a weekend, a maintenance. */
const lasting = { from: dayPeriod, to: 4 * dayPeriod } as const;
/** A value counts as explained by the season where the distance from it is this many times smaller. */
const explains = 3;
/** Noise this heavy is judged on a logarithmic scale too, where the series is positive. */
const heavy = 0.75;
const positiveFor = 300;
/** From this many samples the range is known. */
const rangeKnown = 256;
/** Samples that a season must have been compared with before it explains the short and the long mean. */
const comparedFor = { short: 16, long: 128 } as const;
/** What counts as nothing on a logarithmic scale. */
const logFloor = 1e-9;

const infinite = Number.POSITIVE_INFINITY;

/** Weighs the residuals of one sample after the other, and adds each; the strangest counts. */
export class Scales {
  /** The score, the residual and its magnitude of the strangest; -1 where nothing is strange. */
  score = 0;
  part = -1;
  magnitude = 0;
  /** The best score of a mean that only says what was reported before. */
  told = 0;

  reset(): void {
    this.score = 0;
    this.part = -1;
    this.told = 0;
  }

  #weigh(which: number, magnitude: number, score: number): void {
    if (score <= this.score) return;
    this.score = score;
    this.part = which;
    this.magnitude = magnitude;
  }

  /** The step from the value before and the distance from the level, unless the season explains them. */
  steps(memory: ForecastMemory, sample: Sample): void {
    const { numbers, base, season } = memory;
    const { value, last, floor } = sample;
    const step = Math.abs(value - last) / sample.stretch;
    const away = Math.abs(value - sample.level) / sample.stretch;
    const usualStep = usualOf(numbers, base, part.step, floor);
    const usualAway = usualOf(numbers, base, part.level, floor);
    // Within what is usual nothing has to be explained.
    if (step > usualStep || away > usualAway) {
      const jump = cover * Math.abs(value - last);
      const nearest =
        season === null ? Number.NaN : Math.abs(distanceAt(season, sample.slot, sample.local, value, jump));
      const bySeason = Number.isNaN(nearest) ? infinite : explains * nearest;
      const eased = Math.min(bySeason, explains * awayFromBefore(numbers, base, sample));
      let stepScore = scoreOf(Math.min(step, eased), usualStep);
      let levelScore = scoreOf(Math.min(away, eased), usualAway) - handicap.level;
      if (Math.max(stepScore, levelScore) > 0) {
        const most = scoreOnLogs(numbers, base, value, last);
        stepScore = Math.min(stepScore, most);
        levelScore = Math.min(levelScore, most);
      }
      this.#weigh(part.step, Math.min(step, eased), stepScore);
      this.#weigh(part.level, Math.min(away, eased), levelScore);
    }
    remember(memory, part.step, step, floor);
    remember(memory, part.level, away, floor);
    if (value > 0 && last > 0) learnLogs(numbers, base, value, last);
  }

  /** After a long gap only what was never seen at any time is strange. */
  range({ numbers, base, season }: ForecastMemory, { value, slot, local }: Sample): void {
    const lowest = numbers[base + at.lowest] ?? 0;
    const highest = numbers[base + at.highest] ?? 0;
    const range = highest - lowest;
    const beyond = value > highest ? value - highest : lowest - value;
    if ((numbers[base + at.samples] ?? 0) < rangeKnown || range <= 0 || beyond <= range) return;
    const nearest = season === null ? Number.NaN : Math.abs(distanceAt(season, slot, local, value, 0));
    const magnitude = Number.isNaN(nearest) ? beyond : Math.min(beyond, explains * nearest);
    this.#weigh(part.level, magnitude, scoreOf(magnitude, range / 3));
  }

  /** The short and the long mean against the slow one, unless the season explains them. */
  means(memory: ForecastMemory, { short, long, slow, since, floor, usual }: Sample): void {
    const { numbers, base } = memory;
    const season = Number.isNaN(usual) ? null : memory.season;
    const shortAway = Math.abs(short - slow);
    const longAway = Math.abs(long - slow);
    if (since >= readyAfter.short) {
      const compared = season !== null && season.compared > comparedFor.short;
      const eased = compared ? explains * Math.abs(season.short) : infinite;
      const usually = usualOf(numbers, base, part.short, floor);
      this.#mean(memory, part.short, Math.min(shortAway, eased), usually, at.toldShort, told.short);
    }
    if (since >= readyAfter.long) {
      const compared = season !== null && season.compared > comparedFor.long;
      const eased = compared ? explains * Math.abs(season.long) : infinite;
      const usually = usualOf(numbers, base, part.long, floor);
      this.#mean(memory, part.long, Math.min(longAway, eased), usually, at.toldLong, told.long);
    }
    remember(memory, part.short, shortAway, floor);
    remember(memory, part.long, longAway, floor);
  }

  /** A mean is no news while it stays strange for what was reported; soft is news where what was reported was not. */
  #mean(
    { numbers, base }: ForecastMemory,
    which: number,
    magnitude: number,
    usually: number,
    remembered: number,
    window: number,
  ): void {
    if (magnitude <= usually) return;
    const score = scoreOf(magnitude, usually);
    const samples = numbers[base + at.samples] ?? 0;
    const toldAt = Math.max(numbers[base + at.lastAlarm] ?? 0, numbers[base + remembered] ?? 0);
    const isSoftNow = score >= softScore && (numbers[base + at.alarmScore] ?? 0) < softScore;
    if (samples - toldAt >= window || isSoftNow) this.#weigh(which, magnitude, score);
    else {
      this.told = Math.max(this.told, score);
      if (score >= alarmScore) numbers[base + remembered] = samples;
    }
  }

  /** The value against what was seen at this time of the day and the week. */
  season({ numbers, base, season }: ForecastMemory, { value, slot, local, usual, floor }: Sample): void {
    if (season === null || Number.isNaN(usual) || !isKnown(season, slot, local)) return;
    const off = Math.abs(season.off);
    const seasonFloor = floor + 1e-6 * (numbers[base + at.size] ?? 0);
    const usually = usualOf(numbers, base, part.season, seasonFloor);
    if (off > usually) {
      // A clock that was changed moves a day's habits by an hour.
      const magnitude = Math.min(off, explains * shiftedDistance(season, slot, value));
      const more = heaviness(numbers, base, part.step) > heavy ? handicap.heavySeason : 0;
      this.#weigh(part.season, magnitude, scoreOf(magnitude, usually) - handicap.season - more);
    }
    learnResidual(numbers, base, part.season, off, seasonFloor);
  }
}

/** How far a value is from where it stood before a lasting change: going back there is no news. */
function awayFromBefore(numbers: Float64Array, base: number, { value, time }: Sample): number {
  const since = time - (numbers[base + at.leftAt] ?? 0);
  const hasAlarm = (numbers[base + at.alarmScore] ?? 0) > 0;
  if (!hasAlarm || since < lasting.from || since > lasting.to) return infinite;
  return Math.abs(value - (numbers[base + at.levelBefore] ?? 0));
}

/** The score on a logarithmic scale, for positive series with heavy noise; infinite for others. */
function scoreOnLogs(numbers: Float64Array, base: number, value: number, last: number): number {
  const positive = (numbers[base + at.samples] ?? 0) - (numbers[base + at.lastNonPositive] ?? 0);
  if (!(value > 0 && last > 0) || positive <= positiveFor || heaviness(numbers, base, part.step) <= heavy)
    return infinite;
  const step = scoreOf(Math.abs(Math.log(value / last)), usualOf(numbers, base, part.logStep, logFloor));
  const away = Math.abs(Math.log(value) - (numbers[base + at.logLevel] ?? 0));
  return Math.max(step, scoreOf(away, usualOf(numbers, base, part.logLevel, logFloor)) - handicap.level);
}

function learnLogs(numbers: Float64Array, base: number, value: number, last: number): void {
  learnResidual(numbers, base, part.logStep, Math.abs(Math.log(value / last)), logFloor);
  const level = numbers[base + at.logLevel] ?? 0;
  const away = Math.log(value) - level;
  learnResidual(numbers, base, part.logLevel, Math.abs(away), logFloor);
  numbers[base + at.logLevel] = level + away / windows.level;
}
