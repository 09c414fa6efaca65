import {
  type Challenge,
  type ChallengeLevel,
  challengeLevels,
  escalationAsset,
  isOpen,
  type MvcrsState,
  mutesInForce,
  PrivateWords,
  patterns,
} from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { lookAt } from "../../session.ts";
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
    const clock = await reviewClock(context);
    const { state, shown, total } = await lookAt(context, async (look) => ({
      state: look.state,
      ...(await newestOf(args.all ? look.challenges() : openOf(look.state), args, clock.isOverdue)),
    }));
    const what = args.all ? "challenge" : "open challenge";
    const hidden = total - shown.length;
    await using words = new PrivateWords(context.paths);
    const mutes = await Promise.all(mutesInForce(state, context.clock()).map((mute) => words.mute(mute)));
    return {
      json: {
        ok: true,
        total,
        challenges: shown.map((challenge) => ({
          ...escalationAsset({ ...challenge, history: [] }),
          overdue: clock.isOverdue(challenge),
          muted: mutes.some(({ metric }) => metric === challenge.metric),
        })),
        mutes,
      },
      text: [
        plural(total, what),
        ...(shown.length > 0 ? ["", challengeTable(shown, context.io, { ...clock, mutes })] : []),
        ...(hidden > 0 ? [`… and ${hidden} more (--limit 0 shows all)`] : []),
        ...mutes.map(
          ({ metric, until, owner, reason }) =>
            `muted until ${until}: ${metric}, owned by ${printable(owner)}: ${printable(reason)}`,
        ),
      ].join("\n"),
    };
  },
});

async function* openOf({ challenges }: MvcrsState): AsyncGenerator<{ readonly challenge: Challenge }> {
  for (const challenge of challenges.values()) if (isOpen(challenge)) yield { challenge };
}

/** Those that match, the newest first and at most as many as are to be shown; and how many there are. */
async function newestOf(
  challenges: AsyncIterable<{ readonly challenge: Challenge }>,
  args: Filter & { readonly limit: number },
  isOverdue: (challenge: Challenge) => boolean,
): Promise<{ readonly shown: Challenge[]; readonly total: number }> {
  const limit = args.limit > 0 ? args.limit : Number.POSITIVE_INFINITY;
  let kept: Challenge[] = [];
  let total = 0;
  const newest = () => kept.sort((a, b) => b.seq - a.seq).slice(0, limit);
  for await (const { challenge } of challenges) {
    if (!matches(challenge, args, isOverdue)) continue;
    total += 1;
    kept.push(challenge);
    // Closed ones come in the order in which they were closed.
    if (kept.length > 2 * limit) kept = newest();
  }
  return { shown: newest(), total };
}

interface Filter {
  readonly level: ChallengeLevel | undefined;
  readonly metric: string | undefined;
  readonly source: string | undefined;
  readonly pattern: string | undefined;
  readonly overdue: boolean;
}

function matches(
  challenge: Challenge,
  { level, metric, source, pattern, overdue }: Filter,
  isOverdue: (challenge: Challenge) => boolean,
): boolean {
  return (
    (level === undefined || challenge.level === level) &&
    (metric === undefined || challenge.metric === metric) &&
    (source === undefined || challenge.source === source) &&
    (pattern === undefined || challenge.pattern === pattern) &&
    (!overdue || isOverdue(challenge))
  );
}
