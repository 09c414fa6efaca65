import { setTimeout as pause } from "node:timers/promises";
import { chainErrors, type Head } from "@mvcrs/chain";
import { areCanonicalEvents, type LineBatch, LineSequence } from "@mvcrs/chain/store";
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
  /** Its lines, for `RecentLines` of `@mvcrs/chain/store`; good until `onBatch` has resolved. */
  readonly batch: LineBatch;
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
    // Two, since the lines of one are good for as long as they are on their way.
    const sequences: [LineSequence, LineSequence] = [
      new LineSequence(writer.head),
      new LineSequence(writer.head),
    ];
    if (sequences[0].head.rootHash !== writer.head.rootHash) throw contradicted(database.name);
    const leading = { database, writer, options };
    let { head } = writer;
    let underWay: UnderWay = { numbers: [], committed: Promise.resolve() };
    try {
      while (!signal.aborted) {
        const rows = await database.run((client) => nextRows(client, underWay.numbers));
        // The next batch is read and numbered while the last one is committed; only then does it follow.
        const batch = rows.length === 0 ? undefined : await numbered(rows, head, sequences[0], leading);
        await underWay.committed;
        if (batch !== undefined) {
          head = batch.head;
          sequences.reverse();
        }
        underWay = batch === undefined ? nothing : committing(batch, leading);
        if (rows.length === 0) await waitFor(idleMs, signal);
      }
    } finally {
      await underWay.committed;
    }
  } finally {
    await writer.close();
    onLeading?.(false);
  }
}

interface Leading {
  readonly database: Database;
  readonly writer: PostgresWriter;
  readonly options: SequencerOptions;
}

/** A batch that has its numbers, and the rows of the inbox that it is made of. */
interface NumberedBatch extends LineBatch {
  readonly rows: readonly string[];
}

/** What is being committed. */
interface UnderWay {
  readonly numbers: readonly string[];
  readonly committed: Promise<void>;
}

const nothing: UnderWay = { numbers: [], committed: Promise.resolve() };

/** Numbers what is in rows as what follows a head; `undefined` where nothing in them can be used. */
async function numbered(
  rows: readonly InboxRow[],
  head: Head,
  sequence: LineSequence,
  { database, options }: Leading,
): Promise<NumberedBatch | undefined> {
  const { counterKeys, onRefused } = options;
  const refused = rows.filter(({ bodies }) => !areCanonicalEvents(Buffer.from(bodies)));
  if (refused.length > 0) onRefused?.(await database.run((client) => refuseRows(client, numbersOf(refused))));
  const fresh = refused.length === 0 ? rows : rows.filter((row) => !refused.includes(row));
  if (fresh.length === 0) return undefined;
  const bodies = fresh.flatMap((row) => row.bodies.split("\n"));
  const events = bodies.map((json) => ({ json, keys: counterKeys?.(JSON.parse(json)) ?? [] }));
  sequence.follow(head);
  return { ...sequence.batchOf(events), rows: numbersOf(fresh) };
}

function committing(batch: NumberedBatch, { writer, options }: Leading): UnderWay {
  const committed = writer.append(batch, { numbers: batch.rows }).then(async () => {
    await options.onBatch?.({ count: batch.ends.length, head: batch.head, batch });
  });
  // What fails is met where it is waited for.
  committed.catch(() => undefined);
  return { numbers: batch.rows, committed };
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
