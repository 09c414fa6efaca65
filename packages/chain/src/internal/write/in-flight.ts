/** Operations under way, so that closing a file can wait for those that read it. */
export class InFlight {
  readonly #running = new Set<Promise<unknown>>();

  run<T>(operation: Promise<T>): Promise<T> {
    const settled = operation.then(
      () => undefined,
      () => undefined,
    );
    this.#running.add(settled);
    void settled.then(() => this.#running.delete(settled));
    return operation;
  }

  /** Resolves when none is left. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
