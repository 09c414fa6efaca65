import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { plural } from "../../ui/numbers.ts";
import { asideNamed, asideOf } from "./signals-aside.ts";

export const retryCommand = defineCommand({
  command: "retry [id]",
  describe: "Have a signal judged that stands aside, or every one: with the program that can",
  options: (yargs) =>
    yargs
      .positional("id", { type: "string", describe: "Id or its start" })
      .option("all", { type: "boolean", default: false, describe: "Every signal that stands aside" }),

  async run({ id, all }, context) {
    const aside = asideOf(context);
    if ((id === undefined) === !all)
      throw cliErrors.create("USAGE", { problem: "give either the id of a signal or --all" });
    const found = id === undefined ? await aside.list() : [await asideNamed(aside, id)];
    const signals = await aside.retry(found.map((one) => one.id));
    return { json: { ok: true, signals }, text: `${plural(signals, "signal")} to be judged again` };
  },
});
