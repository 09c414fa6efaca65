import { acknowledge, findChallenge } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { byPerson, byPersonOptions, recordFrom } from "../../session.ts";
import { printable } from "../../ui/table.ts";

export const ackCommand = defineCommand({
  command: "ack <id>",
  describe: "Say that you review a challenge, or take it over; its review clock begins anew",
  options: (yargs) =>
    byPersonOptions(
      yargs.positional("id", { type: "string", demandOption: true, describe: "Id or its start" }),
    ),

  async run(args, context) {
    const by = byPerson(args, context);
    const { events } = await recordFrom(context, (state) => [acknowledge(findChallenge(state, args.id), by)]);
    return { json: { ok: true, events }, text: `acknowledged by ${printable(`${by.actor}: ${by.reason}`)}` };
  },
});
