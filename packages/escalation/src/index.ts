export { type ArtifactFiles, nodeArtifactFiles } from "./artifact-files.ts";
export { type Challenge, type HistoryLine, isOpen } from "./challenge.ts";
export { challengeId } from "./challenge-id.ts";
export { committeeInForce, committeeOf } from "./committee-in-force.ts";
export { type Committee, isSameCommittee, nobody } from "./committee-schema.ts";
export { configJsonSchema, configSchema, defaultConfig, type MvcrsConfig, panelConfig } from "./config.ts";
export { type ConfigChange, type ConfigDiff, diffConfigs } from "./config-diff.ts";
export { initConfig, loadConfig, parseConfig } from "./config-file.ts";
export { escalationErrors } from "./errors.ts";
export {
  type ChallengeLevel,
  challengeLevels,
  counterKeys,
  type EventOf,
  type MvcrsEvent,
  maxNameLength,
  maxReasonLength,
  mvcrsEventSchema,
  patterns,
  type Resolution,
  resolutions,
} from "./events.ts";
export { findChallenge } from "./find-challenge.ts";
export {
  assertCriterion,
  type Criterion,
  fixBranchCriteria,
  type OpenedBranch,
  openFixBranch,
  type SnapshotFile,
} from "./fix-branch.ts";
export { type Git, type GitResult, gitIn } from "./git.ts";
export { type IncidentSource, incidentChallenges, snapshotFiles, writePostmortem } from "./incident.ts";
export type { JudgeCounts } from "./judge.ts";
export { readSavedState, showLatest } from "./latest.ts";
export { type ArtifactPaths, artifactPaths } from "./paths.ts";
export {
  accept,
  acknowledge,
  type ByPerson,
  engageLock,
  freezeRounds,
  maxMuteMs,
  mute,
  resolve,
  resumeRounds,
  unmute,
} from "./person.ts";
export { checkPostmortem, type PostmortemReport, postmortemSections } from "./postmortem.ts";
export { challengeSummary, escalationAsset, trustLockProjection } from "./projections.ts";
export { checkProjections, type Disagreement, type RebuildOptions, rebuildProjections } from "./rebuild.ts";
export { record } from "./record.ts";
export { isAcknowledged, isEngaged, isReleased, isResolved } from "./repetition.ts";
export { isOverdue, reviewDue } from "./review-clock.ts";
export type { Contradiction } from "./root/contradiction.ts";
export { type Exists, findRoot, markedAbove } from "./root/find-root.ts";
export {
  assertRoot,
  assertUncontradicted,
  inspectRoot,
  type RootReport,
  vouched,
} from "./root/inspect-root.ts";
export { type RootMark, readMark } from "./root/mark.ts";
export { nodeExists } from "./root/node-exists.ts";
export { markFolder } from "./root/open-marked.ts";
export { type RunOptions, type RunProgress, type RunReport, runSignals } from "./run.ts";
export { openSession, readSession, type Session, type SessionOptions } from "./session.ts";
export { applyEvent, emptyState, type Mute, type MvcrsState, type TrustLock } from "./state.ts";
export type { RowCounts } from "./tally.ts";
export { mutesInForce, tick } from "./tick.ts";
export { assertUnlocked, requireLock } from "./trust-lock.ts";
export { type ProjectedFile, type Projector, projectAll, writeProjections } from "./write-projections.ts";
