import { defineCommand } from "../../command.ts";
import { byPerson, byPersonOptions } from "../../session.ts";

export const freezeCommand = defineCommand({
  command: "freeze",
  describe: "Stop rounds: before the next phase of a running one, and every new one",
  options: (yargs) => byPersonOptions(yargs),
  async run(args, context) {
    const { actor, reason, now } = byPerson(args, context);
    const { nodeOrchestratorFiles, orchestratorPaths, writeFreeze } = await import("@selfplay/orchestrator");
    const freeze = await writeFreeze(nodeOrchestratorFiles, orchestratorPaths(context.paths.root), {
      reasons: [reason],
      by: actor,
      at: new Date(now).toISOString(),
    });
    return {
      json: { ok: true, frozen: true, ...freeze },
      text: `frozen since ${freeze.since} by ${freeze.by}; mvcrs orchestrator resume lifts it once all is clear`,
    };
  },
});
