import { Wakers } from "./wakers.ts";

/** How far an inbox was judged. Whoever waits for a place is woken once it is reached. */
export class JudgedPlace {
  #place: number;
  readonly #wakers = new Wakers();

  constructor(place: number) {
    this.#place = place;
  }

  /** Behind the last delivery that is judged, in bytes. */
  get place(): number {
    return this.#place;
  }

  /** It may go back: a part that is started again goes on from what was saved. */
  moveTo(place: number): void {
    this.#place = place;
    this.#wakers.wake();
  }

  /** Whether a place was reached before `signal` was aborted. */
  async reached(place: number, signal: AbortSignal): Promise<boolean> {
    while (this.#place < place && !signal.aborted) await this.#wakers.next(signal);
    return this.#place >= place;
  }
}
