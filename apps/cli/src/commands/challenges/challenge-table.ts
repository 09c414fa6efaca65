import type { Challenge } from "@mvcrs/escalation";
import type { Io } from "../../io.ts";
import { colours } from "../../ui/colours.ts";
import { levelCell } from "../../ui/level-cell.ts";
import { count, short } from "../../ui/numbers.ts";
import { type Cell, table } from "../../ui/table.ts";
import { shownTime } from "../../ui/times.ts";

interface Marks {
  readonly isOverdue: (challenge: Challenge) => boolean;
  readonly mutes: readonly { readonly metric: string }[];
}

const noMarks: Marks = { isOverdue: () => false, mutes: [] };

/** Challenges as a table; what tells one from the other stands first. */
export function challengeTable(
  challenges: readonly Challenge[],
  io: Pick<Io, "env" | "paintable" | "interactive" | "columns">,
  marks: Marks = noMarks,
): string {
  const paint = colours(io);
  return table(
    ["ID", "LEVEL", "STATUS", "SEEN", "DEVIATION", "OBSERVED AT", "METRIC", "PATTERN", "SOURCE"],
    challenges.map((challenge): Cell[] => [
      challenge.id.slice(0, 8),
      levelCell(challenge.level, paint),
      {
        text: statusOf(challenge, marks),
        paint: marks.isOverdue(challenge) ? paint.problem : paint.none,
      },
      count(challenge.observations),
      deviationOf(challenge, "table"),
      shownTime(challenge.raised.signal.observedAt),
      challenge.metric,
      challenge.pattern,
      challenge.source,
    ]),
    io,
  );
}

/** The deviation, and the one verifier that saw it where the others did not. */
export function deviationOf({ deviation, raised }: Challenge, place: "alone" | "table" = "alone"): string {
  if (raised.dissent === null) return short(deviation);
  return place === "table"
    ? `${Number(deviation.toPrecision(4))} by ${raised.dissent}`
    : `${short(deviation)} (${raised.dissent} alone)`;
}

function statusOf(challenge: Challenge, { isOverdue, mutes }: Marks): string {
  const status = challenge.resolution ?? (isOverdue(challenge) ? "OVERDUE" : challenge.status);
  return mutes.some(({ metric }) => metric === challenge.metric) ? `${status}, muted` : status;
}
