import type { EventOf } from "./events.ts";

/** What became of a notice, in a line. */
export function noticeNote({
  outcome,
  channel,
  kind,
  about,
  attempts,
  problem,
  relay_of: relayOf,
}: EventOf<"notice.ended">): string {
  const tries = attempts === 1 ? "" : ` after ${attempts} attempts`;
  const instead = relayOf === undefined ? "" : `, since ${relayOf} was not`;
  return outcome === "delivered"
    ? `${channel} (${kind}) was told of entry ${about}${tries}${instead}`
    : `${channel} (${kind}) was NOT told of entry ${about}, given up${tries}: ${problem ?? "no answer"}`;
}
