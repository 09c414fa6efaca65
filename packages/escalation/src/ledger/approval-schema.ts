import { z } from "zod";
import { committeeSchema } from "./config/committee-schema.ts";

/** A committee member's approval to release a trust lock, as its file and the log hold it. */
export const approvalSchema = z.strictObject({
  lock_id: z.uuid(),
  ...signed(),
});
export type Approval = z.infer<typeof approvalSchema>;

/** A committee member's approval of another committee in the place of its own. */
export const committeeApprovalSchema = z.strictObject({
  committee: committeeSchema,
  ...signed(),
});
export type CommitteeApproval = z.infer<typeof committeeApprovalSchema>;

function signed() {
  return {
    /** Entries in the log when it was signed. */
    count: z.int().min(0),
    /** Leaf hash of the last of them. */
    chain_hash: z.string().regex(/^[0-9a-f]{64}$/),
    expires_at: z.iso.datetime(),
    signer: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
    /** EIP-712, 65 bytes. */
    signature: z.string().regex(/^0x[0-9a-f]{130}$/),
  };
}
