import type { StoreOptions } from "@mvcrs/chain";
import { canonicalEvent } from "@mvcrs/chain/store";
import { postgresErrors } from "./errors.ts";
import { countWaiting, putEvents } from "./internal/inbox-rows.ts";
import { databaseOf } from "./internal/opened.ts";
import { Submissions } from "./internal/submissions.ts";
import type { PostgresOptions } from "./options.ts";

export interface InboxOptions<E> extends PostgresOptions {
  /** Checked before an event is acknowledged, as that of `openLog`; synchronous. */
  readonly schema?: NonNullable<StoreOptions<E>["schema"]>;
}

/** An event and the id that it is known by: whoever sends it again sends the same. */
export interface Submission<E> {
  /** A UUID. */
  readonly id: string;
  readonly event: E;
}

export interface Submitted {
  /** New, and durable. */
  readonly accepted: number;
  /** Acknowledged before, in the log or on the way there. */
  readonly known: number;
}

/** The way into a log from any number of processes. */
export interface Inbox<E> extends AsyncDisposable {
  /**
   * Resolves once all of the events are durable: they will be in the log, each once, those of one call in their order. Where the
   * answer is lost, send them again under the same ids. Calls that are under way at once share their transactions.
   *
   * @throws what `canonicalEvent` throws, INBOX_ID: none of them was taken; what `Database.connect` throws: perhaps they were
   */
  submit(events: readonly Submission<E>[]): Promise<Submitted>;
  /** How many events wait for their number. */
  waiting(): Promise<number>;
}

/**
 * Opens the inbox of a log; `runSequencer` brings what is in it into the log. Nothing is connected before it is used.
 *
 * @throws STORE_URL
 */
export function postgresInbox<E = unknown>(options: InboxOptions<E>): Inbox<E> {
  const database = databaseOf(options);
  const submissions = new Submissions((events) => database.run((client) => putEvents(client, events)));
  return {
    submit: async (events) => {
      const rows = events.map(({ id, event }) => {
        if (!UUID.test(id)) throw postgresErrors.create("INBOX_ID", { id });
        return { id: id.toLowerCase(), body: canonicalEvent(event, options.schema) };
      });
      const accepted = await submissions.submit(rows);
      return { accepted, known: rows.length - accepted };
    },
    waiting: () => database.run(countWaiting),
    [Symbol.asyncDispose]: () => database.close(),
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
