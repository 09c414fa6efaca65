import type { MetricConfig } from "../../config.ts";
import { softScore } from "../../score.ts";
import { at, type ForecastMemory, part, restartAs, shape } from "./memory.ts";
import {
  cover,
  dayPeriod,
  distanceAt,
  isKnown,
  learnSeason,
  newSeason,
  type Season,
  shiftedDistance,
  slotAt,
  usualAt,
  weekPeriod,
} from "./season.ts";
import { afterSilence, alarmScore } from "./silence.ts";
import {
  firstKept,
  heaviness,
  learnFirst,
  learnResidual,
  magnitudeOf,
  scoreOf,
  seenOf,
  usualOf,
  warmUp,
} from "./tracker.ts";

const windows = { level: 10, short: 8, long: 64, slow: 512, off: 16, gap: 64, size: 100 } as const;
/** Samples since the last gap from which the short and the long mean are judged. */
const readyAfter = { short: 256, long: 1024 } as const;
/** The means are no news for so many samples after an alarm: what they hold was told. */
const told = { short: 96, long: 512 } as const;
/** The level and the season have to be so much stranger: they move with the value, and would say it again. */
const handicap = { level: 0.5, season: 1.5, heavySeason: 0.5 } as const;
/** A new series has to be this much stranger at first, less and less until `youngUntil` samples. */
const youngHandicap = 1;
const youngUntil = 400;
/** What a new series may score at most, short of soft: in a first day every habit is new. */
const youngCap = 3.7;
/** Fewer samples than this have not shown the range. */
const rangeTrusted = 200;
/** No habit of days or weeks moves a value by so many times its own size and range. */
const farOut = 5;
/** A change that lasted so long may go back to the level before it without a word: a weekend, a maintenance. */
const lasting = { from: dayPeriod, to: 4 * dayPeriod } as const;
/** A value counts as explained by the season where the distance from it is so many times smaller. */
const explains = 3;
/** Below this share of the largest step a residual is nothing; that step doubles at most once in so many samples. */
const nothing = 0.02;
const growsEvery = 8;
/** Noise this heavy is judged on a logarithmic scale too, where the series is positive. */
const heavy = 0.75;
const positiveFor = 300;
/** After so many usual gaps the means begin anew; within them a longer gap makes a larger step usual. */
const longGap = 12;
/** From this many samples the range is known. */
const rangeKnown = 256;
/** A series that only rises is a counter after so many rises; one that falls is none. */
const counterAfter = 24;
const gaugeAfter = 3;
/** Fewer samples than this in a season show none. */
const samplesPerSeason = 12;
/** Values are cut here, far from where squares and differences overflow. */
const greatest = 1e150;

/** What the model says of one sample; one object for all of them, good until the next. */
export interface Reading {
  /** False until there is enough history. */
  ready: boolean;
  /** The decimal exponent of how unlikely the sample is, after silence. */
  score: number;
  /** The same before silence: what stays strange stays high. */
  raw: number;
  /** Whether the value is so far off that no season could explain it. */
  farOut: boolean;
  /** The residual that is strangest; -1 where none is. */
  part: number;
  /** What was looked at, what was expected of it, and between what it would have passed: of the same residual. */
  observed: number;
  expected: number;
  lower: number;
  upper: number;
}

export const partNames = [
  "step",
  "value",
  "mean of the last 8",
  "mean of the last 64",
  "value for its time",
  "step",
  "value",
] as const;

/** How much narrower the interval of a step is than one of the level with the same noise. */
const stepShare = Math.exp(-handicap.level / 2);
/** Sizes below this are taken for it, so that no ratio overflows. */
const smallest = 1e-290;
/** The score that the shown interval stands for. */
const intervalScore = 3.8;

/** How one series is judged by its own past: five residuals, each against its own noise, and the strangest counts (docs/verdicts.md). */
export class ForecastModel {
  readonly #season: MetricConfig["season"];
  readonly #reading: Reading = {
    ready: false,
    score: 0,
    raw: 0,
    farOut: false,
    part: -1,
    observed: 0,
    expected: 0,
    lower: 0,
    upper: 0,
  };
  /** Of the sample at hand. */
  #time = 0;
  #best = 0;
  /** The best that was told before, of the means after an alarm. */
  #told = 0;
  #bestPart = -1;
  #bestMagnitude = 0;

  constructor(season: MetricConfig["season"]) {
    this.#season = season;
  }

  /** Judges a sample and takes it in. `local` is its time on the clock that the season goes by. `detailed` asks for the interval also where nothing is unusual. */
  observe(memory: ForecastMemory, reported: number, time: number, local: number, detailed: boolean): Reading {
    const { numbers, base } = memory;
    const reading = this.#reading;
    reading.score = reading.raw = 0;
    reading.part = -1;
    reading.ready = false;
    reading.farOut = false;
    const raw = Math.max(-greatest, Math.min(greatest, reported));
    this.#count(memory, raw, time);
    const samples = numbers[base + at.samples] ?? 0;
    const counting = numbers[base + at.shape] === shape.counter;
    const elapsed = time - (numbers[base + at.lastTime] ?? 0);
    const lastReading = numbers[base + at.lastReading] ?? 0;
    const seconds = (elapsed > 0 ? elapsed : numbers[base + at.gap] || 1000) / 1000;
    const value = counting ? countedSince(lastReading, raw) / seconds : raw;
    if (samples === 0) this.#begin(numbers, base, value);

    const gap = numbers[base + at.gap] ?? 0;
    const gaps = gap > 0 && samples > 0 ? elapsed / gap : 1;
    if (gaps > longGap) numbers[base + at.since] = 0;
    const since = numbers[base + at.since] ?? 0;
    const last = numbers[base + at.lastValue] ?? 0;
    const level = numbers[base + at.level] ?? 0;
    const size = numbers[base + at.size] ?? 0;
    const floor = 1e-9 * Math.max(size, smallest) + nothing * (numbers[base + at.largestStep] ?? 0);
    const stretch = gaps > 1 && gaps <= longGap ? Math.sqrt(gaps) : 1;

    const season = memory.season;
    const slot = season === null ? 0 : slotAt(season, local);
    const usual = season === null ? Number.NaN : usualAt(season, slot);
    const slow = numbers[base + at.slow] ?? 0;
    // The means take the middle of three values in, so that a single spike leaves no shadow on them.
    const middle = since < 2 ? value : middleOf(value, last, numbers[base + at.beforeLast] ?? 0);
    const short =
      (numbers[base + at.short] ?? 0) +
      (middle - (numbers[base + at.short] ?? 0)) / Math.min(windows.short, since + 1);
    const long =
      (numbers[base + at.long] ?? 0) +
      (middle - (numbers[base + at.long] ?? 0)) / Math.min(windows.long, since + 1);
    const known = season !== null && !Number.isNaN(usual);
    if (known) this.#follow(season, slot, local, value, usual);

    this.#time = time;
    this.#best = 0;
    this.#told = 0;
    this.#bestPart = -1;
    if (samples > warmUp) {
      reading.ready = true;
      if (since > 0) this.#weighSteps(memory, value, last, level, stretch, floor, slot, local);
      else this.#weighRange(memory, value, slot, local);
      this.#weighMeans(memory, short, long, slow, since, floor, known ? season : null);
      if (known && isKnown(season, slot, local)) {
        const off = Math.abs(season.off);
        const seasonFloor = floor + 1e-6 * size;
        const usualOff = usualOf(numbers, base, part.season, seasonFloor);
        if (off > usualOff) {
          // A clock that was changed moves a day's habits by an hour.
          const magnitude = Math.min(off, explains * shiftedDistance(season, slot, value));
          const more = heaviness(numbers, base, part.step) > heavy ? handicap.heavySeason : 0;
          this.#weigh(part.season, magnitude, scoreOf(magnitude, usualOff) - handicap.season - more);
        }
        learnResidual(numbers, base, part.season, off, seasonFloor);
      }
      let score = this.#best;
      if (samples < youngUntil && score > 0)
        score = Math.min(
          score - youngHandicap * (1 - samples / youngUntil),
          samples >= rangeTrusted && this.#isFarOut(numbers, base, value) ? score : youngCap,
        );
      score = Math.max(0, score);
      reading.raw = Math.max(score, this.#told);
      reading.farOut = reading.raw >= softScore && this.#isFarOut(numbers, base, value);
      reading.score = afterSilence(numbers, base, score, this.#bestMagnitude);
      reading.part = score > 0 ? this.#bestPart : -1;
    }
    reading.expected = counting ? lastReading + level * seconds : level;
    if (detailed || reading.score >= 2)
      this.#describe(memory, value, last, level, short, long, slow, usual, floor, seconds, counting);
    this.#learn(memory, value, raw, time, local, elapsed, short, long, slow, since, floor, slot, usual);
    return reading;
  }

  /** Decides what the series is, and how long it has stood still. */
  #count(memory: ForecastMemory, raw: number, time: number): void {
    const { numbers, base } = memory;
    const isFirst = numbers[base + at.firstTime] === 0 && numbers[base + at.samples] === 0;
    if (isFirst) {
      numbers[base + at.firstTime] = time;
      numbers[base + at.standingSince] = time;
      numbers[base + at.lastTime] = time;
      numbers[base + at.lastReading] = raw;
      return;
    }
    const last = numbers[base + at.lastReading] ?? 0;
    const as = numbers[base + at.shape] ?? 0;
    if (raw === last) numbers[base + at.standing] = (numbers[base + at.standing] ?? 0) + 1;
    else {
      const stood = numbers[base + at.standing] ?? 0;
      if (stood > (numbers[base + at.longestStanding] ?? 0)) numbers[base + at.longestStanding] = stood;
      numbers[base + at.standing] = 0;
      numbers[base + at.standingSince] = time;
      numbers[base + at.changes] = (numbers[base + at.changes] ?? 0) + 1;
      if (raw > last) numbers[base + at.rises] = (numbers[base + at.rises] ?? 0) + 1;
      else numbers[base + at.falls] = (numbers[base + at.falls] ?? 0) + 1;
    }
    if (as === shape.gauge) return;
    const falls = numbers[base + at.falls] ?? 0;
    if (as === shape.counter) {
      if (falls >= gaugeAfter) restartAs(memory, shape.gauge);
    } else if (falls > 0) numbers[base + at.shape] = shape.gauge;
    else if ((numbers[base + at.rises] ?? 0) >= counterAfter) restartAs(memory, shape.counter);
  }

  #begin(numbers: Float64Array, base: number, value: number): void {
    for (const place of [at.lastValue, at.level, at.short, at.long, at.slow, at.lowest, at.highest])
      numbers[base + place] = value;
    numbers[base + at.size] = Math.abs(value);
    if (value > 0) numbers[base + at.logLevel] = Math.log(value);
  }

  /** The running differences to what the season says. */
  #follow(season: Season, slot: number, time: number, value: number, usual: number): void {
    const away = value - usual;
    const seen = season.compared + 1;
    season.compared = seen;
    season.short += (away - season.short) / Math.min(windows.short, seen);
    season.long += (away - season.long) / Math.min(windows.long, seen);
    const nearest = distanceAt(season, slot, time, value, 0);
    season.off += (nearest - season.off) / windows.off;
  }

  /** Whether a value is so far off that no habit explains it. */
  #isFarOut(numbers: Float64Array, base: number, value: number): boolean {
    const lowest = numbers[base + at.lowest] ?? 0;
    const highest = numbers[base + at.highest] ?? 0;
    const beyond = Math.max(value - highest, lowest - value);
    return beyond >= farOut * (Math.max(Math.abs(lowest), Math.abs(highest)) + highest - lowest);
  }

  #weigh(which: number, magnitude: number, score: number): void {
    if (score <= this.#best) return;
    this.#best = score;
    this.#bestPart = which;
    this.#bestMagnitude = magnitude;
  }

  #remember(memory: ForecastMemory, which: number, magnitude: number, floor: number): void {
    const { numbers, base, first } = memory;
    if (first === null) {
      learnResidual(numbers, base, which, magnitude, floor);
      return;
    }
    learnFirst(numbers, base, which, magnitude, first);
    if (which === part.long && seenOf(numbers, base, which) === firstKept) memory.first = null;
  }

  /** The step from the value before and the distance from the level, unless the season explains them. */
  #weighSteps(
    memory: ForecastMemory,
    value: number,
    last: number,
    level: number,
    stretch: number,
    floor: number,
    slot: number,
    time: number,
  ): void {
    const { numbers, base, season } = memory;
    const step = Math.abs(value - last) / stretch;
    const away = Math.abs(value - level) / stretch;
    const usualStep = usualOf(numbers, base, part.step, floor);
    const usualAway = usualOf(numbers, base, part.level, floor);
    // Within what is usual nothing has to be explained.
    if (step > usualStep || away > usualAway) {
      const nearest =
        season === null
          ? Number.NaN
          : Math.abs(distanceAt(season, slot, time, value, cover * Math.abs(value - last)));
      const bySeason = Number.isNaN(nearest) ? Number.POSITIVE_INFINITY : explains * nearest;
      const eased = Math.min(bySeason, explains * this.#awayFromBefore(numbers, base, value));
      let stepScore = scoreOf(Math.min(step, eased), usualStep);
      let levelScore = scoreOf(Math.min(away, eased), usualAway) - handicap.level;
      if (Math.max(stepScore, levelScore) > 0) {
        const onLogs = this.#onLogs(numbers, base, value, last);
        stepScore = Math.min(stepScore, onLogs);
        levelScore = Math.min(levelScore, onLogs);
      }
      this.#weigh(part.step, Math.min(step, eased), stepScore);
      this.#weigh(part.level, Math.min(away, eased), levelScore);
    }
    this.#remember(memory, part.step, step, floor);
    this.#remember(memory, part.level, away, floor);
    if (value > 0 && last > 0) {
      learnResidual(numbers, base, part.logStep, Math.abs(Math.log(value / last)), 1e-9);
      const away = Math.log(value) - (numbers[base + at.logLevel] ?? 0);
      learnResidual(numbers, base, part.logLevel, Math.abs(away), 1e-9);
      numbers[base + at.logLevel] = (numbers[base + at.logLevel] ?? 0) + away / windows.level;
    }
  }

  /** How far a value is from where it stood before a lasting change: going back there is no news. */
  #awayFromBefore(numbers: Float64Array, base: number, value: number): number {
    const since = this.#time - (numbers[base + at.leftAt] ?? 0);
    const hasAlarm = (numbers[base + at.alarmScore] ?? 0) > 0;
    if (!hasAlarm || since < lasting.from || since > lasting.to) return Number.POSITIVE_INFINITY;
    return Math.abs(value - (numbers[base + at.levelBefore] ?? 0));
  }

  /** The score on a logarithmic scale, for positive series with heavy noise; infinite for others. */
  #onLogs(numbers: Float64Array, base: number, value: number, last: number): number {
    const positive = (numbers[base + at.samples] ?? 0) - (numbers[base + at.lastNonPositive] ?? 0);
    if (!(value > 0 && last > 0) || positive <= positiveFor || heaviness(numbers, base, part.step) <= heavy)
      return Number.POSITIVE_INFINITY;
    const step = scoreOf(Math.abs(Math.log(value / last)), usualOf(numbers, base, part.logStep, 1e-9));
    const away = Math.abs(Math.log(value) - (numbers[base + at.logLevel] ?? 0));
    return Math.max(step, scoreOf(away, usualOf(numbers, base, part.logLevel, 1e-9)) - handicap.level);
  }

  /** After a long gap only what was never seen at any time is strange. */
  #weighRange(memory: ForecastMemory, value: number, slot: number, time: number): void {
    const { numbers, base, season } = memory;
    const lowest = numbers[base + at.lowest] ?? 0;
    const highest = numbers[base + at.highest] ?? 0;
    const range = highest - lowest;
    const beyond = value > highest ? value - highest : lowest - value;
    if ((numbers[base + at.samples] ?? 0) < rangeKnown || range <= 0 || beyond <= range) return;
    const nearest = season === null ? Number.NaN : Math.abs(distanceAt(season, slot, time, value, 0));
    const magnitude = Number.isNaN(nearest) ? beyond : Math.min(beyond, explains * nearest);
    this.#weigh(part.level, magnitude, scoreOf(magnitude, range / 3));
  }

  /** A mean is no news while it stays strange for what was told; soft is news where what was told was not. */
  #weighMean(
    numbers: Float64Array,
    base: number,
    which: number,
    magnitude: number,
    usual: number,
    remembered: number,
    window: number,
  ): void {
    if (magnitude <= usual) return;
    const score = scoreOf(magnitude, usual);
    const sample = numbers[base + at.samples] ?? 0;
    const toldAt = Math.max(numbers[base + at.lastAlarm] ?? 0, numbers[base + remembered] ?? 0);
    if (sample - toldAt >= window || (score >= softScore && (numbers[base + at.alarmScore] ?? 0) < softScore))
      this.#weigh(which, magnitude, score);
    else {
      this.#told = Math.max(this.#told, score);
      if (score >= alarmScore) numbers[base + remembered] = sample;
    }
  }

  #weighMeans(
    memory: ForecastMemory,
    short: number,
    long: number,
    slow: number,
    since: number,
    floor: number,
    season: Season | null,
  ): void {
    const { numbers, base } = memory;
    const shortAway = Math.abs(short - slow);
    const longAway = Math.abs(long - slow);
    if (since >= readyAfter.short) {
      const usual = usualOf(numbers, base, part.short, floor);
      const eased =
        season !== null && season.compared > 16
          ? explains * Math.abs(season.short)
          : Number.POSITIVE_INFINITY;
      const magnitude = Math.min(shortAway, eased);
      this.#weighMean(numbers, base, part.short, magnitude, usual, at.toldShort, told.short);
    }
    if (since >= readyAfter.long) {
      const usual = usualOf(numbers, base, part.long, floor);
      const eased =
        season !== null && season.compared > 128
          ? explains * Math.abs(season.long)
          : Number.POSITIVE_INFINITY;
      const magnitude = Math.min(longAway, eased);
      this.#weighMean(numbers, base, part.long, magnitude, usual, at.toldLong, told.long);
    }
    this.#remember(memory, part.short, shortAway, floor);
    this.#remember(memory, part.long, longAway, floor);
  }

  /** What was looked at and between what it would have passed, of the residual that was strangest. */
  #describe(
    memory: ForecastMemory,
    value: number,
    last: number,
    level: number,
    short: number,
    long: number,
    slow: number,
    usual: number,
    floor: number,
    seconds: number,
    counting: boolean,
  ): void {
    const { numbers, base } = memory;
    const reading = this.#reading;
    // Where nothing is strange, the narrower of the two that look at the value itself.
    const stepIsNarrower =
      usualOf(numbers, base, part.step, floor) * stepShare < usualOf(numbers, base, part.level, floor);
    const which = reading.part >= 0 ? reading.part : stepIsNarrower ? part.step : part.level;
    let expected = level;
    let observed = value;
    let tracked: number = part.level;
    let allowed = intervalScore + handicap.level;
    if (which === part.step || which === part.logStep) {
      expected = last;
      tracked = part.step;
      allowed = intervalScore;
    } else if (which === part.short || which === part.long) {
      expected = slow;
      observed = which === part.short ? short : long;
      tracked = which;
      allowed = intervalScore;
    } else if (which === part.season) {
      expected = usual;
      tracked = part.season;
      allowed = intervalScore + handicap.season;
    }
    const reach = magnitudeOf(allowed, usualOf(numbers, base, tracked, floor));
    // A counter is shown as the reading that its rate leads to.
    const from = counting ? (numbers[base + at.lastReading] ?? 0) : 0;
    const factor = counting ? seconds : 1;
    reading.observed = finite(from + observed * factor);
    reading.expected = finite(from + expected * factor);
    reading.lower = finite(from + (expected - reach) * factor);
    reading.upper = finite(from + (expected + reach) * factor);
  }

  #learn(
    memory: ForecastMemory,
    value: number,
    raw: number,
    time: number,
    local: number,
    elapsed: number,
    short: number,
    long: number,
    slow: number,
    since: number,
    floor: number,
    slot: number,
    usual: number,
  ): void {
    const { numbers, base } = memory;
    const samples = numbers[base + at.samples] ?? 0;
    const last = numbers[base + at.lastValue] ?? 0;
    const anew = since === 0;
    if (samples > 0 && samples <= warmUp) {
      // Before anything is judged the spreads are learnt all the same.
      this.#remember(memory, part.step, Math.abs(value - last), floor);
      this.#remember(memory, part.level, Math.abs(value - (numbers[base + at.level] ?? 0)), floor);
      this.#remember(memory, part.short, Math.abs(short - slow), floor);
      this.#remember(memory, part.long, Math.abs(long - slow), floor);
    }
    const step = Math.abs(value - last);
    const largest = numbers[base + at.largestStep] ?? 0;
    // Of the first values one may be absurd, and later ones double what counts as nothing once in a while at most.
    if (!anew && samples >= 3) {
      const grows = largest === 0 || samples - (numbers[base + at.grewAt] ?? 0) >= growsEvery;
      if (step > largest && grows) {
        numbers[base + at.largestStep] = largest === 0 ? step : Math.min(step, 2 * largest);
        numbers[base + at.grewAt] = samples;
      } else numbers[base + at.largestStep] = largest * 0.9998;
    }
    const lowest = numbers[base + at.lowest] ?? 0;
    const highest = numbers[base + at.highest] ?? 0;
    const reach = highest - lowest || step;
    if (value > highest) numbers[base + at.highest] = Math.min(value, highest + reach);
    else if (value < lowest) numbers[base + at.lowest] = Math.max(value, lowest - reach);
    if (!(value > 0)) numbers[base + at.lastNonPositive] = samples;
    const middle = since < 2 ? value : middleOf(value, last, numbers[base + at.beforeLast] ?? 0);
    const size = numbers[base + at.size] ?? 0;
    numbers[base + at.size] =
      samples === 2
        ? Math.abs(middle)
        : size + (Math.abs(middle) - size) / Math.min(windows.size, samples + 1);
    const level = numbers[base + at.level] ?? 0;
    // The third value tells which of the first three to begin with.
    const first = anew ? value : since === 2 ? middle : Number.NaN;
    const begins = !Number.isNaN(first);
    numbers[base + at.level] = begins ? first : level + (middle - level) / windows.level;
    numbers[base + at.short] = begins ? first : short;
    numbers[base + at.long] = begins ? first : long;
    numbers[base + at.slow] = begins ? first : slow + (middle - slow) / Math.min(windows.slow, since + 1);
    if (begins && first > 0) numbers[base + at.logLevel] = Math.log(first);
    if (samples > 0 && elapsed >= 0) {
      const gap = numbers[base + at.gap] ?? 0;
      const counted = gap > 0 ? Math.min(elapsed, longGap * gap) : elapsed;
      numbers[base + at.gap] = gap === 0 ? counted : gap + (counted - gap) / windows.gap;
    }
    numbers[base + at.lastTime] = time;
    numbers[base + at.lastReading] = raw;
    numbers[base + at.beforeLast] = last;
    numbers[base + at.lastValue] = value;
    numbers[base + at.since] = since + 1;
    numbers[base + at.samples] = samples + 1;
    if (memory.season !== null) learnSeason(memory.season, slot, local, value, usual);
    else if (samples + 1 === warmUp) memory.season = this.#seasonFor(numbers[base + at.gap] ?? 0);
  }

  #seasonFor(gap: number): Season | null {
    if (this.#season === "none") return null;
    const made =
      this.#season === "auto"
        ? newSeason("day", dayPeriod)
        : this.#season === "daily"
          ? newSeason("cycle", dayPeriod)
          : this.#season === "weekly"
            ? newSeason("week", weekPeriod)
            : newSeason("cycle", this.#season * 1000);
    return gap > 0 && gap * samplesPerSeason <= made.period ? made : null;
  }
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

const finite = (x: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, x));

/** What a counter has counted: a fall below half means that it was reset and began at zero. */
function countedSince(last: number, value: number): number {
  return value >= 0 && value < last / 2 ? value : value - last;
}
