import type { MetricConfig } from "../../config.ts";
import { softScore } from "../../score.ts";
import { countedSince, countReading } from "./count.ts";
import { learn } from "./learn.ts";
import { at, type ForecastMemory, shape } from "./memory.ts";
import { describe, type Reading } from "./reading.ts";
import { longGap, middleOf, newSample, type Sample, windows } from "./sample.ts";
import { distanceAt, type Season, slotAt, usualAt } from "./season.ts";
import { afterSilence } from "./silence.ts";
import { warmUp } from "./tracker.ts";
import { Scales } from "./weigh.ts";

/** A new series has to be this much stranger at first, less and less until `youngUntil` samples. */
const youngHandicap = 1;
const youngUntil = 400;
/** What a new series may score at most, short of soft: in a first day every habit is new. */
const youngCap = 3.7;
/** Fewer samples than this have not shown the range. */
const rangeTrusted = 200;
/** No habit of days or weeks moves a value by this many times its own size and range. */
const farOut = 5;
/** Below this share of the largest step a residual is nothing. */
const nothing = 0.02;
/** Sizes below this are taken for it, so that no ratio overflows. */
const smallest = 1e-290;
/** Values are cut here, far from where squares and differences overflow. */
const greatest = 1e150;
/** From this score on the reading says what it looked at. */
const described = 2;

/** How one series is judged by its own past: five residuals, each against its own noise, and the strangest counts (docs/verdicts.md). */
export class ForecastModel {
  readonly #season: MetricConfig["season"];
  readonly #sample = newSample();
  readonly #scales = new Scales();
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

  constructor(season: MetricConfig["season"]) {
    this.#season = season;
  }

  /**
   * Judges a sample and adds it. `local` is its time on the clock that the season goes by; `detailed` asks for the
   * interval also where nothing is unusual.
   */
  observe(memory: ForecastMemory, reported: number, time: number, local: number, detailed: boolean): Reading {
    const { numbers, base } = memory;
    const reading = this.#reading;
    const sample = this.#take(memory, Math.max(-greatest, Math.min(greatest, reported)), time, local);
    if (memory.season !== null && !Number.isNaN(sample.usual)) follow(memory.season, sample);
    reading.score = reading.raw = 0;
    reading.part = -1;
    reading.farOut = false;
    reading.ready = (numbers[base + at.samples] ?? 0) > warmUp;
    if (reading.ready) this.#judge(memory, sample);
    const { counting, level, seconds } = sample;
    reading.expected = counting ? (numbers[base + at.lastReading] ?? 0) + level * seconds : level;
    if (detailed || reading.score >= described) describe(reading, memory, sample);
    learn(memory, sample, this.#season);
    return reading;
  }

  /** What the sample is compared with. */
  #take(memory: ForecastMemory, raw: number, time: number, local: number): Sample {
    const { numbers, base } = memory;
    countReading(memory, raw, time);
    // Counting may have started the series over, without a season.
    const { season } = memory;
    const sample = this.#sample;
    const samples = numbers[base + at.samples] ?? 0;
    sample.raw = raw;
    sample.time = time;
    sample.local = local;
    sample.counting = numbers[base + at.shape] === shape.counter;
    sample.elapsed = time - (numbers[base + at.lastTime] ?? 0);
    sample.seconds = (sample.elapsed > 0 ? sample.elapsed : numbers[base + at.gap] || 1000) / 1000;
    const value = sample.counting
      ? countedSince(numbers[base + at.lastReading] ?? 0, raw) / sample.seconds
      : raw;
    sample.value = value;
    if (samples === 0) begin(numbers, base, value);

    const gap = numbers[base + at.gap] ?? 0;
    const gaps = gap > 0 && samples > 0 ? sample.elapsed / gap : 1;
    if (gaps > longGap) numbers[base + at.since] = 0;
    const since = numbers[base + at.since] ?? 0;
    sample.since = since;
    sample.stretch = gaps > 1 && gaps <= longGap ? Math.sqrt(gaps) : 1;
    sample.last = numbers[base + at.lastValue] ?? 0;
    sample.level = numbers[base + at.level] ?? 0;
    sample.slow = numbers[base + at.slow] ?? 0;
    sample.floor =
      1e-9 * Math.max(numbers[base + at.size] ?? 0, smallest) +
      nothing * (numbers[base + at.largestStep] ?? 0);
    // The means are of the median of three values, so that a single spike leaves no shadow on them.
    sample.middle = since < 2 ? value : middleOf(value, sample.last, numbers[base + at.beforeLast] ?? 0);
    const short = numbers[base + at.short] ?? 0;
    const long = numbers[base + at.long] ?? 0;
    sample.short = short + (sample.middle - short) / Math.min(windows.short, since + 1);
    sample.long = long + (sample.middle - long) / Math.min(windows.long, since + 1);
    sample.slot = season === null ? 0 : slotAt(season, local);
    sample.usual = season === null ? Number.NaN : usualAt(season, sample.slot);
    return sample;
  }

  /** Weighs every residual, and silences what was reported. */
  #judge(memory: ForecastMemory, sample: Sample): void {
    const { numbers, base } = memory;
    const scales = this.#scales;
    const reading = this.#reading;
    scales.reset();
    if (sample.since > 0) scales.steps(memory, sample);
    else scales.range(memory, sample);
    scales.means(memory, sample);
    scales.season(memory, sample);

    const samples = numbers[base + at.samples] ?? 0;
    let { score } = scales;
    if (samples < youngUntil && score > 0) {
      const trusted = samples >= rangeTrusted && isFarOut(numbers, base, sample.value);
      score = Math.min(score - youngHandicap * (1 - samples / youngUntil), trusted ? score : youngCap);
    }
    score = Math.max(0, score);
    reading.raw = Math.max(score, scales.told);
    reading.farOut = reading.raw >= softScore && isFarOut(numbers, base, sample.value);
    reading.score = afterSilence(numbers, base, score, scales.magnitude);
    reading.part = score > 0 ? scales.part : -1;
  }
}

function begin(numbers: Float64Array, base: number, value: number): void {
  for (const place of [at.lastValue, at.level, at.short, at.long, at.slow, at.lowest, at.highest])
    numbers[base + place] = value;
  numbers[base + at.size] = Math.abs(value);
  if (value > 0) numbers[base + at.logLevel] = Math.log(value);
}

/** The running differences to what the season says. */
function follow(season: Season, { slot, local, value, usual }: Sample): void {
  const away = value - usual;
  const seen = season.compared + 1;
  season.compared = seen;
  season.short += (away - season.short) / Math.min(windows.short, seen);
  season.long += (away - season.long) / Math.min(windows.long, seen);
  season.off += (distanceAt(season, slot, local, value, 0) - season.off) / windows.off;
}

/** Whether a value is so far off that no habit explains it. */
function isFarOut(numbers: Float64Array, base: number, value: number): boolean {
  const lowest = numbers[base + at.lowest] ?? 0;
  const highest = numbers[base + at.highest] ?? 0;
  const beyond = Math.max(value - highest, lowest - value);
  return beyond >= farOut * (Math.max(Math.abs(lowest), Math.abs(highest)) + highest - lowest);
}
