// Judging: signals in, the events they are worth out.

// What another configuration would have made of the same signals.
export { type ConfigChange, type ConfigDiff, diffConfigs } from "./config-diff.ts";
export type { JudgeCounts } from "./judge.ts";
// What judging knows beyond the log.
export { readSavedState, showLatest } from "./latest.ts";
// The review clock, and what is due by it.
export { isOverdue, reviewDue } from "./review-clock.ts";
// A whole input, batch by batch.
export { type RunOptions, type RunProgress, type RunReport, runSignals } from "./run.ts";
export type { RowCounts } from "./tally.ts";
export { mutesInForce, tick } from "./tick.ts";
