import { getAddress, TypedDataEncoder } from "ethers";
import { escalationErrors } from "../errors.ts";
import type { CommitteeApproval } from "../ledger/approval-schema.ts";
import { type Committee, isSameCommittee } from "../ledger/config/committee-schema.ts";
import type { ApprovalContext, TypedDataSigner } from "./approval.ts";
import { signerOf } from "./typed-signature.ts";

/** What a member signs to put another committee in the place of its own: this one, at this head, until this time. */
export interface CommitteeStatement {
  readonly committee: Committee;
  readonly count: number;
  readonly chainHash: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

const document = {
  domain: { name: "MV-CRS committee", version: "1" },
  types: {
    CommitteeChange: [
      { name: "members", type: "address[]" },
      { name: "threshold", type: "uint256" },
      { name: "count", type: "uint256" },
      { name: "chainHash", type: "bytes32" },
      { name: "expiresAt", type: "uint256" },
    ],
  },
};

// Lower case, since a wallet refuses an address with another checksum than it would write.
const messageOf = ({ committee, count, chainHash, expiresAt }: CommitteeStatement) => ({
  members: committee.members.map((member) => member.toLowerCase()),
  threshold: committee.threshold,
  count,
  chainHash: `0x${chainHash}`,
  expiresAt,
});

/** The typed data that a wallet signs (`eth_signTypedData_v4`). */
export function committeeTypedData(statement: CommitteeStatement): Record<string, unknown> {
  return TypedDataEncoder.getPayload(document.domain, document.types, messageOf(statement));
}

export async function signCommittee(
  statement: CommitteeStatement,
  signer: TypedDataSigner,
): Promise<CommitteeApproval> {
  return {
    committee: statement.committee,
    count: statement.count,
    chain_hash: statement.chainHash,
    expires_at: new Date(statement.expiresAt * 1000).toISOString(),
    signer: getAddress(await signer.getAddress()),
    signature: await signer.signTypedData(document.domain, document.types, messageOf(statement)),
  };
}

/** What an approval of another committee is checked against. */
export interface CommitteeContext extends Omit<ApprovalContext, "lock"> {
  /** The committee that is to be in force. */
  readonly next: Committee;
  /** The entry that named the committee in force: what was signed before it is spent. */
  readonly since: number;
}

/**
 * Checks one approval and returns the address of the member who signed it, in checksum form.
 *
 * @throws APPROVAL_OTHER_COMMITTEE, APPROVAL_SIGNATURE, APPROVAL_STRANGER, APPROVAL_EXPIRED, APPROVAL_HEAD
 */
export async function verifyCommitteeApproval(
  approval: CommitteeApproval,
  { next, since, members, now, leafHashAt }: CommitteeContext,
): Promise<string> {
  const { signer, committee, count, chain_hash: chainHash, signature } = approval;
  const expires = Date.parse(approval.expires_at);
  if (!isSameCommittee(committee, next))
    throw escalationErrors.create("APPROVAL_OTHER_COMMITTEE", { signer });
  const statement = { committee, count, chainHash, expiresAt: expires / 1000 };
  const recovered = signerOf(document, messageOf(statement), signature);
  if (recovered === undefined || recovered.toLowerCase() !== signer.toLowerCase())
    throw escalationErrors.create("APPROVAL_SIGNATURE", { signer });
  if (!members.some((member) => member.toLowerCase() === recovered.toLowerCase()))
    throw escalationErrors.create("APPROVAL_STRANGER", { signer: recovered });
  if (now >= expires)
    throw escalationErrors.create("APPROVAL_EXPIRED", { signer: recovered, expired: approval.expires_at });
  if (count <= since || (await leafHashAt(count - 1)) !== chainHash)
    throw escalationErrors.create("APPROVAL_HEAD", { signer: recovered, count });
  return recovered;
}
