import {
  type Challenge,
  type ChallengeLevel,
  challengeLevels,
  escalationAsset,
  isOpen,
  mutesInForce,
  patterns,
} from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { stateOf } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";
import { printable } from "../../ui/table.ts";
import { challengeTable } from "./challenge-table.ts";
import { reviewClock } from "./review-clock.ts";

export const listCommand = defineCommand({
  command: "list",
  describe: "List challenges, open ones unless told otherwise, newest first",
  options: (yargs) =>
    yargs
      .option("all", { type: "boolean", default: false, describe: "Closed challenges too" })
      .option("level", { choices: challengeLevels, describe: "Only this level" })
      .option("metric", { type: "string", describe: "Only this metric" })
      .option("source", { type: "string", describe: "Only reported by this source" })
      .option("pattern", { choices: patterns, describe: "Only this pattern" })
      .option("overdue", { type: "boolean", default: false, describe: "Only those whose review is overdue" })
      .option("limit", { type: "number", default: 50, describe: "At most so many; 0 for all" }),

  async run(args, context) {
    const state = await stateOf(context);
    const clock = await reviewClock(context);
    const matching = [...state.challenges.values()]
      .filter((challenge) => matches(challenge, args, clock.isOverdue))
      .reverse();
    const shown = args.limit > 0 ? matching.slice(0, args.limit) : matching;
    const what = args.all ? "challenge" : "open challenge";
    const hidden = matching.length - shown.length;
    const mutes = mutesInForce(state, context.clock());
    return {
      json: {
        ok: true,
        total: matching.length,
        challenges: shown.map((challenge) => ({
          ...escalationAsset({ ...challenge, history: [] }),
          overdue: clock.isOverdue(challenge),
          muted: mutes.some(({ metric }) => metric === challenge.metric),
        })),
        mutes,
      },
      text: [
        plural(matching.length, what),
        ...(shown.length > 0 ? ["", challengeTable(shown, { ...clock, mutes })] : []),
        ...(hidden > 0 ? [`… and ${hidden} more (--limit 0 shows all)`] : []),
        ...mutes.map(
          ({ metric, until, owner, reason }) =>
            `muted until ${until}: ${metric}, owned by ${printable(owner)}: ${printable(reason)}`,
        ),
      ].join("\n"),
    };
  },
});

interface Filter {
  readonly all: boolean;
  readonly level: ChallengeLevel | undefined;
  readonly metric: string | undefined;
  readonly source: string | undefined;
  readonly pattern: string | undefined;
  readonly overdue: boolean;
}

function matches(
  challenge: Challenge,
  { all, level, metric, source, pattern, overdue }: Filter,
  isOverdue: (challenge: Challenge) => boolean,
): boolean {
  return (
    (all || isOpen(challenge)) &&
    (level === undefined || challenge.level === level) &&
    (metric === undefined || challenge.metric === metric) &&
    (source === undefined || challenge.source === source) &&
    (pattern === undefined || challenge.pattern === pattern) &&
    (!overdue || isOverdue(challenge))
  );
}
