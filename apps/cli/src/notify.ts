import { setTimeout as wait } from "node:timers/promises";
import { messageOf } from "@mvcrs/errors";
import { loadConfig } from "@mvcrs/escalation";
import type { DeliverReport } from "@mvcrs/notify";
import type { Context } from "./command.ts";
import type { Io } from "./io.ts";
import { plural } from "./ui/numbers.ts";

/** How long a command that has done its work may go on delivering notices, in milliseconds. */
const afterwardsMs = 3000;
/** How often a command that goes on tries what failed, and how long it rests between two passes, in milliseconds. */
const retryEveryMs = 30_000;
const restMs = 1000;

/**
 * Puts the notices of what was just recorded into the outbox and tries once to deliver them, for a few seconds at most.
 * The work is done: whatever fails here is said and kept for `mvcrs outbox deliver`, never an exit code.
 */
export async function notifyAfter(context: Context): Promise<void> {
  for (const line of await notifyOnce(context)) context.notice(line);
}

/** The same without output; returns what stands in the way. */
async function notifyOnce(context: Context): Promise<readonly string[]> {
  const { files, paths } = context;
  try {
    const config = await loadConfig(files, paths.config);
    if (config === null || Object.keys(config.notifications.channels).length === 0) return [];
    // Loaded here: most roots have no channel.
    const { deliverOutbox } = await import("@mvcrs/notify");
    const { deliverOptions } = await import("./deliver-options.ts");
    const options = { ...deliverOptions(context, config, afterwardsMs), lockTimeoutMs: restMs };
    return problemsOf(await deliverOutbox(options), context.io);
  } catch (thrown) {
    return [`notices were not delivered: ${messageOf(thrown)}; mvcrs outbox deliver tries again`];
  }
}

export interface NoticeLoop {
  /** Something was recorded. */
  poke(): void;
  /** Ends after the pass under way. */
  stop(): Promise<void>;
}

/** A critical challenge must not wait for a command that runs for days: delivers its notices meanwhile, and tries again. */
export function keepNotifying(context: Context): NoticeLoop {
  const stopped = new AbortController();
  let poked = (): void => undefined;
  let said = "";
  const loop = async (): Promise<void> => {
    let woken = nextPoke();
    while (!stopped.signal.aborted) {
      const retry = new AbortController();
      const { signal } = retry;
      await Promise.race([woken, wait(retryEveryMs, undefined, { signal }).catch(() => undefined)]);
      retry.abort();
      woken = nextPoke();
      if (stopped.signal.aborted) return;
      const problems = await notifyOnce(context);
      if (problems.join() !== said) for (const line of problems) context.notice(line);
      said = problems.join();
      // Many events in a row are one pass: each reads the log again.
      await wait(restMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const nextPoke = (): Promise<void> =>
    new Promise((resolve) => {
      poked = resolve;
    });
  const running = loop();
  return {
    poke: () => poked(),
    async stop() {
      stopped.abort();
      poked();
      await running;
    },
  };
}

/** A proxy that is set and ignored explains a connection that cannot be made; `null` where there is none. */
function unusedProxy({ env }: Pick<Io, "env">): string | null {
  const name = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].find(
    (one) => (env[one] ?? "") !== "",
  );
  return name === undefined || env["NODE_USE_ENV_PROXY"] === "1" ? null : name;
}

/** What stands in the way of a delivery, one line per channel. */
export function problemsOf({ channels }: DeliverReport, io: Pick<Io, "env">): string[] {
  const proxy = unusedProxy(io);
  return Object.entries(channels).flatMap(
    ([name, { problem: found, waiting, died, relayed = 0, unreached }]) => {
      if (found === undefined) return [];
      const unused =
        unreached === true && proxy !== null
          ? ` (${proxy} is set, and Node 24 goes through it only with NODE_USE_ENV_PROXY=1)`
          : "";
      const told = relayed > 0 ? `; ${plural(relayed, "other channel")} notified of what is critical` : "";
      const problem = `${found}${unused}${told}`;
      const kept = waiting > 0 ? `; ${plural(waiting, "notice")} kept for mvcrs outbox deliver` : "";
      const dead = died > 0 ? `; ${plural(died, "notice")} given up (mvcrs outbox list --dead)` : "";
      return [`channel ${name}: ${problem}${kept}${dead}`];
    },
  );
}
