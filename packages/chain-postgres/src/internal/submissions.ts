import type { EventRow } from "./inbox-rows.ts";

/** So many groups on their way at a time, each on its connection. */
const MOST_UNDER_WAY = 4;
const MOST_EVENTS = 4_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** Adds events in one transaction; returns the ids that are new, `undefined` for all. */
type Put = (events: readonly EventRow[]) => Promise<ReadonlySet<string> | undefined>;

interface Waiting {
  readonly events: readonly EventRow[];
  readonly bytes: number;
  /** Called with how many of them are new. */
  readonly resolve: (fresh: number) => void;
  readonly reject: (thrown: unknown) => void;
}

/** Group commit: what is submitted while all connections are busy waits, and shares the next transaction. */
export class Submissions {
  readonly #put: Put;
  readonly #waiting: Waiting[] = [];
  #underWay = 0;

  constructor(put: Put) {
    this.#put = put;
  }

  /** Resolves with how many of the events are new, once all of them are durable. */
  async submit(events: readonly EventRow[]): Promise<number> {
    let fresh = 0;
    for (const part of partsOf(events))
      fresh += await new Promise<number>((resolve, reject) => {
        this.#waiting.push({ ...part, resolve, reject });
        this.#next();
      });
    return fresh;
  }

  #next(): void {
    while (this.#underWay < MOST_UNDER_WAY && this.#waiting.length > 0) {
      this.#underWay++;
      void this.#send(this.#group()).finally(() => {
        this.#underWay--;
        this.#next();
      });
    }
  }

  #group(): readonly Waiting[] {
    let [count, bytes, length] = [0, 0, 0];
    for (const waiting of this.#waiting) {
      count += waiting.events.length;
      bytes += waiting.bytes;
      if (length > 0 && (count > MOST_EVENTS || bytes > MOST_BYTES)) break;
      length++;
    }
    return this.#waiting.splice(0, length);
  }

  async #send(group: readonly Waiting[]): Promise<void> {
    try {
      const once = new Map<string, EventRow>();
      for (const { events } of group)
        for (const event of events) if (!once.has(event.id)) once.set(event.id, event);
      const fresh = await this.#put([...once.values()]);
      const sent = group.reduce((sum, { events }) => sum + events.length, 0);
      if (fresh === undefined && sent === once.size) {
        for (const { events, resolve } of group) resolve(events.length);
        return;
      }
      const left = new Set(fresh ?? once.keys());
      // Of those who sent the same id at once, the first is told that it is new.
      for (const { events, resolve } of group) resolve(events.filter(({ id }) => left.delete(id)).length);
    } catch (thrown) {
      for (const { reject } of group) reject(thrown);
    }
  }
}

/** Many events go one part after the other: none of the next is there before those of the last are durable. */
function* partsOf(all: readonly EventRow[]): Generator<Pick<Waiting, "events" | "bytes">> {
  let events: EventRow[] = [];
  let bytes = 0;
  for (const event of all) {
    // UTF-8 takes at most three bytes for a UTF-16 code unit.
    const more = 3 * event.body.length;
    if (events.length === MOST_EVENTS || (events.length > 0 && bytes + more > MOST_BYTES)) {
      yield { events, bytes };
      [events, bytes] = [[], 0];
    }
    events.push(event);
    bytes += more;
  }
  if (events.length > 0) yield { events, bytes };
}
