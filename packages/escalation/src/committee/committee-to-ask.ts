import { committeeInForce } from "../ledger/committee-in-force.ts";
import { type Committee, nobody } from "../ledger/config/committee-schema.ts";
import type { MvcrsState } from "../ledger/state.ts";

/** The committee that approves a change, and the entry it is in force since; `null` where there is none to ask. */
export function committeeToAsk(state: Pick<MvcrsState, "committee" | "lock">, marked: Committee) {
  const { lock } = state;
  // A lock from before locks named a committee is released by the one of the mark; so that one has to approve.
  const before = lock !== null && lock.committee === null ? marked : nobody;
  const committee = committeeInForce(state, before);
  if (committee.members.length === 0) return null;
  return { committee, since: state.committee?.seq ?? lock?.seq ?? 0 };
}
