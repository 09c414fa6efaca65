import type { Head, LogReader } from "@mvcrs/chain";
import type { MvcrsEvent } from "./events.ts";
import { foldLog, placesOf } from "./folded/fold.ts";
import type { LookOptions } from "./look.ts";
import { readLedger } from "./read-ledger.ts";
import { applyEvent, type MvcrsState, NotInMemory, settle } from "./state.ts";

/** The state of a log that others write, kept current by folding only what it has gained. Takes no lock. */
export class LedgerWatcher {
  readonly #options: LookOptions;
  /** `null`: to be folded anew. */
  #state: MvcrsState | null = null;
  #chainHash = "";
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LookOptions) {
    this.#options = options;
  }

  /** The state as of now; a later call folds it further, so take from it what is needed at once. */
  read(): Promise<{ readonly state: MvcrsState; readonly head: Head }> {
    const mine = this.#turn.then(() => this.#catchUp());
    this.#turn = mine.catch(() => {
      // It may have been folded in part.
      this.#state = null;
    });
    return mine;
  }

  async #catchUp() {
    const { paths, sureOfLock, ...options } = this.#options;
    // Opened again each time: a log that was restored or repaired is another file by the same name.
    await using log = await readLedger(paths);
    const head = await log.head();
    const state =
      (await this.#foldedOn(log, head)) ??
      (await foldLog(log, head, { ...options, ...placesOf(paths, sureOfLock), withIds: true })).state;
    settle(state);
    this.#state = state;
    this.#chainHash = head.chainHash;
    return { state, head };
  }

  /** What is known already, and what the log has gained since; `null` where it is another log. */
  async #foldedOn(log: LogReader<MvcrsEvent>, head: Head): Promise<MvcrsState | null> {
    const state = this.#state;
    if (state === null || state.count > head.count) return null;
    const { count } = state;
    if (count > 0 && (await log.leafHash(count - 1)) !== this.#chainHash) return null;
    try {
      for await (const { seq, event } of log.entries({ from: count, to: head.count }))
        applyEvent(state, event, seq);
      return state;
    } catch (thrown) {
      if (thrown instanceof NotInMemory) return null;
      throw thrown;
    }
  }
}
