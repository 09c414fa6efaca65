// How a committee releases a trust lock. Apart from the main entry because signatures bring ethers along.

export type { Approval, CommitteeApproval } from "../ledger/approval-schema.ts";
export {
  type ApprovalContext,
  type RefusedApproval,
  type ReleaseStatement,
  releaseTypedData,
  signRelease,
  type TypedDataSigner,
  verifyApproval,
} from "./approval.ts";
export {
  committeeSubject,
  releaseSubject,
  type Signed,
  type Subject,
  type SubjectOptions,
} from "./approval-subject.ts";
export {
  keptApprovals,
  keptCommitteeApprovals,
  readApproval,
  storeApproval,
  storeCommitteeApproval,
} from "./approvals-store.ts";
export {
  type CommitteeContext,
  type CommitteeStatement,
  committeeTypedData,
  signCommittee,
  verifyCommitteeApproval,
} from "./committee-approval.ts";
export { planCommitteeChange } from "./committee-change.ts";
export { committeeToAsk } from "./committee-to-ask.ts";
export { checkApprovals, planRelease, type ReleasePlan } from "./release.ts";
