import { type Challenge, isOverdue, reviewDue } from "@mvcrs/escalation";
import type { Context } from "../../command.ts";
import { configOf } from "../../session.ts";

/** The review clock of this root: a function of the log and the present, whether or not `escalate tick` ran. */
export async function reviewClock(context: Context) {
  const windowMs = (await configOf(context)).review_window_hours * 3_600_000;
  return {
    isOverdue: (challenge: Challenge): boolean => isOverdue(challenge, context.clock(), windowMs),
    /** RFC 3339; `null` where no person has to review it. */
    dueAt: (challenge: Challenge): string | null => {
      const due = reviewDue(challenge, windowMs);
      return due === null ? null : new Date(due).toISOString();
    },
  };
}
