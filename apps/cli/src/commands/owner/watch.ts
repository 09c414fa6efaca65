import { join } from "node:path";
import { defineCommand } from "../../command.ts";
import { rpcUrlOf } from "../../deployment-options.ts";
import { addressOf, textOf, wholeOf } from "./options/args.ts";
import { addFlags, ownerArgs } from "./options/flag-options.ts";
import { watchFlags as flags } from "./options/flags.ts";
import { watchOutcome } from "./show/watch-outcome.ts";

export const watchCommand = defineCommand({
  command: "watch",
  describe: "Raise a challenge for every owner-role transaction that no recorded operation covers",
  options: (yargs) =>
    addFlags(yargs, flags).option("dry-run", { type: "boolean", describe: "Report, record nothing" }),
  async run(args, context) {
    const owner = await import("@selfplay/owner-ops");
    const { httpRpc } = await import("@mvcrs/evm");
    const { appendToLog, eventsOf } = await import("./log.ts");
    const { fieldLabel, ownerOperations, uncoveredActor, uncoveredChallenge } = await import(
      "@mvcrs/escalation"
    );
    const given = ownerArgs(args, flags);
    const dryRun = args["dry-run"] === true;
    let raisedBefore: ReadonlySet<string> = new Set();
    const report = await owner.findUncovered({
      rpc: httpRpc(rpcUrlOf(textOf(given, "rpc-url"), context.io.env)),
      contracts: {
        arena: addressOf(given, "arena"),
        stakeManager: addressOf(given, "stake-manager"),
        systemPause: addressOf(given, "system-pause"),
      },
      journalFolder: join(context.paths.root, "storage", "owner-ops"),
      fromBlock: wholeOf(given, "from-block", "blocks", 0n, 2n ** 64n),
      toBlock: wholeOf(given, "to-block", "blocks", 0n, 2n ** 64n),
      async recorded() {
        const events = await eventsOf(context, [
          ...ownerOperations.map(fieldLabel.type),
          fieldLabel.actor(uncoveredActor),
        ]);
        raisedBefore = new Set(events.map(({ id }) => id));
        return events;
      },
    });
    const now = new Date(context.clock()).toISOString();
    const { chainId } = report.span;
    const challenges = report.transactions
      .map((transaction) => uncoveredChallenge({ chainId, ...transaction }, now))
      .filter(({ id }) => !raisedBefore.has(id));
    if (challenges.length > 0 && !dryRun) await appendToLog(context, challenges);
    if (!dryRun) await report.remember();
    return watchOutcome(
      report,
      challenges.map(({ id }) => id),
      dryRun,
    );
  },
});
