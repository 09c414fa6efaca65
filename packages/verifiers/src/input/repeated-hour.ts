import type { ToInstant } from "./time-zone.ts";

/**
 * Tells which of the two instants a wall time of the repeated hour means (clocks going back), from its place in the file:
 * in a file that was in order so far, a time that lies behind the one before has begun the second hour. Equal ones are
 * judged by the step of the file: half-hourly rows and wider ones do not repeat a time by chance.
 */
export class WallClock {
  readonly #toInstant: ToInstant;
  #last: number | undefined;
  #step = 0;
  #inOrder = true;
  /** Times of which there are two, so far. */
  ambiguous = 0;

  constructor(toInstant: ToInstant) {
    this.#toInstant = toInstant;
  }

  instantOf(wallTime: number): number {
    const first = this.#toInstant(wallTime);
    const second = this.#toInstant(wallTime, true);
    if (second === first) return first;
    this.ambiguous += 1;
    const last = this.#last;
    if (last === undefined || first > last) return first;
    if (first < last && this.#inOrder) return second;
    const expected = last + this.#step;
    return Math.abs(second - expected) < Math.abs(first - expected) ? second : first;
  }

  /** Every time of the file passes here, in its order. */
  saw(instant: number): void {
    if (this.#last !== undefined && instant !== this.#last) {
      this.#step = instant - this.#last;
      if (this.#step < 0) this.#inOrder = false;
    }
    this.#last = instant;
  }
}
