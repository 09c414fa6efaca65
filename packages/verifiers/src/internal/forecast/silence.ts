import { softScore } from "../../score.ts";
import { alarmsKept, at } from "./memory.ts";

/** The score from which a sample is an alarm: nominally one in 630, kept rarer by what follows here. */
export const alarmScore = 2.8;
/** What a sample may score at most while it is silenced. */
const silenced = alarmScore * 0.999;
/** Calm samples in a row that end an alarm. */
const calmAfter = 6;
/** A silenced sample is an alarm of its own where it is so much stranger, or soft where what was reported is not. */
const stronger = 0.7;

const isStronger = (score: number, told: number): boolean =>
  score > told + stronger || (score >= softScore && told < softScore);

/** Alarms are forgotten by half in this many samples. */
const halfLife = 800;
/** An alarm of nine tenths of the size counts whole; a smaller one by the square of its share (a Pareto tail). */
const alike = 0.9;
const slack = 1.35;

/**
 * What is left of a score after the alarms before: an alarm silences the next until `calmAfter` calm samples have come,
 * unless that is stronger; and what has come c times lately is no rarer than that, log10(1154 / c^2) + 1.35 at most.
 * Remembers the alarm. The same rule holds in `run`, in `backtest` and in every benchmark.
 */
export function afterSilence(numbers: Float64Array, base: number, score: number, magnitude: number): number {
  const sample = numbers[base + at.samples] ?? 0;
  const quietLeft = numbers[base + at.quietLeft] ?? 0;
  if (score < alarmScore) {
    if (quietLeft > 0) numbers[base + at.quietLeft] = quietLeft - 1;
    return score;
  }
  const left = Math.min(score, ceiling(numbers, base, sample, magnitude));
  numbers[base + at.quietLeft] = calmAfter;
  if (quietLeft > 0) {
    if (!isStronger(score, numbers[base + at.alarmScore] ?? 0)) return Math.min(left, silenced);
    numbers[base + at.alarmScore] = score;
    numbers[base + at.lastAlarm] = sample;
    return left;
  }
  numbers[base + at.alarmScore] = score;
  numbers[base + at.lastAlarm] = sample;
  numbers[base + at.levelBefore] = numbers[base + at.level] ?? 0;
  // The sample before this one.
  numbers[base + at.leftAt] = numbers[base + at.lastTime] ?? 0;
  const next = numbers[base + at.nextAlarm] ?? 0;
  numbers[base + at.alarms + 2 * next] = magnitude;
  numbers[base + at.alarms + 2 * next + 1] = sample;
  numbers[base + at.nextAlarm] = next + 1 === alarmsKept ? 0 : next + 1;
  return left;
}

/** The highest score of something that has come this often lately. */
function ceiling(numbers: Float64Array, base: number, sample: number, magnitude: number): number {
  let come = 0;
  for (let index = 0; index < alarmsKept; index += 1) {
    const size = numbers[base + at.alarms + 2 * index] ?? 0;
    if (size === 0) continue;
    const share = Math.min(1, size / (alike * magnitude));
    come += share * share * 0.5 ** ((sample - (numbers[base + at.alarms + 2 * index + 1] ?? 0)) / halfLife);
  }
  return come <= 0.5 ? Number.POSITIVE_INFINITY : Math.log10((halfLife * Math.LOG2E) / (come * come)) + slack;
}
