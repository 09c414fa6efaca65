import { type Committee, nobody } from "./config/committee-schema.ts";
import type { MvcrsState, TrustLock } from "./state.ts";

/**
 * The committee that a lock engaged now would name: the one that the log has named last, and only where it has named
 * none the one that was configured. An edit of the configuration alone changes nothing.
 */
export function committeeInForce(
  { committee }: Pick<MvcrsState, "committee">,
  configured: Committee,
): Committee {
  const { members, threshold } = committee ?? configured;
  return { members, threshold };
}

/**
 * The committee that can release a lock: the one it names, since it was engaged under it. For a lock from before locks
 * named one, the committee of the root's mark, which stands still while a lock is on.
 */
export function committeeOf(lock: TrustLock, marked: Committee | undefined): Committee {
  return lock.committee ?? marked ?? nobody;
}
