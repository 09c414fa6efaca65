import { type Delivery, listOutbox } from "@mvcrs/notify";
import { defineCommand } from "../../command.ts";
import type { Io } from "../../io.ts";
import { colours } from "../../ui/colours.ts";
import { count, plural } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";
import { shownTime } from "../../ui/times.ts";

export const listCommand = defineCommand({
  command: "list",
  describe: "List the notices that wait for delivery, and those given up",
  options: (yargs) =>
    yargs
      .option("dead", { type: "boolean", default: false, describe: "Only those given up" })
      .option("channel", { type: "string", requiresArg: true, describe: "Only this channel" })
      .option("limit", { type: "number", default: 50, describe: "At most so many; 0 for all" }),

  async run({ dead, channel, limit }, context) {
    const all = (await listOutbox(context)).filter(
      (delivery) =>
        (!dead || delivery.status === "dead") && (channel === undefined || delivery.channel === channel),
    );
    const shown = limit > 0 ? all.slice(0, limit) : all;
    const hidden = all.length - shown.length;
    return {
      json: { ok: true, total: all.length, deliveries: shown },
      text: [
        plural(all.length, dead ? "dead notice" : "notice"),
        ...(shown.length > 0 ? ["", deliveryTable(shown, context.io)] : []),
        ...(hidden > 0 ? [`… and ${count(hidden)} more (--limit 0 shows all)`] : []),
      ].join("\n"),
    };
  },
});

function deliveryTable(deliveries: readonly Delivery[], io: Io): string {
  const paint = colours(io);
  return table(
    ["ID", "STATUS", "CHANNEL", "ATTEMPTS", "NOT BEFORE", "ENTRY", "ABOUT", "LAST ERROR"],
    deliveries.map(({ id, status, channel, attempts, not_before, notice, last_error }) => [
      id.slice(0, 8),
      { text: status, paint: status === "dead" ? paint.problem : paint.none },
      channel,
      count(attempts),
      status === "dead" ? "-" : not_before === null ? "now" : shownTime(not_before),
      String(notice.seq),
      notice.title,
      last_error ?? "-",
    ]),
    io,
  );
}
