import { acknowledge, isAcknowledged } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { byPersonOptions } from "../../session.ts";
import { printable } from "../../ui/table.ts";
import { recordOn } from "./record-on.ts";

export const ackCommand = defineCommand({
  command: "ack <id>",
  describe: "Say that you review a challenge, or take it over; its review clock restarts",
  options: (yargs) =>
    byPersonOptions(
      yargs.positional("id", { type: "string", demandOption: true, describe: "Id or its start" }),
    ),

  async run(args, context) {
    const { events, by } = await recordOn(args, context, isAcknowledged, acknowledge);
    return { json: { ok: true, events }, text: `acknowledged by ${printable(`${by.actor}: ${by.reason}`)}` };
  },
});
