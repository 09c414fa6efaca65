import { chainErrors, type Head } from "@mvcrs/chain";
import type { LineBatch, LineWriter } from "@mvcrs/chain/store";
import { messageOf } from "@mvcrs/errors";
import type pg from "pg";
import { postgresErrors } from "../errors.ts";
import { wasRolledBack } from "./coded.ts";
import { commitBatch, type Taken } from "./commit.ts";
import { type Database, drop } from "./database.ts";
import { extendLease, giveBack, type Lease, renewEpoch, takeOver } from "./lease.ts";
import { readHashes } from "./pages.ts";
import { RefusedAlong, together } from "./together.ts";

/** A statement that lost against another is tried this often. */
const ATTEMPTS = 5;

export interface WriterOptions {
  readonly database: Database;
  readonly lease: Lease;
  /** How long an answer that was lost is looked for, in milliseconds. */
  readonly settleMs: number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
  readonly clock: () => number;
  /** What is to be committed with the batch that is appended next. */
  readonly along?: () => Along | undefined;
}

/** Writes into the transaction of a batch; an error with a code that it throws keeps both out. */
export type Along = (client: pg.Client) => Promise<void>;

/** Writes to a log that it has taken over, for as long as nobody takes it over again. */
export class PostgresWriter implements LineWriter {
  readonly head: Head;
  readonly #options: WriterOptions;
  #client: pg.Client | undefined;
  #epoch: number;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  /** What is being asked of the server; one thing at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: WriterOptions, client: pg.Client, epoch: number, head: Head) {
    this.#options = options;
    this.#client = client;
    this.#epoch = epoch;
    this.head = head;
    this.#heartbeat = setInterval(() => void this.#inTurn(() => this.#beat()), options.lease.leaseMs / 4);
    this.#heartbeat.unref();
  }

  /** @throws LOG_HELD, what `Database.connect` throws */
  static async open(options: WriterOptions): Promise<PostgresWriter> {
    const { database, lease } = options;
    const client = await database.connect();
    try {
      const { epoch, head } = await takeOver(client, database.name, lease);
      return new PostgresWriter(options, client, epoch, head);
    } catch (thrown) {
      drop(client);
      throw database.coded(thrown);
    }
  }

  /** Takes what the batch was made of out of the inbox, in the same transaction. */
  append(batch: LineBatch, taken?: Taken): Promise<void> {
    const along = this.#options.along?.();
    return this.#inTurn(() => this.#append(batch, taken, along));
  }

  close(): Promise<void> {
    clearInterval(this.#heartbeat);
    return this.#inTurn(async () => {
      const client = this.#client;
      this.#client = undefined;
      // Whoever cannot say so is waited for until its lease ends.
      if (client !== undefined) await giveBack(client, this.#epoch).catch(() => undefined);
      await client?.end().catch(() => undefined);
    });
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(action);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #append(batch: LineBatch, taken: Taken | undefined, along: Along | undefined): Promise<void> {
    let lost: unknown;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        const client = this.#client;
        if (client !== undefined && (await this.#commit(client, batch, taken, along))) return;
      } catch (thrown) {
        if (thrown instanceof RefusedAlong) {
          lost = thrown.cause;
          break;
        }
        lost = this.#options.database.coded(thrown);
        if (wasRolledBack(thrown)) {
          if (postgresErrors.is(lost, "STORE_BUSY")) continue;
          break;
        }
        this.#forget();
      }
      if (await this.#settle(batch, lost)) return;
    }
    const [path, count, reason] = [this.#options.database.name, batch.ends.length, messageOf(lost)];
    throw chainErrors.create("APPEND_FAILED", { path, count, reason }, { cause: lost });
  }

  #commit(
    client: pg.Client,
    batch: LineBatch,
    taken: Taken | undefined,
    along: Along | undefined,
  ): Promise<boolean> {
    const commit = () => commitBatch(client, batch, this.#fence, taken);
    return along === undefined ? commit() : together(client, commit, along);
  }

  /**
   * Finds out whether a batch was committed whose answer was lost. False: it was not, and nothing will commit it but the next
   * attempt.
   *
   * @throws LOG_TAKEN_OVER, STORE_ENTRIES_LOST, APPEND_UNKNOWN
   */
  async #settle(batch: LineBatch, cause: unknown): Promise<boolean> {
    const { database, settleMs, wait, clock, lease } = this.#options;
    const { name: path } = database;
    const end = clock() + settleMs;
    for (let last = cause; ; ) {
      try {
        this.#client ??= await database.connect();
        const renewed = await renewEpoch(this.#client, path, this.#epoch, lease);
        if (renewed !== undefined) {
          this.#epoch = renewed.epoch;
          const { count } = renewed.head;
          if (count === batch.first) return false;
          if (count < batch.first)
            throw postgresErrors.create("STORE_ENTRIES_LOST", { store: path, count, known: batch.first });
        }
        if (await isThere(this.#client, batch)) return true;
        throw postgresErrors.create("LOG_TAKEN_OVER", { store: path, epoch: this.#epoch });
      } catch (thrown) {
        if (postgresErrors.is(thrown, "LOG_TAKEN_OVER", "STORE_ENTRIES_LOST")) throw thrown;
        this.#forget();
        last = database.coded(thrown);
      }
      if (clock() >= end) {
        const [count, reason] = [batch.ends.length, messageOf(last)];
        throw chainErrors.create("APPEND_UNKNOWN", { path, count, reason }, { cause: last });
      }
      await wait(100);
    }
  }

  async #beat(): Promise<void> {
    try {
      if (this.#client !== undefined) await extendLease(this.#client, this.#epoch, this.#options.lease);
    } catch {
      // The next append finds out what happened.
      this.#forget();
    }
  }

  #forget(): void {
    if (this.#client !== undefined) drop(this.#client);
    this.#client = undefined;
  }

  get #fence() {
    return { epoch: this.#epoch, leaseMs: this.#options.lease.leaseMs };
  }
}

/** Whether the last entry of a batch is in the log, by its leaf hash. */
async function isThere(client: pg.Client, { first, ends, head }: LineBatch): Promise<boolean> {
  const [hash] = await readHashes(client, [{ level: 0, index: first + ends.length - 1 }]);
  return hash !== undefined && Buffer.from(hash).toString("hex") === head.chainHash;
}
