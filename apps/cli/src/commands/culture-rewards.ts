import { nodeTextFiles } from "@mvcrs/files";
import { defineCommand } from "../command.ts";
import { table } from "../ui/table.ts";

export const cultureRewardsCommand = defineCommand({
  command: "culture-rewards",
  describe: "Share a total among the best agents of the scoreboard, exactly",
  options: (yargs) =>
    yargs
      // Text, so that no digit of a large total is lost.
      .option("total", {
        type: "string",
        requiresArg: true,
        demandOption: true,
        describe: "What to share, in whole units",
      })
      .option("top", { type: "string", requiresArg: true, demandOption: true, describe: "Number of places" }),
  async run(args, context) {
    const lib = await import("@selfplay/orchestrator");
    const paths = lib.orchestratorPaths(context.paths.root);
    const files = nodeTextFiles;
    const request = { total: lib.parseTotal(args.total), top: lib.parseTop(args.top) };
    const rewards = lib.cultureRewards({
      ...request,
      scoreboard: await lib.readScoreboard(files, paths),
      at: new Date(context.clock()).toISOString(),
    });
    await lib.writeCultureRewards(files, paths, rewards);
    return {
      json: { ok: true, path: paths.cultureRewards, ...rewards },
      text: [
        table(
          ["RANK", "AGENT", "WINS", "LOSSES", "AMOUNT"],
          rewards.rewards.map(({ rank, address, wins, losses, amount }) => [
            String(rank),
            address,
            String(wins),
            String(losses),
            amount,
          ]),
          context.io,
        ),
        ...rewards.excluded.map(({ address, reason }) => `left out: ${address} (${reason})`),
        `${rewards.total} shared; written to ${paths.cultureRewards}`,
      ].join("\n"),
    };
  },
});
