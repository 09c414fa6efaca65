// All of it; `@selfplay/owner-ops/operate` is the half that operates.

// What befell the contracts, and which of it no record covers.
export { findUncovered, type WatchOptions, type WatchReport } from "./find-uncovered.ts";
export type { RoleTransaction } from "./internal/watch/by-transaction.ts";
export { type OnRecord, uncoveredEvents, withoutSafeBatches } from "./internal/watch/cover.ts";
export { saveWatchedTo, watchedTo } from "./internal/watch/mark.ts";
export { type Reach, reachOf, type Watched } from "./internal/watch/reach.ts";
export { type Span, watchRange } from "./internal/watch/span.ts";
export * from "./operate.ts";
export {
  listRoleHolders,
  type OwnerRoleEvent,
  type RoleHolders,
  type Scan,
  scanOwnerEvents,
  scanReach,
  type Undecoded,
  type WatchedContracts,
} from "./watch.ts";
