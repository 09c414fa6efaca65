import { setTimeout as pause } from "node:timers/promises";
import { chainErrors, type Head } from "@mvcrs/chain";
import { areCanonicalEvents, LineSequence } from "@mvcrs/chain/store";
import { isCodedError } from "@mvcrs/errors";
import { postgresErrors } from "./errors.ts";
import type { Database } from "./internal/database.ts";
import { type InboxRow, nextRows, refuseRows } from "./internal/inbox-rows.ts";
import { databaseOf, writingTo } from "./internal/opened.ts";
import { PostgresWriter } from "./internal/postgres-writer.ts";
import type { PostgresStoreOptions } from "./options.ts";

/** How soon the lease, or a server that failed, is asked for again. */
const AGAIN_MS = 200;

/** One batch that came into the log. */
export interface Sequenced {
  readonly count: number;
  /** What the log commits to with it. */
  readonly head: Head;
}

export interface SequencerOptions extends PostgresStoreOptions {
  /** Ends it: the batch under way is finished and the lease is given back. */
  readonly signal: AbortSignal;
  /** Names of the counters of the head that an event adds 1 to. */
  readonly counterKeys?: (event: unknown) => readonly string[];
  /** How long to wait where the inbox is empty, in milliseconds; default 20. */
  readonly idleMs?: number;
  /** Told when this process becomes the sequencer, and when it is not any more. */
  readonly onLeading?: (leading: boolean) => void;
  /** Waited for before the next batch. */
  readonly onBatch?: (batch: Sequenced) => void | Promise<void>;
  /** Told of the ids of a row that is no canonical JSON; it stands in `mvcrs.refused` then. */
  readonly onRefused?: (ids: readonly string[]) => void;
  /** Told of what passes: it is tried again. */
  readonly onTrouble?: (thrown: unknown) => void;
}

/**
 * Brings what is in the inbox into the log, as the one sequencer there is, or waits to become it. Start as many as there are
 * hosts: when the one that leads dies, another takes over once its lease has ended.
 *
 * Resolves when `signal` is aborted; rejects where going on would be wrong: another log, other tables, a damaged head.
 *
 * @throws STORE_URL, STORE_NOT_SET_UP, STORE_SCHEMA_OLD, STORE_SCHEMA_NEW, STORE_OTHER_LOG, STORE_HEAD_DAMAGED,
 * STORE_ENTRIES_LOST, STORE_PASSWORD, STORE_NOT_ADMITTED, STORE_PRIVILEGE, STORE_NO_DATABASE
 */
export async function runSequencer(options: SequencerOptions): Promise<void> {
  const { signal, onTrouble } = options;
  const database = databaseOf(options);
  try {
    while (!signal.aborted) {
      try {
        await lead(database, options);
      } catch (thrown) {
        const held = postgresErrors.is(thrown, "LOG_HELD");
        if (!held && !passes(thrown)) throw thrown;
        if (!held) onTrouble?.(thrown);
        await waitFor(AGAIN_MS, signal);
      }
    }
  } finally {
    await database.close();
  }
}

/** Whether somebody else leads now, or the trouble is the server's. */
const passes = (thrown: unknown): boolean =>
  isCodedError(thrown) && (thrown.kind === "outside" || postgresErrors.is(thrown, "LOG_TAKEN_OVER"));

/** Leads for as long as nothing fails and nobody takes over. @throws LOG_HELD */
async function lead(database: Database, options: SequencerOptions): Promise<void> {
  const { signal, idleMs = 20, onLeading } = options;
  const writer = await PostgresWriter.open(writingTo(database, options));
  try {
    onLeading?.(true);
    const sequence = new LineSequence(writer.head);
    if (sequence.head.rootHash !== writer.head.rootHash) throw contradicted(database.name);
    let rows: readonly InboxRow[] = [];
    while (!signal.aborted) {
      const numbers = numbersOf(rows);
      const taken = take(rows, { database, writer, sequence, options });
      // The next rows are read while these are committed.
      [rows] = await Promise.all([database.run((client) => nextRows(client, numbers)), taken]);
      if (rows.length === 0) await waitFor(idleMs, signal);
    }
  } finally {
    await writer.close();
    onLeading?.(false);
  }
}

interface Leading {
  readonly database: Database;
  readonly writer: PostgresWriter;
  readonly sequence: LineSequence;
  readonly options: SequencerOptions;
}

async function take(rows: readonly InboxRow[], leading: Leading): Promise<void> {
  const { database, writer, sequence, options } = leading;
  const { counterKeys, onBatch, onRefused } = options;
  const refused = rows.filter(({ bodies }) => !areCanonicalEvents(Buffer.from(bodies)));
  if (refused.length > 0) onRefused?.(await database.run((client) => refuseRows(client, numbersOf(refused))));
  const fresh = refused.length === 0 ? rows : rows.filter((row) => !refused.includes(row));
  if (fresh.length === 0) return;
  const bodies = fresh.flatMap((row) => row.bodies.split("\n"));
  const events = bodies.map((json) => ({ json, keys: counterKeys?.(JSON.parse(json)) ?? [] }));
  await writer.append(sequence.batchOf(events), { numbers: numbersOf(fresh) });
  sequence.accept();
  await onBatch?.({ count: events.length, head: sequence.head });
}

const numbersOf = (rows: readonly InboxRow[]): readonly string[] => rows.map(({ n }) => n);

const contradicted = (path: string): Error =>
  chainErrors.create("LOG_ROOT_CONTRADICTED", {
    path,
    reason: "the frontier of its head does not fold to the root",
  });

async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}
