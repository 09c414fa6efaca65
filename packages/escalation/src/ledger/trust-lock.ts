import { escalationErrors } from "../errors.ts";
import type { MvcrsState, TrustLock } from "./state.ts";

/**
 * What anything autonomous asks before it acts.
 *
 * @throws TRUST_LOCKED while a lock is on
 */
export function assertUnlocked({ lock }: Pick<MvcrsState, "lock">): void {
  if (lock !== null)
    throw escalationErrors.create("TRUST_LOCKED", {
      lock: lock.id,
      since: lock.engagedAt,
      reason: lock.reason,
    });
}

/** The lock that is on. @throws NOT_LOCKED where none is */
export function requireLock({ lock }: Pick<MvcrsState, "lock">): TrustLock {
  if (lock === null) throw escalationErrors.create("NOT_LOCKED", {});
  return lock;
}
