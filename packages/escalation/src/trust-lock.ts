import { escalationErrors } from "./errors.ts";
import type { MvcrsState } from "./state.ts";

/**
 * What anything autonomous asks before it acts.
 *
 * @throws TRUST_LOCKED while a lock is on.
 */
export function assertUnlocked({ lock }: Pick<MvcrsState, "lock">): void {
  if (lock !== null)
    throw escalationErrors.create("TRUST_LOCKED", {
      lock: lock.id,
      since: lock.engagedAt,
      reason: lock.reason,
    });
}
