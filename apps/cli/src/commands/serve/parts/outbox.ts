import { type DeliverReport, deliverOutbox, listOutbox } from "@mvcrs/notify";
import type { Part } from "@mvcrs/service";
import { deliverOptions } from "../../../deliver-options.ts";
import { problemsOf } from "../../../notify.ts";
import { onLogGrowth } from "./log-growth.ts";
import { Passes } from "./passes.ts";
import type { Service } from "./service.ts";

/** How often what failed is tried again, how long one pass may take, and how long to rest after it, in milliseconds. */
const retryEveryMs = 30_000;
const passMs = 20_000;
const restMs = 250;
/** The same while an earlier pass is held up: each reads what waits again. */
const longRestMs = 1_000;
/** A request has at least this long; at a stop this long is left to those under way. */
const leastMs = 10_000;
const stopMs = 2_000;
/** A notice that waits longer than this has not reached anybody. */
const tooLongMs = 15 * 60_000;

export interface OutboxPart extends Part {
  /** Something was recorded. */
  poke(): void;
}

/** Delivers notices at once when something is recorded, and again and again while some wait. */
export function outboxPart({ context, say, wait, config }: Service): OutboxPart {
  let woken = new AbortController();
  let delivered = 0;
  let lastDelivery: string | null = null;
  let said = "";

  const pass = async (signal: AbortSignal): Promise<DeliverReport | null> => {
    if (Object.keys(config().notifications.channels).length === 0) return null;
    const report = await deliverOutbox({
      ...deliverOptions(context, config(), passMs),
      leastMs,
      // After a stop nothing is begun any more, and what is under way is cut off before the process would be.
      monotonic: () => (signal.aborted ? Number.POSITIVE_INFINITY : performance.now()),
      fetch: (url, init) => {
        const cut = new AbortController();
        const stopped = () => void setTimeout(() => cut.abort(), stopMs).unref();
        if (signal.aborted) stopped();
        else signal.addEventListener("abort", stopped, { once: true });
        const signals = init?.signal == null ? [cut.signal] : [init.signal, cut.signal];
        return fetch(url, { ...init, signal: AbortSignal.any(signals) }).finally(() =>
          signal.removeEventListener("abort", stopped),
        );
      },
      // A service that is killed tells nobody more than one thing twice.
      concurrency: 1,
    });
    delivered += report.delivered;
    if (report.delivered > 0) lastDelivery = new Date(context.clock()).toISOString();
    // What keeps a channel that another pass is at is said by that one.
    if (report.busy) return report;
    const problems = problemsOf(report, context.io);
    if (problems.join() !== said) for (const line of problems) say.warn("outbox", line);
    said = problems.join();
    return report;
  };

  return {
    name: "outbox",
    everyMs: retryEveryMs,
    poke: () => woken.abort(),
    async run(signal, pulse) {
      const ended = new AbortController();
      const until = AbortSignal.any([signal, ended.signal]);
      // What commands beside it record is delivered at once as well.
      const following = onLogGrowth(context.paths.log, until, () => woken.abort());
      const passes = new Passes(pass, () => woken.abort());
      try {
        while (!signal.aborted) {
          woken = new AbortController();
          // A slow endpoint holds up its own channel, and not what was recorded since for the others.
          await passes.begin(signal, woken.signal);
          const { entries, waiting, dead, busy, delivered: sent } = passes.newest;
          const detail = { last_delivery: lastDelivery, delivered, entries, waiting, dead };
          pulse.beat(detail, waiting > 0 ? await stuck() : null);
          await wait(passes.isUnderWay ? longRestMs : restMs, signal);
          // It has come to an end of its time, and not of what is due; or another process delivers.
          if (!passes.isUnderWay && (busy || (waiting > 0 && sent > 0))) continue;
          await wait(retryEveryMs, AbortSignal.any([signal, woken.signal]));
        }
      } finally {
        ended.abort();
        await Promise.all([following, passes.ended()]);
      }
    },
  };

  async function stuck(): Promise<string | null> {
    const oldest = (await listOutbox(context))
      .filter(({ status }) => status === "waiting")
      .reduce((first, { notice }) => Math.min(first, Date.parse(notice.at)), Number.POSITIVE_INFINITY);
    const minutes = Math.round((context.clock() - oldest) / 60_000);
    return context.clock() - oldest > tooLongMs
      ? `a notice has waited for ${minutes} min; mvcrs outbox list says why`
      : null;
  }
}
