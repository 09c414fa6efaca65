import { messageOf } from "@mvcrs/errors";
import { LedgerWatcher, measured, panelConfig, readSavedState } from "@mvcrs/escalation";
import { listOutbox, measuredOutbox } from "@mvcrs/notify";
import type { MetricsSnapshot } from "@mvcrs/telemetry/metrics";
import { restorePanel } from "@mvcrs/verifiers";
import type { Context } from "../../command.ts";
import { assertFresh, configOf } from "../../session.ts";
import { countAside } from "../aside/signals-aside.ts";
import type { Render } from "./metrics-server.ts";

/** Answers scrapes: what the log, the outbox and judging's saved state say now. A log that cannot be read leaves the rest. */
export async function scraper(
  context: Context,
  verified: () => MetricsSnapshot["verified"],
): Promise<Render> {
  const { paths, files, clock, notice } = context;
  // Loaded here: no other command waits for it.
  const { createMetrics } = await import("@mvcrs/telemetry/metrics");
  const renderer = createMetrics();
  const watcher = new LedgerWatcher(context);
  return async () => {
    const { review_window_hours: hours } = await configOf(context);
    const outbox = measuredOutbox(await listOutbox({ paths, files }));
    const bare = { verified: verified(), outbox, aside: await countAside(context) };
    try {
      // No lock is shown as off that another host may have engaged.
      await assertFresh(context);
      const { state, head } = await watcher.read();
      return await renderer.render({
        ...bare,
        ...measured({ state, head, now: clock(), reviewWindowMs: hours * 3_600_000 }),
        witnesses: await witnessesOf(context),
      });
    } catch (thrown) {
      notice(`the log cannot be read: ${messageOf(thrown)}; run mvcrs chain verify`);
      return renderer.render(bare);
    }
  };
}

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
