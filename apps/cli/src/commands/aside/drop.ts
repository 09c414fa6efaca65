import { defineCommand } from "../../command.ts";
import { byPerson, openByPersonOptions } from "../../session.ts";
import { asideNamed, asideOf } from "./signals-aside.ts";

export const dropCommand = defineCommand({
  command: "drop <id>",
  describe:
    "Decide that a signal which stands aside is never judged; the database keeps it, with who and why",
  options: (yargs) =>
    openByPersonOptions(
      yargs.positional("id", { type: "string", demandOption: true, describe: "Id or its start" }),
    ),

  async run(args, context) {
    const { actor, reason } = byPerson(args, context);
    const aside = asideOf(context);
    const signal = await asideNamed(aside, args.id);
    await aside.drop([signal.id], { actor, reason });
    return { json: { ok: true, signal }, text: `dropped ${signal.id} of ${signal.sender}` };
  },
});
