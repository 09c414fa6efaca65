import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { liveOptions } from "../../live-options.ts";
import { readSecret } from "../../secret.ts";
import { signalOptions } from "../../signal-options.ts";
import { plural } from "../../ui/numbers.ts";
import { openInput } from "../run/input.ts";
import { deliver } from "./deliver.ts";
import { serviceAddress } from "./service-address.ts";

const longestWait = 30;

export const sendCommand = defineCommand({
  command: "send",
  describe: "Send governance signals to a running service, which judges them",
  options: (yargs) =>
    signalOptions(liveOptions(yargs))
      .option("signals", {
        type: "string",
        conflicts: "arena",
        requiresArg: true,
        describe: "File of signals, - for standard input",
      })
      .option("to", {
        type: "string",
        requiresArg: true,
        describe: "Address of the service (default: the one that runs in this root)",
      })
      .option("token-env", {
        type: "string",
        requiresArg: true,
        describe: "Variable that holds a token which may send signals (default MVCRS_TOKEN)",
      })
      .option("token-file", {
        type: "string",
        conflicts: "token-env",
        requiresArg: true,
        describe: "File that holds it",
      })
      .option("wait", {
        type: "number",
        default: 0,
        describe: `Seconds to wait until they are judged, ${longestWait} at most; exit 1 where they are not by then`,
      }),

  async run(args, context) {
    const usage = (problem: string) => cliErrors.create("USAGE", { problem });
    if ((args.signals === undefined) === (args.arena === undefined))
      throw usage("one of --signals and --arena is needed");
    if (!Number.isInteger(args.wait) || args.wait < 0 || args.wait > longestWait)
      throw usage(`--wait ${args.wait} is not a whole number of seconds up to ${longestWait}`);
    const url = await serviceAddress(args.to, context);
    const env = args.tokenFile === undefined ? (args.tokenEnv ?? "MVCRS_TOKEN") : undefined;
    const token = await readSecret({ env, file: args.tokenFile, what: "token" }, context);
    const input = await openInput({ ...args, follow: false, dryRun: false }, context);
    try {
      const sent = await deliver(input.batches, { url, token, waitSeconds: args.wait }, context);
      // Acknowledged is durable, so the place in a chain may move on.
      await input.save();
      const judged = args.wait === 0 ? "" : sent.judged ? ", and judged" : ", and NOT judged yet";
      return {
        json: { ok: sent.judged !== false, url, ...sent },
        text: `${plural(sent.signals, "signal")} acknowledged by ${url}${judged}`,
        exitCode: sent.judged === false ? 1 : 0,
      };
    } finally {
      await input.batches.return(undefined);
    }
  },
});
