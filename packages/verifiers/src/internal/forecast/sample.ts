/** Over how many samples each running mean goes, about. */
export const windows = { level: 10, short: 8, long: 64, slow: 512, off: 16, gap: 64, size: 100 } as const;
/** After this many usual gaps the means start over; within them a longer gap makes a larger step usual. */
export const longGap = 12;

/** The sample at hand and what it is compared with; one object for all of them, good until the next. */
export interface Sample {
  /** As reported, within what does not overflow; as judged, which for a counter is its rate. */
  raw: number;
  value: number;
  /** In milliseconds: as observed, and on the clock that the season goes by. */
  time: number;
  local: number;
  /** Since the sample before: in milliseconds, in seconds (never 0), and as a root of usual gaps, from 1. */
  elapsed: number;
  seconds: number;
  stretch: number;
  counting: boolean;
  /** The value before, the running means before it, and the two that take it in. */
  last: number;
  level: number;
  slow: number;
  middle: number;
  short: number;
  long: number;
  /** Samples since the last long gap. */
  since: number;
  /** What counts as nothing. */
  floor: number;
  /** The slot of the season, and what is usual there; NaN where that is not known. */
  slot: number;
  usual: number;
}

export const newSample = (): Sample => ({
  raw: 0,
  value: 0,
  time: 0,
  local: 0,
  elapsed: 0,
  seconds: 1,
  stretch: 1,
  counting: false,
  last: 0,
  level: 0,
  slow: 0,
  middle: 0,
  short: 0,
  long: 0,
  since: 0,
  floor: 0,
  slot: 0,
  usual: Number.NaN,
});

/** The median of three values: a single spike is never it. */
export const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
