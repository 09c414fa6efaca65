import type { Challenge } from "@mvcrs/escalation";
import { count, short } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";

/** Challenges as a table, one a line. */
export function challengeTable(challenges: readonly Challenge[]): string {
  return table(
    ["ID", "LEVEL", "STATUS", "PATTERN", "DEVIATION", "SEEN", "OBSERVED AT", "METRIC", "SOURCE"],
    challenges.map((challenge) => [
      challenge.id.slice(0, 8),
      challenge.level,
      challenge.resolution ?? (challenge.overdueSince === null ? challenge.status : "overdue"),
      challenge.pattern,
      deviationOf(challenge),
      count(challenge.observations),
      challenge.raised.signal.observedAt,
      challenge.metric,
      challenge.source,
    ]),
  );
}

/** Where one verifier stands alone the triangulated deviation is small; what it saw is what a reader asks for. */
function deviationOf({ deviation, raised }: Challenge): string {
  const { primary, secondary, tertiary } = raised.verdicts;
  const alone = { policy: primary, consensus: secondary, forecast: tertiary };
  return raised.dissent === null
    ? short(deviation)
    : `${short(deviation)} (${raised.dissent} ${short(alone[raised.dissent].deviation)})`;
}
