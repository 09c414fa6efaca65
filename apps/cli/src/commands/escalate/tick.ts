import { readLog } from "@mvcrs/chain";
import { inspectRoot, tick } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { configOf, recordFrom } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";

export const tickCommand = defineCommand({
  command: "tick",
  describe: "Record what the passing of time alone is worth: overdue reviews, ended mutes (for cron)",
  options: (yargs) => yargs,

  async run(_args, context) {
    const { review_window_hours: hours } = await configOf(context);
    // A cron job in the wrong folder must be found out, and leave no empty log there.
    await inspectRoot(context);
    await using log = await readLog({ path: context.paths.log, metaPath: context.paths.meta });
    if ((await log.head()).count === 0) {
      context.notice(`there is no entry in ${context.paths.log} yet`);
      return { json: { ok: true, events: [] }, text: "nothing is newly due" };
    }
    const now = context.clock();
    const { state, events } = await recordFrom(context, (state) => tick(state, now, hours * 3_600_000));
    const said = events.map((event) => {
      if (event.type === "challenge.overdue") {
        const metric = state.challenges.get(event.challenge_id)?.metric ?? "";
        return `overdue since ${event.due_at}: ${event.challenge_id.slice(0, 8)} ${metric}`;
      }
      return event.type === "metric.unmuted" ? `${event.metric}: ${event.reason}` : event.type;
    });
    return {
      json: { ok: true, events },
      text:
        said.length === 0
          ? "nothing is newly due"
          : [`${plural(said.length, "event")} recorded`, ...said].join("\n"),
    };
  },
});
