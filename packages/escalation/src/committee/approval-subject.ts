import type { ArtifactPaths } from "../ledger/artifacts/paths.ts";
import { committeeOf } from "../ledger/committee-in-force.ts";
import type { Committee } from "../ledger/config/committee-schema.ts";
import type { MvcrsState } from "../ledger/state.ts";
import { requireLock } from "../ledger/trust-lock.ts";
import { releaseTypedData, signRelease, verifyApproval } from "./approval.ts";
import { storeApproval, storeCommitteeApproval } from "./approvals-store.ts";
import { committeeTypedData, signCommittee, verifyCommitteeApproval } from "./committee-approval.ts";
import { committeeToAsk } from "./committee-to-ask.ts";

/** The head that a member saw, and until when the approval counts (seconds since 1970). */
interface At {
  readonly count: number;
  readonly chainHash: string;
  readonly expiresAt: number;
}

/** What every approval holds, whatever it is of. */
export interface Signed {
  readonly count: number;
  readonly chain_hash: string;
  readonly expires_at: string;
  readonly signer: string;
  readonly signature: string;
}

/** What a member can approve: the release of a lock, or another committee in the place of theirs. */
export interface Subject<A extends Signed> {
  /** In a few words. */
  readonly what: string;
  typedData(at: At): Record<string, unknown>;
  sign(at: At, signer: Parameters<typeof signRelease>[1]): Promise<A>;
  /** An approval that a wallet elsewhere signed. */
  signed(parts: Signed): A;
  /** Returns the member that it counts for. @throws what `verifyApproval` and `verifyCommitteeApproval` throw */
  verify(approval: A, leafHashAt: (seq: number) => Promise<string | undefined>): Promise<string>;
  /** Keeps it for the release, and returns where. */
  store(approval: A): Promise<string>;
}

export interface SubjectOptions {
  readonly paths: ArtifactPaths;
  readonly files: Parameters<typeof storeApproval>[0];
  readonly clock: () => number;
  /** The committee that the root's mark names. */
  readonly marked: Committee;
}

type ReleaseApproval = Awaited<ReturnType<typeof signRelease>>;
type ChangeApproval = Awaited<ReturnType<typeof signCommittee>>;

/** The release of the lock that is on. @throws NOT_LOCKED */
export function releaseSubject(
  state: MvcrsState,
  { paths, files, clock, marked }: SubjectOptions,
): Subject<ReleaseApproval> {
  const lock = requireLock(state);
  const { members } = committeeOf(lock, marked);
  return {
    what: `the release of ${lock.id}`,
    typedData: (at) => releaseTypedData({ lockId: lock.id, ...at }),
    sign: (at, signer) => signRelease({ lockId: lock.id, ...at }, signer),
    signed: (parts) => ({ lock_id: lock.id, ...parts }),
    verify: (approval, leafHashAt) => verifyApproval(approval, { lock, members, now: clock(), leafHashAt }),
    store: (approval) => storeApproval(files, paths, approval),
  };
}

/** The committee `next` in the place of the one in force; `null` where none is, so that none has to approve. */
export function committeeSubject(
  state: MvcrsState,
  next: Committee,
  { paths, files, clock, marked }: SubjectOptions,
): Subject<ChangeApproval> | null {
  const asked = committeeToAsk(state, marked);
  if (asked === null) return null;
  const { since, committee } = asked;
  return {
    what: `${next.threshold} of ${next.members.join(", ")} as committee`,
    typedData: (at) => committeeTypedData({ committee: next, ...at }),
    sign: (at, signer) => signCommittee({ committee: next, ...at }, signer),
    signed: (parts) => ({ committee: next, ...parts }),
    verify: (approval, leafHashAt) =>
      verifyCommitteeApproval(approval, {
        next,
        since,
        members: committee.members,
        now: clock(),
        leafHashAt,
      }),
    store: (approval) => storeCommitteeApproval(files, paths, approval),
  };
}
