import { type FreezeInLog, frozenInLog, resumeRounds, vouched } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { defineCommand } from "../../command.ts";
import { rpcUrlOf } from "../../deployment-options.ts";
import { byPerson, byPersonOptions, keptPrivate, recordFrom, vouchedStateOf } from "../../session.ts";
import { deploymentOptions } from "./deployment.ts";

export const resumeCommand = defineCommand({
  command: "resume",
  describe: "Lift the freeze, once nothing is paused and no trust lock is on",
  options: (yargs) => byPersonOptions(deploymentOptions(yargs)),
  async run(args, context) {
    const by = byPerson(args, context);
    const lib = await import("@selfplay/orchestrator");
    const provider = await lib.openProvider(rpcUrlOf(args.rpcUrl, context.io.env));
    let seen: FreezeInLog | null = null;
    try {
      const freeze = await lib.resumeOrchestrator({
        arena: args.arena,
        stakeManager: args.stakeManager,
        systemPause: args.systemPause,
        provider,
        paths: lib.orchestratorPaths(context.paths.root),
        files: nodeTextFiles,
        isTrustLocked: async () => (await vouchedStateOf(context)).lock !== null,
        frozenInLog: async () => {
          seen = await vouched(context, () => frozenInLog(context.paths));
          return seen;
        },
        record: async (standing) => {
          const make = async () => {
            // Whoever froze it while the chain was asked has a reason that nobody has seen here.
            const now = await frozenInLog(context.paths);
            if (now !== null && now.newest > (seen?.newest ?? -1))
              throw lib.orchestratorErrors.create("NOT_CLEAR", {
                reasons: [`it was frozen meanwhile: ${now.reasons.at(-1)}`],
              });
            return [resumeRounds(standing, by)];
          };
          await recordFrom(context, make, await keptPrivate(args, context));
        },
      });
      return {
        json: { ok: true, frozen: false, by: by.actor, lifted: freeze },
        text:
          freeze === null
            ? "all is clear, and no freeze was on"
            : "all is clear: the orchestrator goes on with its next run" +
              (context.store === undefined
                ? ""
                : "\non another host that was frozen too, type this there as well"),
      };
    } finally {
      provider.destroy();
    }
  },
});
