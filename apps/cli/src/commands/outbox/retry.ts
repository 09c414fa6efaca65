import { nodeOutboxLock, retryDeliveries } from "@mvcrs/notify";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { plural } from "../../ui/numbers.ts";

export const retryCommand = defineCommand({
  command: "retry [id]",
  describe: "Make a notice due again at once, or every one given up",
  options: (yargs) =>
    yargs
      .positional("id", { type: "string", describe: "Id or its start" })
      .option("all", { type: "boolean", default: false, describe: "Every notice that was given up" }),

  async run({ id, all }, { paths, files }) {
    if ((id === undefined) === !all)
      throw cliErrors.create("USAGE", { problem: "give either the id of a notice or --all" });
    const which = id === undefined ? "all-dead" : { id };
    const deliveries = await retryDeliveries({ paths, files, lock: nodeOutboxLock }, which);
    return {
      json: { ok: true, deliveries },
      text: `${plural(deliveries.length, "notice")} due again; mvcrs outbox deliver sends`,
    };
  },
});
