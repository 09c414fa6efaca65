import { nodeTextFiles } from "@mvcrs/files";
import { defineCommand } from "../../command.ts";
import { table } from "../../ui/table.ts";

export const showCommand = defineCommand({
  command: "show",
  describe: "Show how every agent stands",
  options: (yargs) => yargs,
  async run(_args, { paths: { root }, io }) {
    const lib = await import("@selfplay/orchestrator");
    const board = await lib.readScoreboard(nodeTextFiles, lib.orchestratorPaths(root));
    const rows = Object.entries(board.agents)
      .sort(([, a], [, b]) => b.wins - a.wins || a.losses - b.losses)
      .map(([address, { wins, losses, slashes, slashed, notes }]) => [
        address,
        String(wins),
        String(losses),
        String(slashes),
        slashed,
        notes.at(-1) ?? "",
      ]);
    return {
      json: { ok: true, ...board },
      text: table(["AGENT", "WINS", "LOSSES", "SLASHES", "SLASHED", "LAST NOTE"], rows, io),
    };
  },
});
