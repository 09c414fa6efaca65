import type pg from "pg";
import type { Database } from "../internal/database.ts";
import { setAside } from "./aside.ts";
import { balance, giveBack, leave, type Share, stayAlive, type Worker } from "./balance.ts";
import { commitShards, type Hold, lost, type ShardCommit, wereCommitted } from "./commit-shards.ts";
import { type ShardBatch, takeRows } from "./take-rows.ts";

/** A shard as it was last committed. */
export interface StoredShard {
  readonly shard: number;
  /** `null` where nothing was ever judged in it. */
  readonly snapshot: string | null;
  readonly parts: ReadonlyMap<string, string>;
}

export interface Balance {
  /** New to this worker; load them before anything of them is judged. */
  readonly gained: readonly number[];
  /** Taken over by others: what was not committed of them is void. */
  readonly lost: readonly number[];
  /** How many it holds beyond its share; give some back. */
  readonly surplus: number;
  readonly workers: number;
  /** How many entries the log has, and the present by the server's clock, in milliseconds. */
  readonly entries: number;
  readonly now: number;
}

/** The shards of one worker. */
export interface HeldShards {
  readonly shards: readonly number[];
  /** Says that this worker is alive, takes what is free up to its share, and finds out what it lost. Call it every 200 ms. */
  balance(): Promise<Balance>;
  load(shards: readonly number[]): Promise<readonly StoredShard[]>;
  /** What waits in these shards, at most so many rows of each, beside rows that were taken and are not committed yet. */
  take(shards: readonly number[], most: number, taken: readonly string[]): Promise<readonly ShardBatch[]>;
  /**
   * Commits shards, each as a whole or not at all; returns those that others have taken over. May be repeated with the same where
   * it failed.
   */
  commit(commits: readonly ShardCommit[]): Promise<readonly number[]>;
  /**
   * Commits shards in a transaction of the caller, all of them or none. Call `committed` once that transaction is over.
   *
   * @throws SHARD_LOST
   */
  commitWithin(client: Pick<pg.Client, "query">, commits: readonly ShardCommit[]): Promise<void>;
  committed(shards: readonly number[]): void;
  giveBack(shards: readonly number[]): Promise<void>;
  /**
   * Puts a row aside at which judging fails, in place of committing it; false where too many stand there already. A shard that another
   * holds by now is left as it is.
   */
  setAside(shard: number, n: string, problem: string): Promise<boolean>;
  /** Gives everything back. */
  leave(): Promise<void>;
}

export class Holding implements HeldShards {
  readonly #database: Database;
  readonly #worker: Worker;
  readonly #holds = new Map<number, Hold>();
  readonly #heartbeat: ReturnType<typeof setInterval>;

  constructor(database: Database, worker: Worker) {
    this.#database = database;
    this.#worker = worker;
    // While a commit waits, or much is judged. What it cannot say now, the next balance says or finds out.
    this.#heartbeat = setInterval(
      () => void database.run((client) => stayAlive(client, worker)).catch(() => undefined),
      worker.leaseMs / 4,
    );
    this.#heartbeat.unref();
  }

  get shards(): readonly number[] {
    return [...this.#holds.keys()];
  }

  async balance(): Promise<Balance> {
    const share: Share = await this.#database.run((client) => balance(client, this.#worker));
    const isHeld = (shard: number): boolean => share.held.get(shard) === this.#holds.get(shard)?.epoch;
    const gone = this.shards.filter((shard) => !isHeld(shard));
    const gained = [...share.held.keys()].filter((shard) => !isHeld(shard));
    for (const shard of gone) this.#holds.delete(shard);
    for (const shard of gained) this.#holds.set(shard, { epoch: share.held.get(shard) ?? "", commits: 0 });
    const surplus = Math.max(0, share.held.size - share.most);
    const { workers, entries, now } = share;
    return { gained, lost: gone, surplus, workers, entries, now };
  }

  async load(shards: readonly number[]): Promise<readonly StoredShard[]> {
    interface Row {
      readonly id: number;
      readonly commits: string;
      readonly snapshot: string | null;
    }
    interface Part {
      readonly shard: number;
      readonly part: string;
      readonly body: string;
    }
    return this.#database.run(async (client) => {
      const { rows } = await client.query<Row>(
        "select id, commits::text, snapshot from mvcrs.shard where id = any ($1::int[]) order by id",
        [shards],
      );
      const parts = await client.query<Part>(
        "select shard, part, body from mvcrs.shard_part where shard = any ($1::int[])",
        [shards],
      );
      const byShard = new Map(rows.map(({ id }) => [id, new Map<string, string>()]));
      for (const { shard, part, body } of parts.rows) byShard.get(shard)?.set(part, body);
      return rows.map(({ id, commits, snapshot }) => {
        const hold = this.#holds.get(id);
        if (hold !== undefined) hold.commits = Number(commits);
        return { shard: id, snapshot, parts: byShard.get(id) ?? new Map() };
      });
    });
  }

  take(shards: readonly number[], most: number, taken: readonly string[]): Promise<readonly ShardBatch[]> {
    return this.#database.run((client) => takeRows(client, shards, most, taken));
  }

  async commit(commits: readonly ShardCommit[]): Promise<readonly number[]> {
    if (commits.length === 0) return [];
    const shards = commits.map(({ shard }) => shard);
    return this.#database.run(async (client) => {
      const moved = await commitShards(client, commits, this.#holds);
      const others = shards.filter((shard) => !moved.has(shard));
      const before = others.length === 0 ? moved : await wereCommitted(client, others, this.#holds);
      this.committed(shards.filter((shard) => moved.has(shard) || before.has(shard)));
      const gone = others.filter((shard) => !before.has(shard));
      for (const shard of gone) this.#holds.delete(shard);
      return gone;
    });
  }

  async commitWithin(client: Pick<pg.Client, "query">, commits: readonly ShardCommit[]): Promise<void> {
    if (commits.length === 0) return;
    const moved = await commitShards(client, commits, this.#holds);
    const gone = commits.map(({ shard }) => shard).filter((shard) => !moved.has(shard));
    if (gone.length > 0) throw lost(this.#database.name, gone);
  }

  committed(shards: readonly number[]): void {
    for (const shard of shards) {
      const hold = this.#holds.get(shard);
      if (hold !== undefined) hold.commits += 1;
    }
  }

  setAside(shard: number, n: string, problem: string): Promise<boolean> {
    const { epoch } = this.#holds.get(shard) ?? { epoch: "-1" };
    return this.#database.run((client) => setAside(client, { shard, epoch, n }, problem));
  }

  async giveBack(shards: readonly number[]): Promise<void> {
    if (shards.length === 0) return;
    await this.#database.run((client) => giveBack(client, this.#worker, shards));
    for (const shard of shards) this.#holds.delete(shard);
  }

  async leave(): Promise<void> {
    clearInterval(this.#heartbeat);
    this.#holds.clear();
    await this.#database.run((client) => leave(client, this.#worker));
  }
}
