// All that it takes to operate: plan, simulate, execute, verify, give up. Apart from the main entry, which watches as
// well, because what reads roles and events loads every ABI and the whole of ethers.

// A plan for each operation.

export { mostBehind, type PlanOptions } from "./internal/plan/start.ts";
export { type ParamsRequest, planParams } from "./plan-params.ts";
export { type PauseRequest, planPause, planUnpause } from "./plan-pause.ts";
export { planRoles, type RolesRequest } from "./plan-roles.ts";
export { planSlash, type SlashRequest } from "./plan-slash.ts";

// The plan, a reviewable thing: printed, saved, read back.

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

// Before it is sent: does it work, has the world moved, may the caller?

export { type AssertUnlocked, type Caller, passTrustLock } from "./guard.ts";
export { simulateBoth } from "./internal/execute/before-sending.ts";
export { type Drift, driftOf, replan } from "./replan.ts";
export { failuresOf, type SimulatedStep, type Simulation, simulatePlan } from "./simulate.ts";
export { simulateThrough } from "./simulate-through.ts";

// Carrying it out, through a Safe where that is the owner.

export {
  assertCanSend,
  type CarryThroughOptions,
  canBePlannedAgain,
  carryThrough,
  type Looked,
} from "./carry-through.ts";
export { type Execution, executePlan } from "./execute.ts";
export type { ExecuteOptions } from "./execute-options.ts";
export { type HandOutOptions, handOutBatch } from "./hand-out-batch.ts";
export { type SafeBatch, safeChecksum, toSafeBatch } from "./safe-batch.ts";

// What it came to, and operations that nobody has finished.

export { findOpenPlan, type GivenUp, type GiveUpOptions, giveUpPlan } from "./give-up.ts";
export { openPlans, unfinishedPlans } from "./internal/execute/kept-plans.ts";
export { type Finding, type Verification, verifyPlan } from "./verify.ts";

// The record of it.

export { ownHashes } from "./internal/execute/own-hashes.ts";
export {
  type OwnerEvent,
  type OwnerOpExecuted,
  type OwnerOpIntended,
  type OwnerRecorder,
  parseOwnerEvent,
  type StepReceipt,
} from "./record.ts";

// Which chain it is, and what goes wrong.

export { ownerErrors } from "./errors.ts";
export type { ChainClaim } from "./internal/execute/chain-claim.ts";
export { describeChain } from "./internal/known-chains.ts";
