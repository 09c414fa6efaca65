import { messageOf } from "@mvcrs/errors";
import {
  findRoot,
  LedgerWatcher,
  measured,
  nodeExists,
  panelConfig,
  readSavedState,
} from "@mvcrs/escalation";
import { listOutbox, measuredOutbox } from "@mvcrs/notify";
import { restorePanel } from "@mvcrs/verifiers";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { configOf } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";
import { serveMetrics } from "./metrics-server.ts";
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
    const { paths, files, clock, notice, io } = context;
    const usage = (problem: string) => cliErrors.create("USAGE", { problem });
    if (!metrics) throw usage("mvcrs serve needs --metrics: there is nothing else to serve");
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usage(`--port ${port} is not a port`);
    if (!(verifyEvery >= 0 && verifyEvery <= 86_400 * 7))
      throw usage(`--verify-every ${verifyEvery} is not a number of seconds up to a week`);
    // A configuration with a mistake must show now and not at the first scrape.
    await configOf(context);
    // Started before the first run it shows an empty log, and after a slip in --root for ever.
    if ((await findRoot(paths.root, nodeExists)) !== paths.root)
      notice(
        `WARNING: ${paths.root} is no root (yet), so no lock and no challenge will show; is --root right?`,
      );

    const stop = io.stopSignal();
    const watcher = new LedgerWatcher(paths);
    const verifying = keepVerifying({ paths, everyMs: verifyEvery * 1000, clock: io.clock, notice });
    // Loaded here: no other command waits for it.
    const { createMetrics } = await import("@mvcrs/telemetry/metrics");
    const renderer = createMetrics();
    let scrapes = 0;
    try {
      const server = await serveMetrics({
        host,
        port,
        onError: (reason) => notice(`a scrape failed: ${reason}`),
        render: async () => {
          const { review_window_hours: hours } = await configOf(context);
          const outbox = measuredOutbox(await listOutbox({ paths, files }));
          const bare = { verified: verifying.last(), outbox };
          scrapes += 1;
          try {
            const { state, head } = await watcher.read();
            const reviewWindowMs = hours * 3_600_000;
            return await renderer.render({
              ...bare,
              ...measured({ state, head, now: clock(), reviewWindowMs }),
              witnesses: await witnessesOf(context),
            });
          } catch (thrown) {
            notice(`the log cannot be read: ${messageOf(thrown)}; run mvcrs chain verify`);
            return renderer.render(bare);
          }
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

/** How the witnesses do, as judging last saved it; nobody where it cannot be read. */
async function witnessesOf(context: Context) {
  const saved = await readSavedState(context.files, context.paths);
  if (saved === null) return [];
  try {
    const health = restorePanel(panelConfig(await configOf(context)), saved.panel).witnesses();
    return health.map(({ repeats, ...rest }) => ({ ...rest, dependent: repeats !== null }));
  } catch (thrown) {
    context.notice(`the witnesses cannot be read: ${messageOf(thrown)}`);
    return [];
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
