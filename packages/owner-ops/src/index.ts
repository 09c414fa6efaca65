// All of it; `@selfplay/owner-ops/operate` is the half that operates.

// Plan, simulate, execute, verify.

export * from "./operate.ts";

// Who holds which role, and every event of the owner's.

export {
  listRoleHolders,
  type RoleHolders,
  type Scan,
  scanOwnerEvents,
  scanReach,
  type Undecoded,
} from "./watch.ts";
export type { OwnerRoleEvent, WatchedContracts } from "./watched.ts";

// Which of what happened to the contracts no record covers.

export { findUncovered, type WatchOptions, type WatchReport } from "./find-uncovered.ts";
export type { RoleTransaction } from "./internal/watch/by-transaction.ts";
export { type OnRecord, uncoveredEvents, withoutSafeBatches } from "./internal/watch/cover.ts";

// How far was watched: contracts, blocks, and where the next look starts.

export { saveWatchedTo, watchedTo } from "./internal/watch/mark.ts";
export { type Reach, reachOf, type Watched } from "./internal/watch/reach.ts";
export { type Span, watchRange } from "./internal/watch/span.ts";
