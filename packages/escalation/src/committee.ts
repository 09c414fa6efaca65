// How a committee releases a trust lock. Apart from the main entry because signatures bring ethers along.
export {
  type ApprovalContext,
  type RefusedApproval,
  type ReleaseStatement,
  releaseTypedData,
  signRelease,
  type TypedDataSigner,
  verifyApproval,
} from "./approval.ts";
export type { Approval } from "./approval-schema.ts";
export { keptApprovals, readApproval, storeApproval } from "./approvals-store.ts";
export { checkApprovals, planRelease, type ReleasePlan } from "./release.ts";
