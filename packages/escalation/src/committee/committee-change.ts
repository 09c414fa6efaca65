import { randomUUID } from "node:crypto";
import { escalationErrors } from "../errors.ts";
import type { CommitteeApproval } from "../ledger/approval-schema.ts";
import type { Committee } from "../ledger/config/committee-schema.ts";
import type { EventOf } from "../ledger/events.ts";
import type { ByPerson } from "../ledger/person.ts";
import { type RefusedApproval, tally } from "./approval.ts";
import { type CommitteeContext, verifyCommitteeApproval } from "./committee-approval.ts";

/**
 * Makes the event that puts another committee in force. The one in force approves it with as many signatures as a
 * release takes; the first committee of all has nobody to ask.
 *
 * @throws APPROVALS_MISSING where fewer members approve; it names those refused
 */
export async function planCommitteeChange(
  approvals: readonly CommitteeApproval[],
  previous: Committee | null,
  context: CommitteeContext,
  by: ByPerson,
): Promise<{ readonly event: EventOf<"committee.changed">; readonly refused: readonly RefusedApproval[] }> {
  const { approvers, refused } = await tally(previous === null ? [] : approvals, (approval) =>
    verifyCommitteeApproval(approval, context),
  );
  if (previous !== null && approvers.size < previous.threshold)
    throw escalationErrors.create("APPROVALS_MISSING", {
      have: approvers.size,
      need: previous.threshold,
      of: previous.members.length,
      refused,
    });
  const event: EventOf<"committee.changed"> = {
    type: "committee.changed",
    id: randomUUID(),
    at: new Date(by.now).toISOString(),
    actor: by.actor,
    committee: context.next,
    previous,
    approvers: [...approvers.keys()].sort(),
    approvals: [...approvers.values()],
    reason: by.reason,
  };
  return { event, refused };
}
