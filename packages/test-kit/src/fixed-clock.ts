/** A clock that moves only when told to: milliseconds since 1970-01-01T00:00:00Z. */
export interface FixedClock {
  (): number;
  advance(milliseconds: number): void;
}

/** A clock that stands at `start` (RFC 3339) until it is advanced. */
export function fixedClock(start: string): FixedClock {
  let now = Date.parse(start);
  if (Number.isNaN(now)) throw new TypeError(`not a time: ${start}`);
  return Object.assign(() => now, {
    advance(milliseconds: number) {
      now += milliseconds;
    },
  });
}
