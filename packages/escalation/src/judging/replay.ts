import type { LoggedEvent } from "../ledger/read-ledger.ts";
import { applyEvent, type MvcrsState } from "../ledger/state.ts";

/** The events that judging signals makes; people and other programs make the rest. */
const ofJudging = new Set<string>(["challenge.raised", "challenge.extended"]);
/** Whether an entry is of those that the same signals make again. */
export const isOfJudging = ({ event }: LoggedEvent): boolean =>
  ofJudging.has(event.type) ||
  (event.type === "challenge.resolved" && event.resolution === "cleared") ||
  (event.type === "trust_lock.engaged" && event.challenge_id !== undefined);

/**
 * The entries that the log has beyond the saved verifier state, because a run was killed after it appended and before
 * it saved. The same signals derive the same event ids again; such an event is taken from here and folded in its
 * place, and not appended a second time.
 */
export class Replay {
  readonly #state: MvcrsState;
  readonly #entries: readonly LoggedEvent[];
  readonly #index: Map<string, number>;
  #next = 0;

  constructor(state: MvcrsState, entries: readonly LoggedEvent[]) {
    this.#state = state;
    this.#entries = entries;
    this.#index = new Map(entries.map(({ event }, index) => [event.id, index]));
    // What people did after the save precedes every signal of this run.
    for (let entry = this.#peek(); entry !== undefined && !isOfJudging(entry); entry = this.#peek())
      this.#fold();
  }

  get pending(): boolean {
    return this.#next < this.#entries.length;
  }

  /** Folds up to and including the event with this id, if it is still ahead. */
  take(id: string): boolean {
    const index = this.#index.get(id);
    if (index === undefined) return false;
    while (this.#next <= index) this.#fold();
    return true;
  }

  /** Folds everything that is left. */
  flush(): void {
    while (this.pending) this.#fold();
  }

  #peek(): LoggedEvent | undefined {
    return this.#entries[this.#next];
  }

  #fold(): void {
    const entry = this.#peek();
    if (entry === undefined) return;
    applyEvent(this.#state, entry.event, entry.seq);
    this.#next += 1;
  }
}
