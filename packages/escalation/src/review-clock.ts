import { type Challenge, isOpen } from "./challenge.ts";

/**
 * When the review of a challenge is due, in milliseconds: the window after it became material or critical. `null`
 * where no person has to review it: it is soft, acknowledged or closed.
 */
export function reviewDue(challenge: Challenge, windowMs: number): number | null {
  if (challenge.level === "soft" || challenge.status !== "open") return null;
  return Date.parse(challenge.levelSince) + windowMs;
}

/**
 * True once the review window has passed without a person having acknowledged or closed the challenge. A function of the
 * log and the present (milliseconds), so that any reader sees the breach whether or not a scheduler ran.
 */
export function isOverdue(challenge: Challenge, now: number, windowMs: number): boolean {
  const due = isOpen(challenge) ? reviewDue(challenge, windowMs) : null;
  return due !== null && now >= due;
}
