import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { liveOptions } from "../../live-options.ts";
import { signalOptions } from "../../signal-options.ts";
import { serviceOptions } from "./service-options.ts";

const hour = 3600;

export const serveCommand = defineCommand({
  command: "serve",
  describe: "Run as one service: sources, review clock, notices, checkpoints, metrics, portal; until stopped",
  options: (yargs) =>
    serviceOptions(
      liveOptions(
        signalOptions(
          yargs
            .option("metrics", {
              type: "boolean",
              default: false,
              describe: "Serve /metrics for Prometheus and nothing else; reads only",
            })
            .option("port", { type: "number", default: 9464, describe: "Port; 0 for a free one" })
            .option("host", {
              type: "string",
              default: "127.0.0.1",
              requiresArg: true,
              describe: "Address to listen on; anybody who reaches it may read",
            })
            .option("verify-every", {
              type: "number",
              default: 900,
              describe: "Seconds between two verifications of the whole log; 0 for none",
            }),
        ),
      ),
    ),

  async run(args, context) {
    const { port, verifyEvery } = args;
    const usage = (problem: string) => cliErrors.create("USAGE", { problem });
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usage(`--port ${port} is not a port`);
    if (!(verifyEvery >= 0 && verifyEvery <= 24 * hour * 7))
      throw usage(`--verify-every ${verifyEvery} is not a number of seconds up to a week`);
    // Loaded here: no other command waits for them.
    if (args.metrics) return (await import("./metrics-only.ts")).runMetrics(args, context);
    const { runService } = await import("./run-service.ts");
    if (args.store === undefined) return runService(args, context);
    const { openRootStore } = await import("../../root-store.ts");
    await (await import("../../bind-store.ts")).joinStore(args.store, context);
    await using store = await openRootStore(context);
    return await runService(args, store?.context ?? context);
  },
});
