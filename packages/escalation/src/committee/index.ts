// How a committee releases a trust lock. Apart from the main entry because signatures bring ethers along.

// What a member approves, and how an approval is kept until the release.

export type { Approval, CommitteeApproval } from "../ledger/approval-schema.ts";
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
export { committeeToAsk } from "./committee-to-ask.ts";

// Approvals of a release: signed, checked, counted.

export {
  type ApprovalContext,
  type RefusedApproval,
  type ReleaseStatement,
  releaseTypedData,
  signRelease,
  type TypedDataSigner,
  verifyApproval,
} from "./approval.ts";
export { checkApprovals, planRelease, type ReleasePlan } from "./release.ts";

// Approvals of another committee in the place of this one.

export {
  type CommitteeContext,
  type CommitteeStatement,
  committeeTypedData,
  signCommittee,
  verifyCommitteeApproval,
} from "./committee-approval.ts";
export { planCommitteeChange } from "./committee-change.ts";
