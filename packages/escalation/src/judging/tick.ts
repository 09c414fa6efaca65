import { engineActor } from "../ledger/actor.ts";
import { followUpId } from "../ledger/challenge-id.ts";
import type { MvcrsEvent } from "../ledger/events.ts";
import type { MvcrsState } from "../ledger/state.ts";
import { reminderDue, reviewDue } from "./review-clock.ts";

/**
 * The events that the passing of time alone leads to: reviews that are overdue, once and again as further windows pass,
 * and mutes that have ended. Asked again, it says nothing new.
 */
export function tick(state: MvcrsState, now: number, windowMs: number): MvcrsEvent[] {
  const at = new Date(now).toISOString();
  const events: MvcrsEvent[] = [];
  for (const challenge of state.challenges.values()) {
    const due = reviewDue(challenge, windowMs);
    const reminder = reminderDue(challenge, windowMs);
    if (due === null || reminder === null || now < reminder) continue;
    events.push({
      type: "challenge.overdue",
      id: followUpId("challenge.overdue", challenge.id, reminder),
      at,
      actor: engineActor,
      challenge_id: challenge.id,
      due_at: new Date(due).toISOString(),
    });
  }
  for (const mute of state.mutes.values()) {
    if (Date.parse(mute.until) > now) continue;
    events.push({
      type: "metric.unmuted",
      id: followUpId("metric.unmuted", mute.id, 0),
      at,
      actor: engineActor,
      metric: mute.metric,
      reason: `the mute ended at ${mute.until}`,
    });
  }
  return events;
}

/** The mutes in force at a time (milliseconds), whether or not their end has been recorded yet. */
export function mutesInForce(state: MvcrsState, now: number) {
  return [...state.mutes.values()].filter(({ until }) => Date.parse(until) > now);
}
