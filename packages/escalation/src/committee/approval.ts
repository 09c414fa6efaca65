import { getAddress, TypedDataEncoder } from "ethers";
import { escalationErrors } from "../errors.ts";
import type { Approval } from "../ledger/approval-schema.ts";
import type { TrustLock } from "../ledger/state.ts";
import { signerOf } from "./typed-signature.ts";

/** What a committee member signs to release a lock: this lock, at this head of the log, until this time. */
export interface ReleaseStatement {
  readonly lockId: string;
  /** Entries in the log when it was signed. */
  readonly count: number;
  /** Leaf hash of the last of them, 64 hex digits. */
  readonly chainHash: string;
  /** Seconds since 1970; the approval counts before this time. */
  readonly expiresAt: number;
}

// EIP-712. The domain names no chain: what is released is a lock of this system, not a contract's.
const domain = { name: "MV-CRS trust lock", version: "1" };
const types = {
  ReleaseApproval: [
    { name: "lockId", type: "string" },
    { name: "count", type: "uint256" },
    { name: "chainHash", type: "bytes32" },
    { name: "expiresAt", type: "uint256" },
  ],
};

const messageOf = ({ lockId, count, chainHash, expiresAt }: ReleaseStatement) => ({
  lockId,
  count,
  chainHash: `0x${chainHash}`,
  expiresAt,
});

/** The typed data that a wallet signs (`eth_signTypedData_v4`). */
export function releaseTypedData(statement: ReleaseStatement): Record<string, unknown> {
  return TypedDataEncoder.getPayload(domain, types, messageOf(statement));
}

/** A signer of typed data: an ethers wallet, a hardware signer. */
export interface TypedDataSigner {
  getAddress(): Promise<string>;
  signTypedData(
    domain: Record<string, unknown>,
    types: Record<string, { name: string; type: string }[]>,
    message: Record<string, unknown>,
  ): Promise<string>;
}

/**
 * Signs the approval of a release: with a key at hand, or a hardware signer.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signRelease } from "@mvcrs/escalation/committee";
 * import { Wallet } from "ethers";
 *
 * const member = Wallet.createRandom();
 * const statement = {
 *   lockId: crypto.randomUUID(),
 *   count: 12,
 *   chainHash: "ab".repeat(32),
 *   expiresAt: Math.floor(Date.now() / 1000) + 3_600,
 * };
 * assert.equal((await signRelease(statement, member)).signer, member.address);
 * ```
 */
export async function signRelease(statement: ReleaseStatement, signer: TypedDataSigner): Promise<Approval> {
  return {
    lock_id: statement.lockId,
    count: statement.count,
    chain_hash: statement.chainHash,
    expires_at: new Date(statement.expiresAt * 1000).toISOString(),
    signer: getAddress(await signer.getAddress()),
    signature: await signer.signTypedData(domain, types, messageOf(statement)),
  };
}

export interface ApprovalContext {
  readonly lock: TrustLock;
  /** Addresses of the committee, in any case. */
  readonly members: readonly string[];
  /** Milliseconds. */
  readonly now: number;
  /** The leaf hash of the entry at a sequence number; `undefined` beyond the log's end. */
  readonly leafHashAt: (seq: number) => Promise<string | undefined>;
}

/**
 * Checks one approval and returns the address of the member who signed it, in checksum form.
 *
 * @throws APPROVAL_OTHER_LOCK, APPROVAL_EXPIRED, APPROVAL_STRANGER, APPROVAL_SIGNATURE (forged, or not by the signer it
 * names), APPROVAL_HEAD (signed over a log that is not this one, or before the lock).
 */
export async function verifyApproval(approval: Approval, context: ApprovalContext): Promise<string> {
  const { lock, members, now } = context;
  const { signer } = approval;
  const expiresAt = Date.parse(approval.expires_at);
  if (approval.lock_id !== lock.id)
    throw escalationErrors.create("APPROVAL_OTHER_LOCK", { signer, named: approval.lock_id, lock: lock.id });
  const recovered = recover(approval, expiresAt / 1000);
  if (recovered === undefined || recovered.toLowerCase() !== signer.toLowerCase())
    throw escalationErrors.create("APPROVAL_SIGNATURE", { signer });
  if (!members.some((member) => member.toLowerCase() === recovered.toLowerCase()))
    throw escalationErrors.create("APPROVAL_STRANGER", { signer: recovered });
  if (now >= expiresAt)
    throw escalationErrors.create("APPROVAL_EXPIRED", { signer: recovered, expired: approval.expires_at });
  const head = await context.leafHashAt(approval.count - 1);
  if (approval.count <= lock.seq || head !== approval.chain_hash)
    throw escalationErrors.create("APPROVAL_HEAD", { signer: recovered, count: approval.count });
  return recovered;
}

function recover(approval: Approval, expiresAt: number): string | undefined {
  const { lock_id: lockId, count, chain_hash: chainHash, signature } = approval;
  return signerOf({ domain, types }, messageOf({ lockId, count, chainHash, expiresAt }), signature);
}

/** What is wrong with one approval; anything else is wrong with more than that. */
const refusals = [
  "APPROVAL_UNREADABLE",
  "APPROVAL_OTHER_LOCK",
  "APPROVAL_OTHER_COMMITTEE",
  "APPROVAL_SIGNATURE",
  "APPROVAL_STRANGER",
  "APPROVAL_EXPIRED",
  "APPROVAL_HEAD",
  "APPROVAL_DUPLICATE",
] as const;

/** An approval that was offered and does not count. */
export interface RefusedApproval {
  readonly signer: string;
  readonly code: string;
  readonly problem: string;
}

/** The approvals that count, by member, and those that do not, each with why. */
export async function tally<A extends { readonly signer: string }>(
  approvals: readonly A[],
  verify: (approval: A) => Promise<string>,
): Promise<{ readonly approvers: ReadonlyMap<string, A>; readonly refused: readonly RefusedApproval[] }> {
  const approvers = new Map<string, A>();
  const refused: RefusedApproval[] = [];
  for (const approval of approvals) {
    try {
      const member = await verify(approval);
      if (approvers.has(member)) throw escalationErrors.create("APPROVAL_DUPLICATE", { signer: member });
      approvers.set(member, approval);
    } catch (thrown) {
      if (!escalationErrors.is(thrown, ...refusals)) throw thrown;
      refused.push({ signer: approval.signer, code: thrown.code, problem: thrown.summary });
    }
  }
  return { approvers, refused };
}
