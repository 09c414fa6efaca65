export { parseAddress, parseWhole } from "./addresses.ts";
export { ownerErrors } from "./errors.ts";
export { type ExecuteOptions, type Execution, executePlan } from "./execute.ts";
export { type AssertUnlocked, type Caller, passTrustLock } from "./guard.ts";
export { simulateBoth } from "./internal/execute/before-sending.ts";
export { unfinishedPlans } from "./internal/execute/kept-plans.ts";
export { ownHashes } from "./internal/execute/own-hashes.ts";
export type { Held } from "./internal/execute/sending.ts";
export type { PlanOptions } from "./internal/plan/start.ts";
export { type OnRecord, uncoveredEvents, withoutSafeBatches } from "./internal/watch/cover.ts";
export { saveWatchedTo, watchedTo } from "./internal/watch/mark.ts";
export { type Reach, reachOf, type Watched } from "./internal/watch/reach.ts";
export { type Span, watchRange } from "./internal/watch/span.ts";
export {
  assertPlanHash,
  describeStep,
  type ExpectedEvent,
  formatPlan,
  type Plan,
  type PlanChange,
  type PlanKind,
  type PlanStep,
  type PlanWarning,
  parsePlan,
} from "./plan.ts";
export { type ParamsRequest, planParams } from "./plan-params.ts";
export { type PauseRequest, planPause, planUnpause } from "./plan-pause.ts";
export { planRoles, type RolesRequest } from "./plan-roles.ts";
export { planSlash, type SlashRequest } from "./plan-slash.ts";
export {
  type OwnerEvent,
  type OwnerOpExecuted,
  type OwnerOpIntended,
  type OwnerRecorder,
  parseOwnerEvent,
  type StepReceipt,
} from "./record.ts";
export { type Drift, driftOf, replan } from "./replan.ts";
export { type HttpRpcOptions, httpRpc, type Rpc } from "./rpc.ts";
export { type SafeBatch, safeChecksum, toSafeBatch } from "./safe-batch.ts";
export {
  keystoreSigner,
  type OwnerSigner,
  privateKeySigner,
  type UnsignedTransaction,
  unlockedSigner,
} from "./signer.ts";
export { failuresOf, type SimulatedStep, type Simulation, simulatePlan } from "./simulate.ts";
export { type Finding, type Verification, verifyPlan } from "./verify.ts";
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
