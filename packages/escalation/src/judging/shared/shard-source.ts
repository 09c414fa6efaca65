import type { SharedRow } from "./shared-row.ts";

/** Rows of one shard, in the order in which they are to be judged. */
export interface ShardBatch {
  readonly shard: number;
  readonly numbers: readonly string[];
  /** One character for each row: its kind, or `-` for one that was judged before. */
  readonly kinds: string;
  /** A line for each row. */
  readonly bodies: string;
}

/** A shard as it was last committed. */
export interface StoredShard {
  readonly shard: number;
  readonly snapshot: string | null;
  readonly parts: ReadonlyMap<string, string>;
}

/** What judging made of a shard since it was last committed. */
export interface ShardCommit {
  readonly shard: number;
  readonly numbers: readonly string[];
  readonly snapshot: string;
  readonly parts: ReadonlyMap<string, string>;
  readonly told: readonly SharedRow[];
}

/** The shards of one of several judges, each held by one of them at a time. */
export interface ShardSource {
  readonly shards: readonly number[];
  balance(): Promise<{
    readonly gained: readonly number[];
    readonly lost: readonly number[];
    readonly surplus: number;
    readonly workers: number;
    /** How many entries the log has. */
    readonly entries: number;
  }>;
  load(shards: readonly number[]): Promise<readonly StoredShard[]>;
  take(shards: readonly number[], most: number, taken: readonly string[]): Promise<readonly ShardBatch[]>;
  /** Commits each shard as a whole or not at all; returns those that others have taken over. */
  commit(commits: readonly ShardCommit[]): Promise<readonly number[]>;
  /** Commits shards in the transaction of the events that are appended next: all of it or none. */
  commitAlong(commits: readonly ShardCommit[]): void;
  /** That append is over. */
  committed(shards: readonly number[]): void;
  /** Puts a row aside at which judging fails; false where too many stand there already. */
  setAside(shard: number, n: string, problem: string): Promise<boolean>;
  giveBack(shards: readonly number[]): Promise<void>;
  leave(): Promise<void>;
}
