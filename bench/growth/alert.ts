// Hands one alert of the orchestrator over, as `mvcrs orchestrator run` does: node alert.ts <root> <number>.

import type { Context } from "../../apps/cli/src/command.ts";
import { alertsToLog } from "../../apps/cli/src/commands/orchestrator/alerts.ts";
import { artifactPaths } from "../../packages/escalation/src/index.ts";
import { nodeFiles, nodeTextFiles } from "../../packages/files/src/index.ts";

const [root = "", number = "0"] = process.argv.slice(2);
const context: Context = {
  io: {
    ...{
      stdout: () => undefined,
      stderr: () => undefined,
      interactive: false,
      columns: 80,
      env: {},
      cwd: root,
    },
    ...{ stdin: process.stdin, clock: Date.now, stopSignal: () => new AbortController().signal },
    onHangup: () => undefined,
  },
  ...{
    json: false,
    paths: artifactPaths(root),
    rootIsNamed: true,
    files: nodeTextFiles,
    disk: nodeFiles,
    clock: Date.now,
  },
  ...{ notice: () => undefined, recorded: () => undefined, runCli: async () => 0 },
};
await alertsToLog(context)({
  ...{ id: `00000000-0000-4000-8000-${number.padStart(12, "0")}`, at: new Date().toISOString() },
  ...{
    reason: "moderation:spam",
    severity: "warning",
    text: "a run was flagged",
    arena: "0x22",
    chainId: "1",
  },
  ...{ run: null, roundId: null, participant: null, amount: null, transaction: null, context: null },
});
