import { join } from "node:path";
import { type ChannelReport, ChannelRunner } from "./channel-runner.ts";
import type { DeliverOptions } from "./deliver-options.ts";
import { type Delivery, readDeliveries } from "./delivery.ts";
import { enqueueLocked, enqueueNotices } from "./enqueue.ts";
import { notifyErrors } from "./errors.ts";
import { groupBy } from "./group-by.ts";
import { withLock } from "./outbox-lock.ts";
import { outboxPaths } from "./outbox-paths.ts";
import { Pauses } from "./pauses.ts";

export interface DeliverReport {
  /** True where another process was delivering: notices were enqueued here, and none sent. */
  readonly busy: boolean;
  readonly enqueued: number;
  /** Entries of the log that are turned into deliveries. */
  readonly entries: number;
  readonly delivered: number;
  /** Deliveries that failed for good in this call. */
  readonly died: number;
  /** Deliveries left for later. */
  readonly waiting: number;
  /** Dead letters, those of earlier calls included. */
  readonly dead: number;
  readonly channels: Readonly<Record<string, ChannelReport>>;
}

const idle: Omit<DeliverReport, "enqueued" | "entries"> = {
  busy: true,
  delivered: 0,
  died: 0,
  waiting: 0,
  dead: 0,
  channels: {},
};

/**
 * Updates the outbox from the log and sends what is due. At least once: a delivery's file goes only after the endpoint
 * has accepted it, and every attempt carries the same idempotency key.
 *
 * Two locks: enqueuing holds one for a moment, delivering the other for as long as it takes, so that a slow endpoint
 * keeps no command from enqueuing its notices. A delivery is picked up only after this process has enqueued itself:
 * then the cursor stands behind every file seen, and a crash of another cannot have one written a second time after
 * it was delivered.
 *
 * @throws OUTBOX_DAMAGED, OUTBOX_BUSY (the enqueue lock), FILE_FAILED; never for what an endpoint does
 */
export async function deliverOutbox(options: DeliverOptions): Promise<DeliverReport> {
  const outbox = outboxPaths(options.paths);
  try {
    return await withLock(options.lock, outbox.deliverLock, 0, () => deliverLocked(options));
  } catch (thrown) {
    const busy = notifyErrors.is(thrown, "OUTBOX_BUSY") && thrown.details.path === outbox.deliverLock;
    if (!busy) throw thrown;
    // Written all the same: the next delivery finds it.
    const { config } = options;
    const { enqueued, entries } = await enqueueNotices({
      ...options,
      config: config.notifications,
      autoIssue: config.human_review_policy.auto_issue,
    });
    return { ...idle, enqueued, entries };
  }
}

async function deliverLocked(options: DeliverOptions): Promise<DeliverReport> {
  const { paths, files, config, lock, lockTimeoutMs = 10_000 } = options;
  const started = options.monotonic();
  const outbox = outboxPaths(paths);
  const { enqueued, entries, deliveries } = await withLock(
    lock,
    outbox.enqueueLock,
    lockTimeoutMs,
    async () => {
      const report = await enqueueLocked({
        ...options,
        config: config.notifications,
        autoIssue: config.human_review_policy.auto_issue,
      });
      return { ...report, deliveries: await readDeliveries(files, outbox.folder) };
    },
  );
  const pauses = await Pauses.read(files, outbox.pauses);
  const alive = deliveries.filter(({ status }) => status === "waiting");
  const reports = await settleAll(
    [...groupBy(alive, ({ channel }) => channel)].map(async ([name, mine]) => {
      const channel = config.notifications.channels[name];
      if (channel === undefined) return [name, orphaned(mine)] as const;
      const runner = new ChannelRunner({
        ...options,
        name,
        channel,
        deliveries: mine,
        pauses,
        folder: outbox.folder,
        memory: join(outbox.issues, name),
        remaining: () => options.budgetMs - (options.monotonic() - started),
      });
      return [name, await runner.run()] as const;
    }),
  );
  const sum = (of: (report: ChannelReport) => number): number =>
    reports.reduce((total, [, report]) => total + of(report), 0);
  const died = sum((report) => report.died);
  return {
    busy: false,
    enqueued,
    entries,
    delivered: sum((report) => report.delivered),
    died,
    waiting: sum((report) => report.waiting),
    dead: deliveries.length - alive.length + died,
    channels: Object.fromEntries(reports),
  };
}

const orphaned = (deliveries: readonly Delivery[]): ChannelReport => ({
  delivered: 0,
  died: 0,
  waiting: deliveries.length,
  problem: "is not in the configuration any more; put it back, or drop what waits for it",
});

/** Waits for all before it fails for one: a full disk in one channel must not cut off a request of another. */
async function settleAll<Value>(promises: readonly Promise<Value>[]): Promise<Value[]> {
  const settled = await Promise.allSettled(promises);
  const failed = settled.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}
