import type { Segment } from "@mvcrs/chain";
import { assertRoot, rotateEvents } from "@mvcrs/escalation";
import { parseInstant } from "@mvcrs/verifiers/input";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { count, plural } from "../../ui/numbers.ts";

export const rotateCommand = defineCommand({
  command: "rotate",
  describe:
    "Close what the log's file holds into a segment that never changes again, and go on in a new file",
  options: (yargs) =>
    yargs
      .option("min-bytes", {
        type: "number",
        requiresArg: true,
        default: 1,
        describe: "Only where the file holds at least so much (for cron)",
      })
      .option("before", {
        type: "string",
        requiresArg: true,
        describe: "Close only the entries before the first one of this time",
      }),
  async run({ minBytes, before }, context) {
    if (!Number.isSafeInteger(minBytes) || minBytes < 1)
      throw cliErrors.create("USAGE", { problem: "--min-bytes is a whole number from 1 on" });
    const until = before === undefined ? undefined : timeOf(before);
    await assertRoot(context);
    const { segments, active } = await rotateEvents(context, { minBytes, before: until });
    const { log } = context.paths;
    return {
      json: { ok: true, segments, active },
      text:
        segments.length === 0
          ? `nothing to close: ${log} holds ${count(active.bytes)} bytes`
          : [...segments.map(describe), `${log} goes on with entry ${active.first}`].join("\n"),
    };
  },
});

const describe = ({ first, last, bytes, file }: Segment): string =>
  `closed ${plural(last + 1 - first, "entry", "entries")}, ${first} to ${last}, ${count(bytes)} bytes: ${file}`;

function timeOf(text: string): number {
  const parsed = parseInstant(text);
  if (parsed === undefined || !parsed.zoned)
    throw cliErrors.create("USAGE", {
      problem: `--before ${text} is not a time with a zone; write it like 2026-11-22T00:00:00Z`,
    });
  return parsed.time;
}
