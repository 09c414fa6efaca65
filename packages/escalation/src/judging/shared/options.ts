import type { MvcrsConfig } from "../../ledger/config/config.ts";
import type { MvcrsEvent } from "../../ledger/events.ts";
import type { MvcrsState } from "../../ledger/state.ts";
import type { JudgeCounts } from "../judge.ts";
import type { JudgingOptions } from "../session.ts";
import type { ShardSource } from "./shard-source.ts";

export interface ShardJudgingOptions {
  /** The root whose log is written to. */
  readonly root: JudgingOptions;
  readonly shards: ShardSource;
  readonly config: MvcrsConfig;
  /** The present in milliseconds. */
  readonly clock: () => number;
  /** Milliseconds that only ever grow: when it is time to look again. */
  readonly elapsed: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** Ends it: what was judged is committed, and the shards are given back. */
  readonly signal: AbortSignal;
  /** Told when shards come and go. */
  readonly onShards?: (change: ShardChange) => void;
  /** Told of events once they are durable, with the state that they led to. */
  readonly onEvents?: (events: readonly MvcrsEvent[], state: MvcrsState) => void;
  /** Told after rows were judged: how many since it began. */
  readonly onProgress?: (rows: number) => void;
  /** What also passes once it has worked: an operator who is changing something at the server; by default nothing. */
  readonly passes?: (thrown: unknown) => boolean;
  /** Told of what passes: everything since the last commit is judged again. */
  readonly onTrouble?: (thrown: unknown) => void;
}

export interface ShardChange {
  readonly what: "gained" | "lost" | "gave back";
  readonly shards: readonly number[];
  /** How many are held now, and how many workers share them. */
  readonly held: number;
  readonly workers: number;
}

/** What a worker did. */
export interface ShardReport {
  readonly rows: number;
  readonly events: number;
  readonly levels: JudgeCounts["levels"];
}
