import { unmute } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { byPerson, byPersonOptions, keptPrivate, recordFrom } from "../../session.ts";

export const unmuteCommand = defineCommand({
  command: "unmute <metric>",
  describe: "End a mute before its time",
  options: (yargs) =>
    byPersonOptions(
      yargs.positional("metric", { type: "string", demandOption: true, describe: "The metric's name" }),
    ),

  async run(args, context) {
    const by = byPerson(args, context);
    const kept = await keptPrivate(args, context);
    const { events } = await recordFrom(context, (state) => [unmute(state, args.metric, by)], kept);
    return { json: { ok: true, events }, text: `${args.metric} is heard again` };
  },
});
