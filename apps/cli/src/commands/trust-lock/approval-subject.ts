import { type Committee, committeeOf, type MvcrsState, requireLock } from "@mvcrs/escalation";
import type * as CommitteeLib from "@mvcrs/escalation/committee";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { configOf } from "../../session.ts";

/** The head that a member saw, and until when the approval counts (seconds since 1970). */
export interface At {
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
export interface Subject<A extends Signed = Signed> {
  readonly what: string;
  typedData(at: At): Record<string, unknown>;
  sign(at: At, signer: CommitteeLib.TypedDataSigner): Promise<A>;
  /** An approval that a wallet elsewhere signed. */
  signed(parts: Signed): A;
  verify(approval: A, leafHashAt: (seq: number) => Promise<string | undefined>): Promise<string>;
  store(approval: A): Promise<string>;
}

type Lib = typeof CommitteeLib;

/** The release of the lock that is on. */
export const lockSubject =
  (lib: Lib, marked: Committee, { files, paths, clock }: Context) =>
  (state: MvcrsState): Subject<CommitteeLib.Approval> => {
    const lock = requireLock(state);
    const { members } = committeeOf(lock, marked);
    return {
      what: `the release of ${lock.id}`,
      typedData: (at) => lib.releaseTypedData({ lockId: lock.id, ...at }),
      sign: (at, signer) => lib.signRelease({ lockId: lock.id, ...at }, signer),
      signed: (parts) => ({ lock_id: lock.id, ...parts }),
      verify: (approval, leafHashAt) =>
        lib.verifyApproval(approval, { lock, members, now: clock(), leafHashAt }),
      store: (approval) => lib.storeApproval(files, paths, approval),
    };
  };

/** The committee that the configuration names, in the place of the one in force. */
export async function committeeSubject(lib: Lib, marked: Committee, context: Context) {
  const { files, paths, clock } = context;
  const next = (await configOf(context)).governance_committee;
  return (state: MvcrsState): Subject<CommitteeLib.CommitteeApproval> => {
    const asked = lib.committeeToAsk(state, marked);
    if (asked === null)
      throw cliErrors.create("USAGE", {
        problem:
          "no committee is in force, so none has to approve: `mvcrs trust-lock committee` names the first",
      });
    const { since, committee } = asked;
    return {
      what: `${next.threshold} of ${next.members.join(", ")} as committee`,
      typedData: (at) => lib.committeeTypedData({ committee: next, ...at }),
      sign: (at, signer) => lib.signCommittee({ committee: next, ...at }, signer),
      signed: (parts) => ({ committee: next, ...parts }),
      verify: (approval, leafHashAt) =>
        lib.verifyCommitteeApproval(approval, {
          next,
          since,
          members: committee.members,
          now: clock(),
          leafHashAt,
        }),
      store: (approval) => lib.storeCommitteeApproval(files, paths, approval),
    };
  };
}
