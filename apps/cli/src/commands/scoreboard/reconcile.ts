import { nodeTextFiles } from "@mvcrs/files";
import { defineCommand } from "../../command.ts";
import { rpcUrlOf } from "../../deployment-options.ts";
import { byPerson } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";
import { blockOf } from "../orchestrator/deployment.ts";

export const reconcileCommand = defineCommand({
  command: "reconcile",
  describe: "Compare the scoreboard with the arena's events; list every difference",
  options: (yargs) =>
    yargs
      .option("rpc-url", {
        type: "string",
        requiresArg: true,
        describe: "JSON-RPC endpoint (default ETH_RPC_URL, else http://127.0.0.1:8545)",
      })
      .option("from-block", {
        type: "string",
        default: "0",
        requiresArg: true,
        describe: "Block of the arena's deployment",
      })
      .option("apply", { type: "boolean", default: false, describe: "Take over what the chain says" })
      .option("actor", {
        type: "string",
        requiresArg: true,
        describe: "Who you are (default: $MVCRS_ACTOR)",
      }),
  async run(args, context) {
    const lib = await import("@selfplay/orchestrator");
    const paths = lib.orchestratorPaths(context.paths.root);
    const files = nodeTextFiles;
    const fromBlock = blockOf("--from-block", args.fromBlock);
    const compare = async () => {
      const board = await lib.readScoreboard(files, paths);
      const provider = await lib.openProvider(rpcUrlOf(args.rpcUrl, context.io.env));
      try {
        const chain = await lib.tallyChain({ provider, arena: board.arena, fromBlock });
        return { board, chain, differences: lib.reconcile(board, chain) };
      } finally {
        provider.destroy();
      }
    };
    const apply = () =>
      lib.withFolderLock(paths.lock, 10_000, async () => {
        const found = await compare();
        const { actor, now } = byPerson({ reason: "reconcile", actor: args.actor }, context);
        const at = new Date(now).toISOString();
        const adjustments = lib.settlingAdjustments(found.board, found.chain, { by: actor, at });
        if (adjustments.length > 0)
          await lib.writeScoreboard(files, paths, {
            ...lib.adjust(found.board, adjustments),
            updatedAt: at,
          });
        return found;
      });
    const { chain, differences } = args.apply ? await apply() : await compare();
    const left = args.apply ? differences.filter(({ address }) => address === null) : differences;
    return {
      json: {
        ok: left.length === 0,
        fromBlock: chain.fromBlock,
        toBlock: chain.toBlock,
        applied: args.apply,
        differences,
      },
      text: [
        differences.length === 0
          ? `scoreboard and chain agree (${plural(chain.rounds, "round")}, blocks ${chain.fromBlock} to ${chain.toBlock})`
          : table(
              ["AGENT", "FIELD", "SCOREBOARD", "CHAIN"],
              differences.map(({ address, field, scoreboard, chain: theirs }) => [
                address ?? "all",
                field,
                scoreboard,
                theirs,
              ]),
              context.io,
            ),
        ...(args.apply && differences.length > left.length
          ? ["the scoreboard has taken over what the chain says"]
          : []),
      ].join("\n"),
      exitCode: left.length === 0 ? 0 : 1,
    };
  },
});
