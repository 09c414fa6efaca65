import type { MvcrsEvent } from "./events.ts";

/** What the history of a challenge says of an event. */
export function historyNote(event: MvcrsEvent): string {
  switch (event.type) {
    case "challenge.extended":
      return `${event.observations} observations: ${event.reason}`;
    case "challenge.overdue":
      return `review was due at ${event.due_at}`;
    case "challenge.resolved":
      return `${event.resolution}: ${event.reason}`;
    case "challenge.raised":
    case "challenge.acknowledged":
      return event.reason;
    default:
      return "";
  }
}
