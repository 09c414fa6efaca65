import { inspectRoot } from "@mvcrs/escalation";
import { deliverOutbox } from "@mvcrs/notify";
import { defineCommand } from "../../command.ts";
import { deliverOptions } from "../../deliver-options.ts";
import { cliErrors } from "../../errors.ts";
import { problemsOf } from "../../notify.ts";
import { configOf } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";

export const deliverCommand = defineCommand({
  command: "deliver",
  describe: "Send what waits in the outbox and is due (for cron)",
  options: (yargs) =>
    yargs.option("budget", {
      type: "number",
      default: 30,
      describe: "Seconds that it may take; what is not due within them is left for the next time",
    }),

  async run({ budget }, context) {
    if (!(budget > 0 && budget <= 86_400))
      throw cliErrors.create("USAGE", {
        problem: `--budget ${budget} is not a number of seconds up to a day`,
      });
    // A cron job in the wrong folder must be found out: it would deliver nothing, and say that nothing waits.
    await inspectRoot(context);
    const report = await deliverOutbox(deliverOptions(context, await configOf(context), budget * 1000));
    const problems = problemsOf(report, context.io);
    // Everything is kept: the exit code says that an outside part failed and that the command can be repeated.
    if (problems.length > 0) throw cliErrors.create("NOTICES_UNDELIVERED", { problems, report });
    return {
      json: { ok: true, ...report },
      text: report.busy
        ? "another process is delivering"
        : `${plural(report.delivered, "notice")} delivered, ${report.waiting} waiting, ${report.dead} dead`,
    };
  },
});
