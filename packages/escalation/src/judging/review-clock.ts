import { growingPause } from "@mvcrs/errors";
import { type Challenge, isOpen } from "../ledger/challenge.ts";

/**
 * When the review of a challenge is due, in milliseconds: the window after it became material or critical, or after
 * somebody last took it on. An acknowledgement is a promise to review, and expires like any other. `null` where no person
 * has to review it: it is soft or closed.
 */
export function reviewDue(challenge: Challenge, windowMs: number): number | null {
  if (challenge.level === "soft" || !isOpen(challenge)) return null;
  const { levelSince, acknowledgedAt } = challenge;
  return Math.max(Date.parse(levelSince), timeOf(acknowledgedAt)) + windowMs;
}

/**
 * True once the review window has passed without a person having acknowledged or closed the challenge. A function of the
 * log and the present (milliseconds), so that any reader sees the breach whether or not a scheduler ran.
 */
export function isOverdue(challenge: Challenge, now: number, windowMs: number): boolean {
  const due = reviewDue(challenge, windowMs);
  return due !== null && now >= due;
}

/** Reminders grow rarer, so that an old challenge does not drown the new ones, and never end. */
const mostWindowsBetween = 7;

/** When to remind next of a challenge whose review is overdue: at once, then after one more window, two, four, and seven. */
export function reminderDue(challenge: Challenge, windowMs: number): number | null {
  const due = reviewDue(challenge, windowMs);
  if (due === null) return null;
  const reminded = timeOf(challenge.remindedAt);
  if (reminded < due) return due;
  return (
    reminded + growingPause(challenge.reminders, { first: windowMs, most: mostWindowsBetween * windowMs })
  );
}

const timeOf = (at: string | null): number => (at === null ? Number.NEGATIVE_INFINITY : Date.parse(at));
