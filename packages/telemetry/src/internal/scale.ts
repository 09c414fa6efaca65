const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Round numbers from 0 up to at least `max`, about five of them, whole where counts are meant. */
export function countTicks(max: number): number[] {
  const top = Math.max(1, max);
  const rough = top / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((m) => m * magnitude).find((s) => s >= rough) ?? rough);
  const ticks: number[] = [];
  for (let tick = 0; tick < top + step; tick += step) ticks.push(tick);
  return ticks;
}

/** The powers of ten around [min, max]. */
export function decades(min: number, max: number): number[] {
  const first = Math.floor(Math.log10(min));
  const last = Math.max(first + 1, Math.ceil(Math.log10(max)));
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
}

/** The length of a bar in time: an hour, a day or whole weeks, so that there are at most about a hundred. */
export function bucketOf(spanMs: number): number {
  if (spanMs <= 3 * dayMs) return hourMs;
  if (spanMs <= 100 * dayMs) return dayMs;
  return 7 * dayMs * Math.ceil(spanMs / (700 * dayMs));
}

/** Times to write below an axis, at most about eight, on bounds of UTC hours or days. */
export function timeTicks(from: number, to: number): { readonly at: number; readonly text: string }[] {
  const steps = [1, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2880, 8760].map((hours) => hours * hourMs);
  const step = steps.find((candidate) => (to - from) / candidate <= 8) ?? (to - from) / 8;
  const ticks: { at: number; text: string }[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    const iso = new Date(at).toISOString();
    const clock = step < dayMs && at % dayMs !== 0;
    ticks.push({ at, text: clock ? iso.slice(11, 16) : iso.slice(5, 10) });
  }
  return ticks;
}
