import { at, type ForecastMemory, restartAs, shape } from "./memory.ts";

/** A series that only rises is a counter after this many rises; one that falls is none. */
const counterAfter = 24;
const gaugeAfter = 3;

/** Decides what the series is, and how long it has stood still. */
export function countReading(memory: ForecastMemory, raw: number, time: number): void {
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

/** What a counter has counted: a fall below half means that it was reset and began at zero. */
export function countedSince(last: number, value: number): number {
  return value >= 0 && value < last / 2 ? value : value - last;
}
