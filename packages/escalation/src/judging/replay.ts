import type { Entry } from "@mvcrs/chain";
import type { LogPosition } from "../ledger/artifacts/projections.ts";
import type { MvcrsEvent } from "../ledger/events.ts";
import { settledChallenge } from "../ledger/folded/every-challenge.ts";
import { type FoldableLog, settleEvery } from "../ledger/folded/fold.ts";
import type { LoggedEvent } from "../ledger/read-ledger.ts";
import { applyEvent, become, type MvcrsState, settle } from "../ledger/state.ts";

/** The events that judging signals makes; people and other programs make the rest. */
const ofJudging = new Set<string>(["challenge.raised", "challenge.extended"]);
/** Whether an entry is of those that the same signals make again. */
export const isOfJudging = ({ event }: LoggedEvent): boolean =>
  ofJudging.has(event.type) ||
  (event.type === "challenge.resolved" && event.resolution === "cleared") ||
  (event.type === "trust_lock.engaged" && event.challenge_id !== undefined);

/** Reads the log, as it is open at that time. */
export type Reading = <T>(read: (log: FoldableLog) => Promise<T>) => Promise<T>;

/** The entries that the log has beyond the saved verifier state. */
export interface Ahead {
  /** The place in the log that the saved verifier state is of. */
  readonly judged: number;
  /** How many entries the log had. */
  readonly end: number;
  /** The state with all of them folded. */
  readonly whole: MvcrsState;
  /** The chain hash of the log as far as the state is folded that judging begins with. */
  readonly chainHash: string;
  readonly read: Reading;
}

/** How many of the next entries are read at once. */
const windowEntries = 256;

/**
 * The entries that the log has beyond the saved verifier state, because a run was killed after it appended and before
 * it saved, or because that state was lost. The same signals derive the same event ids again; such an event is taken from
 * here and folded in its place, and not appended a second time. However many there are, a few are in memory at a time.
 */
export class Replay {
  readonly #state: MvcrsState;
  readonly #ahead: Ahead | null;
  /** The next entries to fold, as far as they were read. */
  #window: Entry<MvcrsEvent>[] = [];
  #chainHash: string;
  #isOver: boolean;

  /** @param state As far as judging is: up to the first entry that judging has to meet again. */
  constructor(state: MvcrsState, ahead: Ahead | null = null) {
    this.#state = state;
    this.#ahead = ahead;
    this.#chainHash = ahead?.chainHash ?? "";
    this.#isOver = ahead === null;
  }

  /** Whether entries are still to be met again, or to be folded where they are not. */
  get pending(): boolean {
    return !this.#isOver;
  }

  /** Whether an event can be one of those that the log had. */
  get canMeet(): boolean {
    return this.#ahead !== null;
  }

  /** How far the log was met again while entries are pending; `null` where it was to its end. */
  get position(): LogPosition | null {
    return this.#isOver ? null : { count: this.#state.count, chainHash: this.#chainHash };
  }

  /** Whether the log had this event; it is folded then, with all before it. */
  async take(event: MvcrsEvent): Promise<boolean> {
    const ahead = this.#ahead;
    if (ahead === null) return false;
    const seq = (await this.#soon(ahead, event.id)) ?? (await this.#placeOf(ahead, event));
    if (seq === undefined) return false;
    while (this.pending && this.#state.count <= seq) await this.#foldNext(ahead);
    return true;
  }

  /** Takes over everything that is left. */
  flush(): void {
    if (this.#isOver || this.#ahead === null) return;
    this.#isOver = true;
    this.#window = [];
    become(this.#state, this.#ahead.whole);
  }

  /** The place of an event that is among the next entries: an input that is judged again meets them one after the other. */
  async #soon(ahead: Ahead, id: string): Promise<number | undefined> {
    if (this.#isOver) return undefined;
    const found = () => this.#window.find(({ event }) => event.id === id)?.seq;
    const seq = found();
    if (seq !== undefined || this.#window.length === windowEntries) return seq;
    await this.#readOn(ahead);
    return found();
  }

  async #readOn({ end, read }: Ahead): Promise<void> {
    const from = this.#state.count + this.#window.length;
    const to = Math.min(end, this.#state.count + windowEntries);
    await read(async (log) => {
      for await (const entry of log.entries({ from, to })) this.#window.push(entry);
    });
  }

  async #foldNext(ahead: Ahead): Promise<void> {
    if (this.#window.length === 0) await this.#readOn(ahead);
    const entry = this.#window.shift();
    if (entry === undefined) throw new TypeError("the log has become shorter");
    applyEvent(this.#state, entry.event, entry.seq);
    this.#chainHash = entry.leafHash;
    if (this.#state.count === ahead.end) this.flush();
    else if (entry.seq % settleEvery === 0 && !ahead.whole.closedAgain) settle(this.#state);
  }

  /** The place of an event that the log has anywhere beyond what was judged. */
  async #placeOf(ahead: Ahead, event: MvcrsEvent): Promise<number | undefined> {
    const { judged, end, read } = ahead;
    const isAhead = (seq: number | undefined) => seq !== undefined && seq >= judged && seq < end;
    const known = this.#isOver ? this.#state : ahead.whole;
    if (event.type === "challenge.raised") {
      const seq = known.ids.seqOf("challenge", event.id);
      return isAhead(seq) ? seq : undefined;
    }
    return read(async (log) => {
      for (const seq of await placesToLook(log, known, event))
        if (isAhead(seq) && (await log.at(seq)).event.id === event.id) return seq;
      return undefined;
    });
  }
}

/** Where an event can be that follows from a challenge. */
async function placesToLook(
  log: FoldableLog,
  known: MvcrsState,
  event: MvcrsEvent,
): Promise<readonly number[]> {
  if (event.type === "trust_lock.engaged") return known.lockEntries;
  if (event.type !== "challenge.extended" && event.type !== "challenge.resolved") return [];
  const id = event.challenge_id;
  const raised = known.ids.seqOf("challenge", id);
  if (raised === undefined) return [];
  const challenge =
    known.challenges.get(id) ??
    (await settledChallenge(known, (range) => log.entries(range), { id, seq: raised }));
  return (challenge?.history ?? []).filter(({ type }) => type === event.type).map(({ seq }) => seq);
}
