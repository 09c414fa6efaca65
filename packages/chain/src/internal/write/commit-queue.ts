import type { Prepared } from "./batch.ts";

const BATCH_BYTES = 1024 * 1024;

interface Waiting<State> {
  readonly events: readonly Prepared[];
  /** Called when they are durable, with their position in the batch that followed the state `before`. */
  readonly resolve: (position: number, before: State) => void;
  readonly reject: (thrown: unknown) => void;
}

/** What writes batches, one at a time. */
export interface Commits<State> {
  /** What the next batch follows. */
  state(): State;
  /** Resolves when all of them are durable. */
  commit(events: readonly Prepared[]): Promise<void>;
  /** Called between batches, when the log is at rest. */
  afterBatch(): Promise<void>;
}

/** Group commit: appends that arrive while a batch is being written wait, and form the next one. */
export class CommitQueue<State> {
  readonly #commits: Commits<State>;
  #waiting: Waiting<State>[] = [];
  #running: Promise<void> | undefined;

  constructor(commits: Commits<State>) {
    this.#commits = commits;
  }

  /** Resolves when the events are durable; they stand next to each other in the log. */
  enqueue<T>(events: readonly Prepared[], result: (position: number, before: State) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const placed = (position: number, before: State) => resolve(result(position, before));
      this.#waiting.push({ events, resolve: placed, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is waiting any more. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  /** Runs an action between two batches. */
  async atRest(action: () => Promise<void>): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    const running = action();
    const after = (): void => {
      this.#running = this.#waiting.length > 0 ? this.#run() : undefined;
    };
    this.#running = running.then(after, after);
    await running;
  }

  async #run(): Promise<void> {
    // Let every append of this turn join the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        const before = this.#commits.state();
        await this.#commits.commit(batch.flatMap(({ events }) => events));
        let position = 0;
        for (const { events, resolve } of batch) {
          resolve(position, before);
          position += events.length;
        }
        await this.#commits.afterBatch();
      } catch (thrown) {
        for (const { reject } of batch) reject(thrown);
      }
    }
    this.#running = undefined;
  }

  #nextBatch(): Waiting<State>[] {
    let bytes = 0;
    let length = 0;
    for (const { events } of this.#waiting) {
      for (const { json } of events) bytes += json.length;
      if (length > 0 && bytes > BATCH_BYTES) break;
      length++;
    }
    return this.#waiting.splice(0, length);
  }
}
