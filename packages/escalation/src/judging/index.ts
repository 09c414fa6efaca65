// Judging: signals in, the events they are worth out.

// One call for one input: one that ends, one that must be perfect, one that is only looked at, one that grows.

export { followInput } from "./follow-input.ts";
export { judgeInput, judgeStrictly, type RehearsalOptions, rehearseInput } from "./judge-input.ts";
export type { JudgingWriter, RunOptions } from "./judging-run.ts";

// Signal by signal, for callers that hold the session themselves.

export type { JudgeCounts } from "./judge.ts";
export { type JudgingOptions, type JudgingSession, openJudging } from "./session.ts";

// Signals that wait for one of several judges.

export { judgeShards } from "./shared/judge-shards.ts";
export type { ShardChange, ShardJudgingOptions, ShardReport } from "./shared/options.ts";
export { type RowsOfBatch, rowsOfBatches, type SenderOptions } from "./shared/rows-of-batch.ts";
export type { ShardBatch, ShardCommit, ShardSource, StoredShard } from "./shared/shard-source.ts";
export type { SharedKind, SharedRow } from "./shared/shared-row.ts";

// What a run reports.

export type { RowCounts } from "./row-counts.ts";
export type { RunProgress, RunReport } from "./run-report.ts";

// Where judging stands in a root.

export { type Judged, lookAtJudging, nothingJudged } from "./judged.ts";
export { lookLatest, readSavedState, showLatest } from "./latest.ts";
export type { SavedState } from "./saved-state.ts";
export { fromShards, intoShards } from "./shared/move-memory.ts";

// What another configuration would have made of the same signals.

export { type ConfigChange, type ConfigDiff, diffConfigs } from "./config-diff.ts";

// The review clock and mutes, and what is due by them.

export { isOverdue, reviewDue } from "./review-clock.ts";
export { mutesInForce, tick } from "./tick.ts";

// An operation of the owner that nobody has recorded.

export {
  ownerOperations,
  type UncoveredOperation,
  uncoveredActor,
  uncoveredChallenge,
} from "./uncovered-operation.ts";
