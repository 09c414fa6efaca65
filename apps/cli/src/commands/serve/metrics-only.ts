import { findRoot, nodeExists } from "@mvcrs/escalation";
import { aborted } from "../../aborted.ts";
import type { Context, Outcome } from "../../command.ts";
import { configOf } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";
import { serveMetrics } from "./metrics-server.ts";
import { scraper } from "./scraper.ts";
import { keepVerifying } from "./verifying.ts";

/** `mvcrs serve --metrics`: takes no lock and writes nothing. */
export async function runMetrics(
  { host, port, verifyEvery }: { readonly host: string; readonly port: number; readonly verifyEvery: number },
  context: Context,
): Promise<Outcome> {
  const { paths, notice, io } = context;
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
}
