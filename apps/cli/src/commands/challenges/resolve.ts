import { findChallenge, isResolved, resolve } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { byPerson, byPersonOptions, recordFrom } from "../../session.ts";
import { printable } from "../../ui/table.ts";

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
    const by = byPerson(args, context);
    const { events } = await recordFrom(context, async (_state, session) => {
      const challenge = await findChallenge(session, args.id);
      return isResolved(challenge, args.resolution, by) ? [] : [resolve(challenge, args.resolution, by)];
    });
    return {
      json: { ok: true, events },
      text: `${args.resolution}, by ${printable(`${by.actor}: ${by.reason}`)}`,
    };
  },
});
