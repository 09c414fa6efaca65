import type { ChallengeLevel, MvcrsEvent, MvcrsState } from "@mvcrs/escalation";
import type { Colours } from "../../ui/colours.ts";
import { printable } from "../../ui/table.ts";

/** What a person who watches a run should see at once, one line an event: challenges, locks, and their ends. */
export function linesOf(
  events: readonly MvcrsEvent[],
  state: MvcrsState,
  paint: Pick<Colours, ChallengeLevel | "none"> = plain,
): string[] {
  return events.flatMap((event) => {
    const said = lineOf(event, state);
    if (said === undefined) return [];
    const level = levelOf(event);
    return [paint[level](printable(`${event.at}  ${said}`))];
  });
}

function levelOf(event: MvcrsEvent): ChallengeLevel | "none" {
  if (event.type === "challenge.raised" || event.type === "challenge.extended") return event.level;
  return event.type === "trust_lock.engaged" ? "critical" : "none";
}

const same = (text: string): string => text;
const plain = { none: same, soft: same, material: same, critical: same };

function lineOf(event: MvcrsEvent, state: MvcrsState): string | undefined {
  switch (event.type) {
    case "challenge.raised": {
      const { metric, source, value } = event.signal;
      return `${event.level.toUpperCase()} ${event.id.slice(0, 8)} ${event.pattern}: ${metric} of ${source} is ${value}: ${event.reason}`;
    }
    case "challenge.extended": {
      const metric = state.challenges.get(event.challenge_id)?.metric ?? "";
      return `${event.level.toUpperCase()} ${event.challenge_id.slice(0, 8)} goes on: ${metric} is ${event.value}, ${event.observations} observations`;
    }
    case "challenge.resolved":
      return `${event.resolution} ${event.challenge_id.slice(0, 8)}: ${event.reason}`;
    case "trust_lock.engaged":
      return `TRUST LOCK engaged: ${event.reason}`;
    default:
      return undefined;
  }
}
