import { type Appended, BatchEncoder, type Prepared } from "../internal/write/batch.ts";
import { LogState } from "../internal/write/log-state.ts";
import type { Head } from "../log/head.ts";
import type { LineBatch } from "./line-store.ts";

/** Numbers, links and hashes canonical events, batch after batch, as what follows a head. */
export class LineSequence {
  readonly #encoder = new BatchEncoder();
  #state: LogState;
  #next: LogState | undefined;

  constructor(head: Head) {
    this.#state = LogState.ofHead(head);
  }

  /** What the accepted batches lead to. */
  get state(): LogState {
    return this.#state;
  }

  get head(): Head {
    return this.#state.head();
  }

  /**
   * The batch that these events make; it does not count before `accept`. Its lines are good until the next call. Events are
   * believed to be canonical: what comes from elsewhere is asked `areCanonicalEvents` first.
   */
  batchOf(events: readonly Prepared[]): LineBatch {
    const before = this.#state;
    const lines = this.#encoder.encode(events, before);
    const after = before.clone();
    // As many as a tree of n leaves has complete subtrees: less than 2 n, and those of the whole that it completes.
    const hashes = new Uint8Array(32 * (2 * events.length + 64));
    const hashEnds: number[] = [];
    let at = 0;
    this.#encoder.addTo(after, events, {
      beginRecord: () => {
        if (at > 0) hashEnds.push(at);
      },
      addHash: (hash) => {
        hashes.set(hash, at);
        at += 32;
      },
    });
    hashEnds.push(at);
    this.#next = after;
    return {
      first: before.count,
      offset: before.bytes,
      lines,
      ends: this.#encoder.ends,
      hashes: hashes.subarray(0, at),
      hashEnds,
      head: after.head(),
    };
  }

  /** Goes on from another head: that of a batch which is on its way into the log. */
  follow(head: Head): void {
    this.#state = LogState.ofHead(head);
    this.#next = undefined;
  }

  /** The last batch is in the log. */
  accept(): void {
    this.#state = this.#next ?? this.#state;
    this.#next = undefined;
  }

  /** What the event at `position` of the last batch became, which followed the state `before`. */
  appended(position: number, before: LogState): Appended {
    return this.#encoder.appended(position, before);
  }
}
