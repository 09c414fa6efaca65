import { acknowledge, findChallenge, isAcknowledged } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { byPerson, byPersonOptions, recordFrom } from "../../session.ts";
import { printable } from "../../ui/table.ts";

export const ackCommand = defineCommand({
  command: "ack <id>",
  describe: "Say that you review a challenge, or take it over; its review clock restarts",
  options: (yargs) =>
    byPersonOptions(
      yargs.positional("id", { type: "string", demandOption: true, describe: "Id or its start" }),
    ),

  async run(args, context) {
    const by = byPerson(args, context);
    const { events } = await recordFrom(context, async (_state, session) => {
      const challenge = await findChallenge(session, args.id);
      return isAcknowledged(challenge, by) ? [] : [acknowledge(challenge, by)];
    });
    return { json: { ok: true, events }, text: `acknowledged by ${printable(`${by.actor}: ${by.reason}`)}` };
  },
});
