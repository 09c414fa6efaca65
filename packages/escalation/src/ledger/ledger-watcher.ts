import type { Head, LogReader } from "@mvcrs/chain";
import type { ArtifactPaths } from "./artifacts/paths.ts";
import type { MvcrsEvent } from "./events.ts";
import { readLedger } from "./read-ledger.ts";
import { applyEvent, emptyState, type MvcrsState } from "./state.ts";

/** The state of a log that others write, kept current by folding only what it has gained. Takes no lock. */
export class LedgerWatcher {
  readonly #paths: Pick<ArtifactPaths, "log" | "meta">;
  #state = emptyState();
  #chainHash = "";
  #turn: Promise<unknown> = Promise.resolve();

  constructor(paths: Pick<ArtifactPaths, "log" | "meta">) {
    this.#paths = paths;
  }

  /** The state as of now; a later call folds it further, so take from it what is needed at once. */
  read(): Promise<{ readonly state: MvcrsState; readonly head: Head }> {
    const mine = this.#turn.then(() => this.#catchUp());
    this.#turn = mine.catch(() => {
      // It may have been folded in part.
      this.#state = emptyState();
    });
    return mine;
  }

  async #catchUp() {
    // Opened again each time: a log that was restored or repaired is another file by the same name.
    await using log = await readLedger(this.#paths);
    const head = await log.head();
    if (!(await this.#isBeginningOf(log, head))) this.#state = emptyState();
    for await (const { seq, event } of log.entries({ from: this.#state.count, to: head.count }))
      applyEvent(this.#state, event, seq);
    this.#chainHash = head.chainHash;
    return { state: this.#state, head };
  }

  async #isBeginningOf(log: LogReader<MvcrsEvent>, head: Head): Promise<boolean> {
    const { count } = this.#state;
    if (count === 0) return true;
    return count <= head.count && (await log.at(count - 1)).leafHash === this.#chainHash;
  }
}
