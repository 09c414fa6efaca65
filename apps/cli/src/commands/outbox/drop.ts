import { dropDelivery, nodeOutboxLock } from "@mvcrs/notify";
import { defineCommand } from "../../command.ts";
import { byPerson, openByPersonOptions } from "../../session.ts";

export const dropCommand = defineCommand({
  command: "drop <id>",
  describe: "Take a notice out of the outbox undelivered; it is kept under state/outbox/dropped/",
  options: (yargs) =>
    openByPersonOptions(
      yargs.positional("id", { type: "string", demandOption: true, describe: "Id or its start" }),
    ),

  async run(args, context) {
    const { actor, reason, now } = byPerson(args, context);
    const { paths, files } = context;
    const delivery = await dropDelivery(
      { paths, files, lock: nodeOutboxLock },
      { id: args.id, actor, reason, at: new Date(now).toISOString() },
    );
    return {
      json: { ok: true, delivery },
      text: `dropped ${delivery.id} for ${delivery.channel}: ${delivery.notice.title}`,
    };
  },
});
