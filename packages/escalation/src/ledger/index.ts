// The ledger: what may stand in the log, what it adds up to, who may write to it, and the files that follow from it.

// The events, and the ids that follow from what they are about.

export { challengeId, followUpId } from "./challenge-id.ts";
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

// The state that the events fold into.

export { type Challenge, criticalRunThatCounts, type HistoryLine, isOpen } from "./challenge.ts";
export { type ChallengeSource, findChallenge } from "./find-challenge.ts";
export { isAcknowledged, isEngaged, isReleased, isResolved } from "./repetition.ts";
export {
  applyEvent,
  emptyState,
  type Mute,
  type MvcrsState,
  raisedCount,
  type TrustLock,
} from "./state.ts";
export { assertUnlocked, requireLock } from "./trust-lock.ts";

// The log open for reading or writing, folded into the present.

export { eventFields, fieldLabel, subjectOf } from "./event-fields.ts";
export type { RaisedChallenge } from "./folded/every-challenge.ts";
export {
  type FoldableLog,
  type Folded,
  type FoldOptions,
  foldLog,
  savedFromDefault,
} from "./folded/fold.ts";
export { saveFolded } from "./folded/saved.ts";
export { type FreezeInLog, frozenInLog } from "./frozen-in-log.ts";
export { LedgerWatcher } from "./ledger-watcher.ts";
export { type Look, type LookOptions, look, pickChallenges } from "./look.ts";
export { noticeNote } from "./notice-note.ts";
export { type LoggedEvent, leafHashesOf, readLedger } from "./read-ledger.ts";
export { type MakeEvents, type RecordedState, record, withSession } from "./record.ts";
export { type RefreshOptions, refreshLedger } from "./refresh.ts";
export { type RotateEventsOptions, rotateEvents } from "./rotate-events.ts";
export { openSession, type Recorded, type Session, type SessionOptions } from "./session.ts";
export { slashedInLog } from "./slashed-in-log.ts";

// What a person does.

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

// What is kept in the log's vault, and can be deleted.

export { type PersonalField, personalFields } from "./private/personal-fields.ts";
export { PrivateWords } from "./private/private-words.ts";

// The artifacts: every file below a root that is a function of the log.

export type { ProjectedFile } from "./artifacts/assets.ts";
export { type ArtifactPaths, artifactPaths } from "./artifacts/paths.ts";
export {
  challengeSummary,
  escalationAsset,
  renderJson,
  trustLockProjection,
} from "./artifacts/projections.ts";
export {
  checkProjections,
  type Disagreement,
  projectAll,
  type RebuildOptions,
  rebuildProjections,
} from "./artifacts/rebuild.ts";
export type { Projector } from "./artifacts/table.ts";

// The root: the folder that is marked as the one the log belongs to.

export {
  afterChange,
  type CheckpointKeys,
  type KeyChange,
  keyChangeType,
  keysText,
  verifierKeysOf,
} from "./root/checkpoint-keys.ts";
export type { Contradiction } from "./root/contradiction.ts";
export { type Exists, findRoot, markedAbove } from "./root/find-root.ts";
export {
  assertRoot,
  assertSound,
  assertUncontradicted,
  inspectRoot,
  type RootReport,
  vouched,
} from "./root/inspect-root.ts";
export { isMarkedShared } from "./root/is-marked-shared.ts";
export { markedKeys, type RootMark, readMark } from "./root/mark.ts";
export { nodeExists } from "./root/node-exists.ts";
export { markFolder } from "./root/open-marked.ts";
export { type RootFindings, rootFindings } from "./root/root-findings.ts";
export {
  assertLogIsHere,
  holdsPassword,
  readStoreFile,
  removeStoreFile,
  type StoreFile,
  writeStoreFile,
} from "./root/store-file.ts";

// The configuration.

export { type Audience, audiences } from "./config/audiences.ts";
export type { ChannelConfig, ChannelOf, NotificationsConfig } from "./config/channel-config.ts";
export {
  configJsonSchema,
  configSchema,
  defaultConfig,
  type MvcrsConfig,
  panelConfig,
} from "./config/config.ts";
export { type ConfigKeyChange, changedKeys, configHash } from "./config/config-change.ts";
export { initConfig, loadConfig, parseConfig } from "./config/config-file.ts";
export { urlProblem } from "./config/url.ts";

// The committee that may release a trust lock.

export { committeeInForce, committeeOf } from "./committee-in-force.ts";
export { type Committee, isSameCommittee, nobody } from "./config/committee-schema.ts";
