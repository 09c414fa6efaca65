import { accept } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { byPerson, byPersonOptions, keptPrivate, recordFrom } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";

export const acceptCommand = defineCommand({
  command: "accept <metric>",
  describe: "Accept a metric's new value as its normal: closes what is open about its value as superseded",
  options: (yargs) =>
    byPersonOptions(
      yargs
        .positional("metric", { type: "string", demandOption: true, describe: "The metric's name" })
        .option("value", {
          type: "number",
          requiresArg: true,
          describe: "The value that is normal from now on (default: the latest one recorded)",
        }),
    ),

  async run(args, context) {
    if (args.value !== undefined && !Number.isFinite(args.value))
      throw cliErrors.create("USAGE", { problem: "--value is not a number" });
    const by = byPerson(args, context);
    const kept = await keptPrivate(args, context);
    const { events } = await recordFrom(context, (state) => accept(state, args.metric, args.value, by), kept);
    return {
      json: { ok: true, events },
      text: `${plural(events.length, "challenge")} of ${args.metric} closed as superseded; hard bounds and locks still hold`,
    };
  },
});
