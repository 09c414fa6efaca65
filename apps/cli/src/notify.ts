import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { messageOf } from "@mvcrs/errors";
import { loadConfig } from "@mvcrs/escalation";
import {
  type DeliverOptions,
  type DeliverReport,
  deliverOutbox,
  type NotifyConfig,
  nodeOutboxLock,
} from "@mvcrs/escalation/notify";
import type { Context } from "./command.ts";
import { plural } from "./ui/numbers.ts";

/** How long a command that has done its work may go on to tell of it, in milliseconds. */
const afterwardsMs = 3000;

/** What delivering needs of the world. */
export function deliverOptions(context: Context, config: NotifyConfig, budgetMs: number): DeliverOptions {
  const { io, paths, files, clock } = context;
  return {
    paths,
    files,
    clock,
    config,
    lock: nodeOutboxLock,
    secrets: {
      env: (name) => io.env[name],
      file: (path) => files.read(resolve(paths.root, path)),
    },
    fetch,
    random: Math.random,
    wait,
    monotonic: () => performance.now(),
    budgetMs,
  };
}

/**
 * Puts the notices of what was just recorded into the outbox and tries once to deliver them, for a few seconds at most.
 * The work is done: whatever fails here is said and kept for `mvcrs outbox deliver`, never an exit code.
 */
export async function notifyAfter(context: Context): Promise<void> {
  const { files, paths, notice } = context;
  try {
    const config = await loadConfig(files, paths.config);
    if (config === null || Object.keys(config.notifications.channels).length === 0) return;
    for (const line of problemsOf(await deliverOutbox(deliverOptions(context, config, afterwardsMs))))
      notice(line);
  } catch (thrown) {
    notice(`notices were not delivered: ${messageOf(thrown)}; mvcrs outbox deliver tries again`);
  }
}

/** What stands in the way of a delivery, one line a channel. */
export function problemsOf({ channels }: DeliverReport): string[] {
  return Object.entries(channels).flatMap(([name, { problem, waiting, died }]) => {
    if (problem === undefined) return [];
    const kept = waiting > 0 ? `; ${plural(waiting, "notice")} kept for mvcrs outbox deliver` : "";
    const dead = died > 0 ? `; ${plural(died, "notice")} given up (mvcrs outbox list --dead)` : "";
    return [`channel ${name}: ${problem}${kept}${dead}`];
  });
}
