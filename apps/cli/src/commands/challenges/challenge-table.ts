import type { Challenge } from "@mvcrs/escalation";
import { count, short } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";

interface Marks {
  readonly isOverdue: (challenge: Challenge) => boolean;
  readonly mutes: readonly { readonly metric: string }[];
}

const noMarks: Marks = { isOverdue: () => false, mutes: [] };

/** Challenges as a table, one per line. */
export function challengeTable(challenges: readonly Challenge[], marks: Marks = noMarks): string {
  return table(
    ["ID", "LEVEL", "STATUS", "PATTERN", "DEVIATION", "SEEN", "OBSERVED AT", "METRIC", "SOURCE"],
    challenges.map((challenge) => [
      challenge.id.slice(0, 8),
      challenge.level,
      statusOf(challenge, marks),
      challenge.pattern,
      deviationOf(challenge),
      count(challenge.observations),
      challenge.raised.signal.observedAt,
      challenge.metric,
      challenge.source,
    ]),
  );
}

export function deviationOf({ deviation, raised }: Challenge): string {
  return raised.dissent === null ? short(deviation) : `${short(deviation)} (${raised.dissent} alone)`;
}

function statusOf(challenge: Challenge, { isOverdue, mutes }: Marks): string {
  const status = challenge.resolution ?? (isOverdue(challenge) ? "OVERDUE" : challenge.status);
  return mutes.some(({ metric }) => metric === challenge.metric) ? `${status}, muted` : status;
}
