import { setImmediate as nextTurn } from "node:timers/promises";
import { canonicalize, parseCanonical } from "@mvcrs/canonical";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors } from "../../errors.ts";
import type { AppendedAll } from "../../log/log.ts";
import { PreparedEvent } from "../../log/prepared-event.ts";
import type { Appended, Prepared } from "./batch.ts";
import { type Validated, validate } from "./validate.ts";
import { assertFits } from "./writer.ts";

const BATCH_EVENTS = 1_000;
const NO_KEYS: readonly string[] = [];

/** How events are checked, and which counters they add to. */
export interface IntakeSettings<E> {
  readonly schema?: StandardSchemaV1<unknown, E> | undefined;
  readonly counterKeys?: ((event: E) => readonly string[]) | undefined;
}

/** Where checked events go. */
export interface Intaken {
  append(event: Prepared): Promise<Appended>;
  /** Resolves with the number of the first one. */
  appendGroup(events: readonly Prepared[]): Promise<number>;
  /** The number of the next entry. */
  count(): number;
  /** @throws LOG_CLOSED */
  assertOpen(): void;
}

/** The way of an event into a log before it is numbered: checked, made canonical, kept in the order of the calls. */
export class Intake<E> {
  readonly #settings: IntakeSettings<E>;
  readonly #log: Intaken;
  /** The last append call, so that a call that has to wait for its schema keeps its place. */
  #turn: Promise<unknown> = Promise.resolve();
  #turns = 0;

  constructor(settings: IntakeSettings<E>, log: Intaken) {
    this.#settings = settings;
    this.#log = log;
  }

  async append(event: E | PreparedEvent<E>): Promise<Appended> {
    return this.#inTurn(
      () => this.#prepare(event),
      (prepared) => this.#log.append(prepared),
    );
  }

  async appendAll(
    events: Iterable<E | PreparedEvent<E>> | AsyncIterable<E | PreparedEvent<E>>,
  ): Promise<AppendedAll> {
    this.#log.assertOpen();
    const appended: AppendedAll[] = [];
    let batch: Prepared[] = [];
    let writing: Promise<void> = Promise.resolve();
    const flush = async (): Promise<void> => {
      await writing;
      this.#log.assertOpen();
      const count = batch.length;
      writing = this.#log.appendGroup(batch).then((first) => {
        appended.push({ first, last: first + count - 1, count });
      });
      // It is awaited below; until then its failure must not count as unhandled.
      writing.catch(() => undefined);
      batch = [];
      // The write is started, and the next batch is prepared while it is under way.
      await nextTurn();
    };
    try {
      for await (const group of groups(events)) {
        for (const event of group) {
          const pending = this.#prepare(event);
          batch.push(pending instanceof Promise ? await pending : pending);
        }
        if (batch.length >= BATCH_EVENTS) await flush();
      }
      if (batch.length > 0) await flush();
    } finally {
      await writing;
    }
    const next = this.#log.count();
    return {
      first: appended[0]?.first ?? next,
      last: appended.at(-1)?.last ?? next - 1,
      count: appended.reduce((sum, { count }) => sum + count, 0),
    };
  }

  /** Resolves when no call waits for its schema any more. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  /** Prepares at once when nothing before it still waits for its schema, so that the common case costs no turn. */
  async #inTurn<T>(
    prepare: () => Prepared | Promise<Prepared>,
    then: (prepared: Prepared) => Promise<T>,
  ): Promise<T> {
    this.#log.assertOpen();
    const pending = prepare();
    if (this.#turns === 0 && !(pending instanceof Promise)) return then(pending);
    this.#turns++;
    const before = this.#turn;
    const mine = (async () => {
      const prepared = await pending;
      await before;
      this.#turns--;
      // Not awaited here: the next call may join the same batch.
      return { result: then(prepared) };
    })();
    this.#turn = mine.catch(() => {
      this.#turns--;
    });
    return (await mine).result;
  }

  #prepare(given: E | PreparedEvent<E>): Prepared | Promise<Prepared> {
    if (given instanceof PreparedEvent && given.schema === this.#settings.schema)
      return { json: given.json, keys: this.#settings.counterKeys?.(given.event) ?? NO_KEYS };
    const event = given instanceof PreparedEvent ? given.event : given;
    const checked = validate(this.#settings.schema, event);
    return checked instanceof Promise
      ? checked.then((result) => this.#accepted(result))
      : this.#accepted(checked);
  }

  #accepted(result: Validated<E>): Prepared {
    if ("issues" in result) throw chainErrors.create("EVENT_INVALID", { issues: result.issues });
    const json = canonicalize(result.value);
    assertFits(json);
    // Counted as stored, not as handed over: an object may answer otherwise when it is asked again.
    return { json, keys: this.#settings.counterKeys?.(parseCanonical(json) as E) ?? NO_KEYS };
  }
}

/** Awaiting each event of a plain array would cost more than writing it. */
async function* groups<E>(events: Iterable<E> | AsyncIterable<E>): AsyncGenerator<readonly E[]> {
  if (Symbol.asyncIterator in events) {
    for await (const event of events) yield [event];
    return;
  }
  let group: E[] = [];
  for (const event of events) {
    group.push(event);
    if (group.length < BATCH_EVENTS) continue;
    yield group;
    group = [];
  }
  yield group;
}
