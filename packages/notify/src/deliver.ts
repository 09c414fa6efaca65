import { join } from "node:path";
import { messageOf } from "@mvcrs/errors";
import type { ChannelConfig } from "@mvcrs/escalation/ledger";
import type { HeldLock } from "@mvcrs/files/lock";
import { type ChannelReport, ChannelRunner } from "./channel-runner.ts";
import type { DeliverOptions } from "./deliver-options.ts";
import { type Delivery, deliveryName, readDeliveries, readDelivery } from "./delivery.ts";
import { enqueueLocked } from "./enqueue.ts";
import { notifyErrors } from "./errors.ts";
import { groupBy } from "./group-by.ts";
import { withLock } from "./outbox-lock.ts";
import { outboxPaths } from "./outbox-paths.ts";
import { isUnrecorded, recordOutcomes, withoutEndedElsewhere } from "./outcomes.ts";
import { Pause } from "./pause.ts";

export interface DeliverReport {
  /** True where another process was delivering to a channel: its notices were enqueued here, and none sent. */
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

/**
 * Updates the outbox from the log and sends what is due, then has the log say what became of it. At least once: an endpoint
 * that has accepted a delivery before this process was killed may get it again, and every attempt carries the same
 * idempotency key.
 *
 * Enqueuing holds one lock for a moment, delivering one for each channel for as long as that takes, so that a slow
 * endpoint keeps no command from enqueuing its notices, and no other channel from getting later ones. A delivery is
 * picked up only after this process has enqueued itself: then the cursor stands behind every file seen, and a crash of
 * another cannot have one written a second time after it was delivered.
 *
 * @throws OUTBOX_DAMAGED, OUTBOX_BUSY (the enqueue lock), FILE_FAILED; never for what an endpoint does
 */
export async function deliverOutbox(options: DeliverOptions): Promise<DeliverReport> {
  const { paths, files, config, lock, lockTimeoutMs = 10_000 } = options;
  const started = options.monotonic();
  const outbox = outboxPaths(paths);
  const remaining = () => options.budgetMs - (options.monotonic() - started);
  const { enqueued, entries } = await withLock(lock, outbox.enqueueLock, lockTimeoutMs, () =>
    enqueueLocked({
      ...options,
      config: config.notifications,
      autoIssue: config.human_review_policy.auto_issue,
    }),
  );
  const deliveries = await readDeliveries(files, outbox.folder);
  const reports = await settleAll(
    [...groupBy(deliveries, ({ channel }) => channel)].map(
      async ([name, found]) => [name, await deliverTo(name, found, { ...options, remaining })] as const,
    ),
  );
  const sum = (of: (report: ChannelReport) => number): number =>
    reports.reduce((total, [, report]) => total + of(report), 0);
  const died = sum((report) => report.died);
  return {
    busy: reports.some(([, { busy }]) => busy === true),
    enqueued,
    entries,
    delivered: sum((report) => report.delivered),
    died,
    waiting: sum((report) => report.waiting),
    dead: deliveries.filter(({ status }) => status === "dead").length + died,
    channels: Object.fromEntries(reports.filter(([, report]) => hasSomething(report))),
  };
}

type ChannelOptions = DeliverOptions & { readonly remaining: () => number };

/** Delivers to a channel, unless another process does. */
async function deliverTo(
  name: string,
  found: readonly Delivery[],
  options: ChannelOptions,
): Promise<ChannelReport> {
  const { paths, files, lock, config } = options;
  const { folder, deliverLock } = outboxPaths(paths);
  const waiting = found.filter(({ status }) => status === "waiting");
  const channel = config.notifications.channels[name];
  if (channel === undefined) return orphaned(waiting);
  const path = deliverLock(name);
  try {
    return await withLock(lock, path, 0, async () => {
      const turn = await turnOf(name, options);
      if (turn === null) return { delivered: 0, died: 0, waiting: waiting.length, busy: true };
      try {
        // As they are now: another process may have delivered some since they were found.
        const mine: Delivery[] = [];
        for (const delivery of found) {
          const now = await readDelivery(files, folder, deliveryName(delivery));
          if (now !== null) mine.push(now);
        }
        const open = options.shared === undefined ? mine : await withoutEndedElsewhere(mine, options);
        return await deliverLocked(name, channel, open, options);
      } finally {
        await turn.release();
      }
    });
  } catch (thrown) {
    if (!(notifyErrors.is(thrown, "OUTBOX_BUSY") && thrown.details.path === path)) throw thrown;
    return { delivered: 0, died: 0, waiting: waiting.length, busy: true };
  }
}

/** This host's turn to deliver to a channel; `null` where it is another's. */
async function turnOf(name: string, { shared }: ChannelOptions): Promise<Pick<HeldLock, "release"> | null> {
  const alone = { release: async () => undefined };
  if (shared === undefined) return alone;
  let turn: Awaited<ReturnType<typeof shared.take>> = null;
  try {
    turn = await shared.take(name);
    if (turn !== null) await shared.refresh();
    return turn;
  } catch {
    // Nobody can say whose turn it is, nor what the others have told. What was taken is kept alive until it is released, and
    // would keep every host from delivering, this one too.
    await turn?.release();
    return alone;
  }
}

async function deliverLocked(
  name: string,
  channel: ChannelConfig,
  mine: readonly Delivery[],
  options: ChannelOptions,
): Promise<ChannelReport> {
  const { paths, files, record } = options;
  const { folder, pause, issues } = outboxPaths(paths);
  const isShared = options.shared !== undefined;
  const recording = { paths, files, folder, kind: channel.kind, record, isShared };
  let unrecorded: string | undefined;
  const say = async (ended: readonly Delivery[], earlier: boolean): Promise<void> => {
    try {
      await recordOutcomes(ended, earlier, recording);
    } catch (thrown) {
      unrecorded = `what became of ${ended.length} notices is not in the log yet: ${messageOf(thrown)}`;
    }
  };
  await say(mine.filter(isUnrecorded), true);
  const runner = new ChannelRunner({
    ...options,
    ...{ name, channel, folder },
    deliveries: mine.filter(({ status }) => status === "waiting"),
    pause: await Pause.read(files, pause(name)),
    memory: join(issues, name),
    // Whoever takes over after this host has died knows only what the log says, and tells the rest again.
    ...(isShared
      ? { onEnded: async (some) => (unrecorded === undefined ? say(some, false) : undefined) }
      : {}),
  });
  const report = await runner.run().finally(() => say(runner.ended, false));
  return unrecorded === undefined || report.problem !== undefined
    ? report
    : { ...report, problem: unrecorded };
}

/** A channel that has nothing but dead letters is not worth a line. */
const hasSomething = ({ delivered, died, waiting, problem }: ChannelReport): boolean =>
  delivered + died + waiting > 0 || problem !== undefined;

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
