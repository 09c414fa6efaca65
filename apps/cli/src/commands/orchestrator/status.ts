import { nodeTextFiles } from "@mvcrs/files";
import { defineCommand } from "../../command.ts";
import { printable } from "../../ui/table.ts";
import { standingFreezeOf } from "./standing-freeze.ts";

export const statusCommand = defineCommand({
  command: "status",
  describe: "Show whether rounds run, what is open, and what failed last",
  options: (yargs) => yargs,
  async run(_args, context) {
    const { root } = context.paths;
    const lib = await import("@selfplay/orchestrator");
    const paths = lib.orchestratorPaths(root);
    const files = nodeTextFiles;
    const { freeze, doubt } = await standingFreezeOf(context);
    const isKnown = freeze !== null || doubt === null;
    // A freeze counts from the first moment on, also where no round has run yet.
    const board =
      (freeze !== null || doubt !== null) && (await files.read(paths.scoreboard)) === null
        ? undefined
        : await lib.readScoreboard(files, paths);
    const frozen = (refused: number) =>
      freeze === null
        ? doubt === null
          ? "not frozen"
          : `whether it is frozen is NOT KNOWN: ${doubt}`
        : `FROZEN since ${freeze.since} by ${printable(freeze.by)}: ${printable(freeze.reasons.join("; "))} (${refused} rounds refused)`;
    const said = { ok: isKnown, frozen: freeze, ...(doubt === null ? {} : { doubt }) };
    if (board === undefined)
      return {
        json: { ...said, refusedRounds: 0, rounds: 0, lastRun: 0, open: null },
        text: `${frozen(0)}\nno round has run in ${root} yet`,
        exitCode: isKnown ? 0 : 1,
      };
    const { rounds, lastRun, open, failures, slashedOn } = board;
    const refused = freeze === null ? 0 : (board.frozen?.refusedRounds ?? 0);
    return {
      json: { ...said, refusedRounds: refused, rounds, lastRun, open, failures, slashedOn },
      exitCode: isKnown ? 0 : 1,
      text: [
        frozen(refused),
        `rounds:   ${rounds} completed`,
        open === null
          ? "open:     none"
          : `open:     ${open.run}, phase ${open.phase}, stopped ${open.failures} times${open.last === null ? "" : `: ${open.last.code} ${printable(open.last.text)}`}`,
        `failures: ${failures.total}`,
        `slashed:  ${slashedOn.amount} on ${slashedOn.day}`,
      ].join("\n"),
    };
  },
});
