// What the page reads and what a server sends: schemas, and how the page folds entries. Runs in browsers.

export { meaningOf } from "@mvcrs/verifiers";
export {
  formatVersion,
  type Level,
  levelSchema,
  levels,
  noteLength,
  type TimelineEntry,
  timelineEntrySchema,
} from "./entry.ts";
export {
  type Action,
  actionSchema,
  type EntriesEvent,
  entriesEventSchema,
  entriesPerMessage,
  overviewEventSchema,
  resetEventSchema,
} from "./events.ts";
export {
  type Agreement,
  type ChallengeRow,
  challengeChunkSchema,
  chunkSize,
  type DayRow,
  type Facts,
  factsSchema,
  idsSchema,
  linesSize,
  type MetricRow,
  metricsSchema,
  type Overview,
  overviewSchema,
  pageSize,
  type Series,
  type SeriesPoint,
  type Service,
  seriesPoints,
  seriesSchema,
  serviceSchema,
  type TimelinePage,
  timelinePageSchema,
} from "./files.ts";
export { lastLevels, type OpenRow, type Snapshot, snapshotSchema, worstRows } from "./snapshot.ts";
export { emptySnapshot, severity, step } from "./step.ts";
