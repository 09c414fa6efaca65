/** Those who wait for something to change. */
export class Wakers {
  readonly #wakers = new Set<() => void>();

  wake(): void {
    for (const wake of [...this.#wakers]) wake();
  }

  /** Resolves at the next `wake`, or once `signal` is aborted. */
  async next(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#wakers.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#wakers.add(wake);
      signal.addEventListener("abort", wake, { once: true });
    });
  }
}
