// Writing a log.

export type { Appended } from "./internal/write/batch.ts";
export type { Head } from "./log/head.ts";
export type {
  ActiveFile,
  AppendedAll,
  Log,
  OpenReport,
  Provable,
  RotateOptions,
  SetAside,
} from "./log/log.ts";
export { type OpenLogOptions, openLog } from "./log/open-log.ts";
export { type PreparedEvent, prepareEvent } from "./log/prepared-event.ts";

// Reading it.

export type { EventFields, Fields, Where } from "./fields/where.ts";
export type { Entry } from "./internal/read/entry.ts";
export type {
  EntriesOptions,
  MissingSegment,
  SearchOptions,
  TailOptions,
} from "./internal/read/read-entries.ts";
export { formatMeta, type Meta, parseMeta } from "./log/meta.ts";
export { type LogReader, type ReadLogOptions, readLog } from "./log/read-log.ts";

// Keeping it elsewhere than in a file: the port. `@mvcrs/chain/store` is for those who implement it.

export { type CopiedStore, type CopyStoreOptions, copyStore } from "./store/copy-store.ts";
export { type FileStoreOptions, fileStore } from "./store/file-store.ts";
export type { LogStore, StoredLog, StoredReader, StoreOptions } from "./store/log-store.ts";
export { type MirrorOptions, openMirror, type Refreshed, refreshMirror } from "./store/mirror.ts";

// Its closed segments: compressed, moved to other disks, listed again.

export type { ChangedSegment } from "./segments/change-segments.ts";
export { compressSegments } from "./segments/compress-segments.ts";
export { type CopiedLog, type CopyLogOptions, copyLog } from "./segments/copy-log.ts";
export { type FoundSegment, listSegments } from "./segments/list-segments.ts";
export { type LogBytes, openLogBytes } from "./segments/log-bytes.ts";
export { type MoveSegmentsOptions, moveSegments } from "./segments/move-segments.ts";
export type { ChosenSegmentsOptions, SegmentsOptions } from "./segments/options.ts";
export { type RebuildSegmentsOptions, rebuildSegments } from "./segments/rebuild-segments.ts";
export type { Segment } from "./segments/segment.ts";

// Verifying it, and what to do about what was found.

export { type Finding, type FindingCode, findingCodes } from "./log/finding.ts";
export {
  executeRepair,
  planRepair,
  type RepairOptions,
  type RepairPlan,
  type RepairResult,
} from "./log/repair.ts";
export { verifyLog } from "./log/verify-log.ts";
export type { VerifyLogOptions, VerifyProgress, VerifyReport } from "./log/verify-report.ts";

// Keeping values outside its lines, and redacting them.

export { MAX_PAYLOAD_BYTES, type SealedPayload } from "./vault/payload-file.ts";
export { type PlannedRedaction, type PlanRedactionOptions, planRedaction } from "./vault/plan-redaction.ts";
export { type PrivateValue, type ReadVaultOptions, readVault, type VaultReader } from "./vault/read-vault.ts";
export { redactionsOf } from "./vault/redactions.ts";
export {
  commitmentsOf,
  privatePlaceholder,
  type SealedEvent,
  sealFields,
  withValues,
} from "./vault/sealed-event.ts";
export { type OpenVaultOptions, openVault, type Redaction, type Vault } from "./vault/vault.ts";
export {
  type VaultFinding,
  type VaultFindingCode,
  type VaultReport,
  vaultFindingCodes,
} from "./vault/vault-report.ts";
export { type VerifyVaultOptions, verifyVault } from "./vault/verify-vault.ts";

// Proving it to others: signed checkpoints, proofs, pages that verify themselves, static tiles.

export type { ConsistencyProof, InclusionProof } from "./internal/read/tree-proofs.ts";
export { type CheckpointSignerOptions, signLogCheckpoint } from "./log/checkpoint-signer.ts";
export { type AwaitEvidenceOptions, awaitEvidence } from "./proof/await-evidence.ts";
export { type Evidence, type EvidenceOptions, openEvidence } from "./proof/open-evidence.ts";
export {
  type ExportedTiles,
  type ExportTilesOptions,
  type ExportTilesToOptions,
  exportTiles,
  exportTilesTo,
} from "./tiles/export-tiles.ts";
export type { StoredFile, TileStore } from "./tiles/tile-store.ts";

// What goes wrong.

export { chainErrors, type DamageCode, damageCodes, foreignMetaCodes } from "./errors.ts";
