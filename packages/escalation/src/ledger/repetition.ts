import type { Challenge } from "./challenge.ts";
import type { Resolution } from "./events.ts";
import type { ByPerson } from "./person.ts";
import type { MvcrsState } from "./state.ts";

// A command that was killed after its append is typed again, word for word. It has nothing to add to the log then, and
// only the files that it did not get to are left to write. The same wish of another person is none of these.

/** Whether the lock that is on was engaged by the same person for the same reason. */
export const isEngaged = ({ lock }: Pick<MvcrsState, "lock">, by: ByPerson): boolean =>
  lock !== null && lock.challengeId === null && isSame(lock, by);

/** Whether the last change of the trust lock is a release by the same person for the same reason. */
export const isReleased = (
  {
    lock,
    lastRelease,
  }: Pick<MvcrsState, "lock"> & { readonly lastRelease: Pick<ByPerson, "actor" | "reason"> | null },
  by: ByPerson,
): boolean => lock === null && lastRelease !== null && isSame(lastRelease, by);

/** Whether the challenge was acknowledged by the same person for the same reason. */
export const isAcknowledged = (challenge: Challenge, by: ByPerson): boolean =>
  challenge.status === "acknowledged" && didLast(challenge, "challenge.acknowledged", by.reason, by);

/** Whether the challenge was closed so by the same person for the same reason. */
export const isResolved = (challenge: Challenge, resolution: Resolution, by: ByPerson): boolean =>
  challenge.status === "resolved" &&
  challenge.resolution === resolution &&
  didLast(challenge, "challenge.resolved", `${resolution}: ${by.reason}`, by);

const isSame = (done: { readonly actor: string; readonly reason: string }, by: ByPerson): boolean =>
  done.actor === by.actor && done.reason === by.reason;

/** The last of its kind: a challenge that is acknowledged goes on gaining observations. */
function didLast({ history }: Challenge, type: string, note: string, by: ByPerson): boolean {
  const last = history.findLast((line) => line.type === type);
  return last?.actor === by.actor && last.note === note;
}
