/** How far an inbox was judged. Whoever waits for a place is woken once it is reached. */
export class JudgedPlace {
  #place: number;
  readonly #wakers = new Set<() => void>();

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
    for (const wake of [...this.#wakers]) wake();
  }

  /** Whether a place was reached before `signal` was aborted. */
  async reached(place: number, signal: AbortSignal): Promise<boolean> {
    while (this.#place < place && !signal.aborted)
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#wakers.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        this.#wakers.add(wake);
        signal.addEventListener("abort", wake, { once: true });
      });
    return this.#place >= place;
  }
}
