/** The first pause and the longest, in milliseconds or whatever unit is wanted. */
export interface PauseBounds {
  readonly first: number;
  readonly most: number;
}

/**
 * How long to wait before the next attempt: twice as long each time, up to a bound. `attempts` counts those made. Whoever
 * is one of many multiplies it with chance, so that they do not come back together.
 */
export const growingPause = (attempts: number, { first, most }: PauseBounds): number =>
  Math.min(most, first * 2 ** Math.min(30, Math.max(0, attempts - 1)));
