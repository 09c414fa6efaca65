import { isResolved, resolve } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { byPersonOptions } from "../../session.ts";
import { printable } from "../../ui/table.ts";
import { recordOn } from "./record-on.ts";

export const resolveCommand = defineCommand({
  command: "resolve <id>",
  describe: "Close a challenge; its asset moves to state/archive/",
  options: (yargs) =>
    byPersonOptions(
      yargs
        .positional("id", { type: "string", demandOption: true, describe: "Id or its start" })
        .option("resolution", {
          choices: ["remediated", "rejected", "superseded"] as const,
          demandOption: true,
          describe: "What became of it: fixed, found to be nothing, or taken over by another",
        }),
    ),

  async run(args, context) {
    const { resolution } = args;
    const { events, by } = await recordOn(
      args,
      context,
      (challenge, who) => isResolved(challenge, resolution, who),
      (challenge, who) => resolve(challenge, resolution, who),
    );
    return {
      json: { ok: true, events },
      text: `${resolution}, by ${printable(`${by.actor}: ${by.reason}`)}`,
    };
  },
});
