import { commitmentsOf, type Fields } from "@mvcrs/chain";
import type { MvcrsEvent } from "./events.ts";

/** What an entry of the log can be looked up by. */
export const fieldLabel = {
  type: (type: MvcrsEvent["type"]) => `type:${type}`,
  metric: (metric: string) => `metric:${metric}`,
  /** By its whole id. */
  challenge: (id: string) => `challenge:${id}`,
  actor: (actor: string) => `actor:${actor}`,
  /** It keeps something in the vault. */
  private: "private",
} as const;

/** Entries by type, actor, metric and challenge, and by the time at which they say that it happened. */
export const eventFields: Fields<MvcrsEvent> = {
  // Beside a log for as long as it is: other labels need another name.
  name: "mvcrs events 2",
  of: (event) => {
    const labels = [fieldLabel.type(event.type), fieldLabel.actor(event.actor)];
    const { metric, challenge } = subjectOf(event);
    if (commitmentsOf(event).size > 0) labels.push(fieldLabel.private);
    if (metric !== undefined) labels.push(fieldLabel.metric(metric));
    if (challenge !== undefined) labels.push(fieldLabel.challenge(challenge));
    const time = Date.parse(event.at);
    return Number.isNaN(time) ? { labels } : { labels, time };
  },
};

/** The metric that an event names, and the challenge that it raises or goes on with, by its whole id. */
export function subjectOf(event: MvcrsEvent): { readonly metric?: string; readonly challenge?: string } {
  if (event.type === "challenge.raised") return { metric: event.signal.metric, challenge: event.id };
  return {
    ...("metric" in event && typeof event.metric === "string" ? { metric: event.metric } : {}),
    ...("challenge_id" in event && typeof event.challenge_id === "string"
      ? { challenge: event.challenge_id }
      : {}),
  };
}
