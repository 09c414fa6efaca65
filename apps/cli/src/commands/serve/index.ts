import { findRoot, nodeExists } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { configOf } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";
import { serveMetrics } from "./metrics-server.ts";
import { scraper } from "./scraper.ts";
import { keepVerifying } from "./verifying.ts";

export const serveCommand = defineCommand({
  command: "serve",
  describe: "Serve metrics for Prometheus until stopped (Ctrl-C); reads only",
  options: (yargs) =>
    yargs
      .option("metrics", { type: "boolean", default: false, describe: "Serve /metrics" })
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

  async run({ metrics, port, host, verifyEvery }, context) {
    const { paths, notice, io } = context;
    const usage = (problem: string) => cliErrors.create("USAGE", { problem });
    if (!metrics) throw usage("mvcrs serve needs --metrics: there is nothing else to serve");
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usage(`--port ${port} is not a port`);
    if (!(verifyEvery >= 0 && verifyEvery <= 86_400 * 7))
      throw usage(`--verify-every ${verifyEvery} is not a number of seconds up to a week`);
    // A configuration with a mistake must show now and not at the first scrape.
    await configOf(context);
    // Started before the first run it shows an empty log, and after a mistyped --root for ever.
    if ((await findRoot(paths.root, nodeExists)) !== paths.root)
      notice(
        `WARNING: ${paths.root} is no root (yet), so no lock and no challenge will show; is --root right?`,
      );

    const stop = io.stopSignal();
    const verifying = keepVerifying({ paths, everyMs: verifyEvery * 1000, clock: io.clock, notice });
    const render = await scraper(context, verifying.last);
    let scrapes = 0;
    try {
      const server = await serveMetrics({
        host,
        port,
        onError: (reason) => notice(`a scrape failed: ${reason}`),
        render: async () => {
          const answer = await render();
          scrapes += 1;
          return answer;
        },
      });
      notice(`serving ${server.url}; stop with Ctrl-C`);
      await aborted(stop);
      await server.close();
    } finally {
      await verifying.stop();
    }
    return { json: { ok: true, scrapes }, text: `stopped after ${plural(scrapes, "scrape")}` };
  },
});

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
