import { resolve } from "node:path";
import { type ConfigDiff, diffConfigs, loadConfig } from "@mvcrs/escalation";
import { decodeInput, openInput } from "@mvcrs/signal-files";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import type { Io } from "../../io.ts";
import { configOf } from "../../session.ts";
import { inputWorld, signalOptions } from "../../signal-options.ts";
import { colours } from "../../ui/colours.ts";
import { levelCell } from "../../ui/level-cell.ts";
import { count, plural } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";
import { shownTime } from "../../ui/times.ts";

const shown = 50;

export const diffCommand = defineCommand({
  command: "diff <file>",
  describe: "Replay signals: which challenges would change level under another configuration",
  options: (yargs) =>
    signalOptions(
      yargs
        .positional("file", { type: "string", demandOption: true, describe: "The new configuration" })
        .option("signals", {
          type: "string",
          demandOption: true,
          requiresArg: true,
          describe: "File of signals to replay",
        }),
    ),

  async run(args, context) {
    const { io, files, clock } = context;
    if (args.signals === "-")
      throw cliErrors.create("USAGE", {
        problem: "config diff reads its input twice, so it takes no standard input",
      });
    const after = await loadConfig(files, resolve(io.cwd, args.file));
    if (after === null)
      throw cliErrors.create("FILE_MISSING", {
        file: args.file,
        hint: "Name the configuration to compare with.",
      });
    const input = async function* () {
      yield* decodeInput(await openInput(args.signals, inputWorld(context)), args, { now: clock });
    };
    const diff = await diffConfigs(await configOf(context), after, input, clock);
    return { json: { ok: true, ...diff }, text: render(diff, io) };
  },
});

function render({ changes, same, locksBefore, locksAfter }: ConfigDiff, io: Io): string {
  const paint = colours(io);
  const head = `${plural(changes.length, "challenge")} would differ, ${count(same)} would not`;
  const locks = locksBefore === locksAfter ? [] : [`trust locks: ${locksBefore} -> ${locksAfter}`];
  if (changes.length === 0) return [head, ...locks].join("\n");
  const rows = changes
    .slice(0, shown)
    .map(({ id, metric, observedAt, before, after, patternBefore, patternAfter }) => [
      id.slice(0, 8),
      before === null ? "-" : levelCell(before, paint),
      after === null ? "-" : levelCell(after, paint),
      patternBefore === patternAfter
        ? (patternAfter ?? "")
        : `${patternBefore ?? "-"} -> ${patternAfter ?? "-"}`,
      shownTime(observedAt),
      metric,
    ]);
  const more =
    changes.length > shown ? [`… and ${count(changes.length - shown)} more (--json lists all)`] : [];
  return [
    head,
    ...locks,
    "",
    table(["ID", "BEFORE", "AFTER", "PATTERN", "OBSERVED AT", "METRIC"], rows, io),
    ...more,
  ].join("\n");
}
