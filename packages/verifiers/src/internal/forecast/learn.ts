import type { MetricConfig } from "../../config.ts";
import { firstKept } from "./first-residuals.ts";
import { at, type ForecastMemory, part } from "./memory.ts";
import { longGap, type Sample, windows } from "./sample.ts";
import { dayPeriod, learnSeason, newSeason, type Season, weekPeriod } from "./season.ts";
import { learnFirst, learnResidual, seenOf, warmUp } from "./tracker.ts";

/** The largest step doubles at most once in this many samples. */
const growsEvery = 8;
/** Fewer samples than this in a season show none. */
const samplesPerSeason = 12;

/** Adds a residual; the first ones of a series are kept until there are enough of them. */
export function remember(memory: ForecastMemory, which: number, magnitude: number, floor: number): void {
  const { numbers, base, first } = memory;
  if (first === null) {
    learnResidual(numbers, base, which, magnitude, floor);
    return;
  }
  learnFirst(numbers, base, which, magnitude, first);
  if (which === part.long && seenOf(numbers, base, which) === firstKept) memory.first = null;
}

/** Adds a sample, after it was judged. */
export function learn(memory: ForecastMemory, sample: Sample, season: MetricConfig["season"]): void {
  const { numbers, base } = memory;
  const { value, last } = sample;
  const samples = numbers[base + at.samples] ?? 0;
  if (samples > 0 && samples <= warmUp) {
    // Before anything is judged the spreads are learnt all the same.
    const { floor, level, short, long, slow } = sample;
    remember(memory, part.step, Math.abs(value - last), floor);
    remember(memory, part.level, Math.abs(value - level), floor);
    remember(memory, part.short, Math.abs(short - slow), floor);
    remember(memory, part.long, Math.abs(long - slow), floor);
  }
  learnRange(numbers, base, sample, samples);
  learnMeans(numbers, base, sample, samples);
  learnGap(numbers, base, sample, samples);
  numbers[base + at.lastTime] = sample.time;
  numbers[base + at.lastReading] = sample.raw;
  numbers[base + at.beforeLast] = last;
  numbers[base + at.lastValue] = value;
  numbers[base + at.since] = sample.since + 1;
  numbers[base + at.samples] = samples + 1;
  if (memory.season !== null) learnSeason(memory.season, sample.slot, sample.local, value, sample.usual);
  else if (samples + 1 === warmUp) memory.season = seasonFor(season, numbers[base + at.gap] ?? 0);
}

/** The largest step and the range; each grows within bounds, whatever a sample says. */
function learnRange(
  numbers: Float64Array,
  base: number,
  { value, last, since }: Sample,
  samples: number,
): void {
  const step = Math.abs(value - last);
  const largest = numbers[base + at.largestStep] ?? 0;
  // Of the first values one may be absurd, and later ones double what counts as nothing once in a while at most.
  if (since > 0 && samples >= 3) {
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
}

function learnMeans(numbers: Float64Array, base: number, sample: Sample, samples: number): void {
  const { value, level, slow, middle, since } = sample;
  const size = numbers[base + at.size] ?? 0;
  numbers[base + at.size] =
    samples === 2 ? Math.abs(middle) : size + (Math.abs(middle) - size) / Math.min(windows.size, samples + 1);
  // The third value tells which of the first three to begin with.
  const first = since === 0 ? value : since === 2 ? middle : Number.NaN;
  const begins = !Number.isNaN(first);
  numbers[base + at.level] = begins ? first : level + (middle - level) / windows.level;
  numbers[base + at.short] = begins ? first : sample.short;
  numbers[base + at.long] = begins ? first : sample.long;
  numbers[base + at.slow] = begins ? first : slow + (middle - slow) / Math.min(windows.slow, since + 1);
  if (begins && first > 0) numbers[base + at.logLevel] = Math.log(first);
}

/** The usual time between samples; after a clock that ran ahead was set back nothing is known of it. */
function learnGap(numbers: Float64Array, base: number, { elapsed }: Sample, samples: number): void {
  if (samples === 0 || elapsed < 0 || !Number.isFinite(elapsed)) return;
  const gap = numbers[base + at.gap] ?? 0;
  const counted = gap > 0 ? Math.min(elapsed, longGap * gap) : elapsed;
  numbers[base + at.gap] = gap === 0 ? counted : gap + (counted - gap) / windows.gap;
}

function seasonFor(season: MetricConfig["season"], gap: number): Season | null {
  if (season === "none") return null;
  const made =
    season === "auto"
      ? newSeason("day", dayPeriod)
      : season === "daily"
        ? newSeason("cycle", dayPeriod)
        : season === "weekly"
          ? newSeason("week", weekPeriod)
          : newSeason("cycle", season * 1000);
  return gap > 0 && gap * samplesPerSeason <= made.period ? made : null;
}
