import { maxNameLength, mute, readSavedState, type SavedState } from "@mvcrs/escalation";
import { isMetricName } from "@mvcrs/verifiers";
import { parseInstant } from "@mvcrs/verifiers/input";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { byPerson, byPersonOptions, keptPrivate, lookAt, recordFrom, within } from "../../session.ts";

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export const muteCommand = defineCommand({
  command: "mute <metric>",
  describe: "Stop the notices of a metric for a time; its challenges are still recorded",
  options: (yargs) =>
    byPersonOptions(
      yargs
        .positional("metric", { type: "string", demandOption: true, describe: "The metric's name" })
        .option("owner", {
          type: "string",
          demandOption: true,
          requiresArg: true,
          describe: "Who answers for the metric meanwhile",
        })
        .option("until", {
          type: "string",
          demandOption: true,
          requiresArg: true,
          describe: "A time with a zone, or a span such as 12h or 7d; 30 days at most",
        }),
    ),

  async run(args, context) {
    const { files, paths } = context;
    if (!isMetricName(args.metric))
      throw cliErrors.create("USAGE", { problem: `${JSON.stringify(args.metric)} is not a metric's name` });
    const by = byPerson(args, context);
    if (args.owner.trim() === "") throw cliErrors.create("USAGE", { problem: "--owner must not be empty" });
    within("--owner", args.owner, maxNameLength);
    const event = mute(args.metric, args.owner, endOf(args.until, by.now), by);
    const { events } = await recordFrom(context, () => [event], await keptPrivate(args, context));
    const known =
      isJudged(args.metric, await readSavedState(files, paths)) ||
      (await wasChallenged(args.metric, context));
    // A mistyped name mutes nothing, and must not look like quiet.
    if (!known) context.notice(`no signal of ${args.metric} was ever judged here; is the name right?`);
    return {
      json: { ok: true, known, event: events[0] },
      text: `${args.metric} is muted until ${event.until}, owned by ${args.owner}`,
    };
  },
});

/** Whether the metric was judged since the verifiers began to learn. */
const isJudged = (metric: string, saved: SavedState | null): boolean =>
  saved?.series.some(({ metric: name }) => name === metric) === true;

/** Whether there ever was a challenge of the metric. */
const wasChallenged = (metric: string, context: Context): Promise<boolean> =>
  lookAt(context, async ({ state, challenges }) => {
    if (state.open.has(metric)) return true;
    for await (const { challenge } of challenges()) if (challenge.metric === metric) return true;
    return false;
  });

function endOf(text: string, now: number): number {
  const span = /^(\d{1,4})([mhd])$/.exec(text);
  if (span !== null)
    return now + Number(span[1]) * unitMs[span[2] === "m" ? "m" : span[2] === "h" ? "h" : "d"];
  const parsed = parseInstant(text);
  if (parsed === undefined || !parsed.zoned)
    throw cliErrors.create("USAGE", {
      problem: `--until ${text} is neither a time with a zone nor a span such as 7d`,
    });
  return parsed.time;
}
