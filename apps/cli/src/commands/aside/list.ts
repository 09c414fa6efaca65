import { defineCommand } from "../../command.ts";
import { plural } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";
import { shownTime } from "../../ui/times.ts";
import { asideOf } from "./signals-aside.ts";

export const listCommand = defineCommand({
  command: "list",
  describe: "List the signals that judging failed at: none of them is judged yet",
  options: (yargs) => yargs,

  async run(_args, context) {
    const signals = await asideOf(context).list();
    const rows = signals.map(({ id, since, sender, problem, body }) => [
      ...[id.slice(0, 8), shownTime(since.toISOString()), sender, problem, shortened(body)],
    ]);
    return {
      json: { ok: true, total: signals.length, signals },
      text: [
        `${plural(signals.length, "signal")} aside`,
        ...(rows.length > 0
          ? ["", table(["ID", "SINCE", "SENDER", "PROBLEM", "SIGNAL"], rows, context.io)]
          : []),
      ].join("\n"),
    };
  },
});

/** All of it is in `--json`. */
const shortened = (body: string): string => (body.length > 200 ? `${body.slice(0, 199)}…` : body);
