import {
  type Challenge,
  type ChallengeLevel,
  challengeLevels,
  escalationAsset,
  isOpen,
  readSession,
} from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { plural } from "../../ui/numbers.ts";
import { challengeTable } from "./challenge-table.ts";

export const listCommand = defineCommand({
  command: "list",
  describe: "List challenges, open ones unless told otherwise, newest first",
  options: (yargs) =>
    yargs
      .option("all", { type: "boolean", default: false, describe: "Closed challenges too" })
      .option("level", { choices: challengeLevels, describe: "Only this level" })
      .option("metric", { type: "string", describe: "Only this metric" })
      .option("limit", { type: "number", default: 50, describe: "At most so many; 0 for all" }),

  async run(args, { paths, files, clock, notice }) {
    const { state, replay } = await readSession({ paths, files, clock, notice });
    replay.flush();
    const matching = [...state.challenges.values()].filter((challenge) => matches(challenge, args)).reverse();
    const shown = args.limit > 0 ? matching.slice(0, args.limit) : matching;
    const what = args.all ? "challenge" : "open challenge";
    const hidden = matching.length - shown.length;
    return {
      json: {
        ok: true,
        total: matching.length,
        challenges: shown.map(({ history: _, ...challenge }) =>
          escalationAsset({ ...challenge, history: [] }),
        ),
      },
      text: [
        plural(matching.length, what),
        ...(shown.length > 0 ? ["", challengeTable(shown)] : []),
        ...(hidden > 0 ? [`… and ${hidden} more (--limit 0 shows all)`] : []),
      ].join("\n"),
    };
  },
});

interface Filter {
  readonly all: boolean;
  readonly level: ChallengeLevel | undefined;
  readonly metric: string | undefined;
}

function matches(challenge: Challenge, { all, level, metric }: Filter): boolean {
  return (
    (all || isOpen(challenge)) &&
    (level === undefined || challenge.level === level) &&
    (metric === undefined || challenge.metric === metric)
  );
}
