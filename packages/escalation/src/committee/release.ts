import { randomUUID } from "node:crypto";
import { escalationErrors } from "../errors.ts";
import type { Approval } from "../ledger/approval-schema.ts";
import type { EventOf } from "../ledger/events.ts";
import type { ByPerson } from "../ledger/person.ts";
import { type ApprovalContext, type RefusedApproval, tally, verifyApproval } from "./approval.ts";

export interface ReleasePlan {
  readonly event: EventOf<"trust_lock.released">;
  /** Approvals that were offered and do not count. */
  readonly refused: readonly RefusedApproval[];
}

/** The approvals of a release that count, by member, and those that do not, each with why. */
export const checkApprovals = (approvals: readonly Approval[], context: ApprovalContext) =>
  tally(approvals, (approval) => verifyApproval(approval, context));

/**
 * Checks the approvals offered for a lock and makes the event that releases it. A bad approval does not void the good
 * ones, or a stranger could keep a lock on for ever.
 *
 * @throws APPROVALS_MISSING where fewer members approve than the threshold asks for; it names those refused
 */
export async function planRelease(
  approvals: readonly Approval[],
  threshold: number,
  context: ApprovalContext,
  by: ByPerson,
): Promise<ReleasePlan> {
  const { approvers, refused } = await checkApprovals(approvals, context);
  if (context.members.length === 0 || approvers.size < threshold)
    throw escalationErrors.create("APPROVALS_MISSING", {
      have: approvers.size,
      need: threshold,
      of: context.members.length,
      refused,
    });
  const event: EventOf<"trust_lock.released"> = {
    type: "trust_lock.released",
    id: randomUUID(),
    at: new Date(by.now).toISOString(),
    actor: by.actor,
    lock_id: context.lock.id,
    approvers: [...approvers.keys()].sort(),
    approvals: [...approvers.values()],
    committee: { members: [...context.members], threshold },
    reason: by.reason,
  };
  return { event, refused };
}
