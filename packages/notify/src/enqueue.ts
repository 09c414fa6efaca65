import { join } from "node:path";
import type { Head, LogReader } from "@mvcrs/chain";
import {
  type ArtifactPaths,
  applyEvent,
  type ChallengeLevel,
  type ChannelConfig,
  challengeLevels,
  foldLog,
  type MvcrsEvent,
  type NotificationsConfig,
  readLedger,
  savedFromDefault,
  saveFolded,
} from "@mvcrs/escalation/ledger";
import type { TextFiles } from "@mvcrs/files";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { type Delivery, deliveryName, listDeliveryNames, newDelivery, writeDelivery } from "./delivery.ts";
import type { Notice } from "./notice.ts";
import { isCurrent, noticesOf } from "./notices-of.ts";
import { type TakeOutboxLock, withLock } from "./outbox-lock.ts";
import { outboxPaths } from "./outbox-paths.ts";

export interface EnqueueOptions {
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
  readonly config: NotificationsConfig;
  /** `human_review_policy.auto_issue`: whether channels of kind github get anything. */
  readonly autoIssue: boolean;
  /** The present in milliseconds. */
  readonly clock: () => number;
  readonly lock: TakeOutboxLock;
  /** How long to wait for another process that enqueues, in milliseconds. Default 10 s. */
  readonly lockTimeoutMs?: number;
  /** Entries of the log from which on its folded state is saved. Default 1000. */
  readonly savedFrom?: number;
}

export interface EnqueueReport {
  /** Deliveries written. */
  readonly enqueued: number;
  /** Entries of the log that are turned into deliveries. */
  readonly entries: number;
  /** Channels that the outbox met for the first time. */
  readonly newChannels: readonly string[];
}

/** A new channel is notified of what happened within this time, and of what is older and still open. */
const recentMs = 24 * 3_600_000;

/** Each write waits for the disk; side by side they wait together. */
const writesAtOnce = 16;

/**
 * Turns the entries that the log has gained into deliveries, one file each. The outbox follows from the log: stopped
 * at any step, the next call writes the same files under the same ids and moves the cursor after them.
 *
 * @throws OUTBOX_BUSY, OUTBOX_DAMAGED, FILE_FAILED, what `readLedger` throws
 */
export async function enqueueNotices(options: EnqueueOptions): Promise<EnqueueReport> {
  const { paths, lock, lockTimeoutMs = 10_000 } = options;
  const outbox = outboxPaths(paths);
  return withLock(lock, outbox.enqueueLock, lockTimeoutMs, () => enqueueLocked(options));
}

/** The same for a caller that holds the enqueue lock. */
export async function enqueueLocked(options: EnqueueOptions): Promise<EnqueueReport> {
  const { paths, files, config } = options;
  const outbox = outboxPaths(paths);
  const log = await readLedger(paths);
  try {
    // One length for everything, whatever is appended meanwhile.
    const head = await log.head();
    const { count, chainHash } = head;
    const cursor = await readCursor(files, outbox.cursor);
    const names = Object.keys(config.channels);
    const starts = await startsOf(log, cursor, names, count);
    const newChannels = names.filter((name) => !starts.has(name));
    const listed = Object.keys(cursor).length === names.length;
    if (listed && names.every((name) => starts.get(name) === count))
      return { enqueued: 0, entries: count, newChannels };
    const deliveries = await derive(log, head, starts, options);
    // One that is there already was written before a crash; it may have had attempts since, which must stand.
    const present = new Set([
      ...(await listDeliveryNames(files, outbox.folder)),
      ...(await listDeliveryNames(files, outbox.dropped)),
    ]);
    const missing = deliveries.filter((delivery) => !present.has(deliveryName(delivery)));
    for (let at = 0; at < missing.length; at += writesAtOnce) {
      const some = missing.slice(at, at + writesAtOnce);
      // All of them have ended before the lock is released, also where one failed: the next writer uses their names.
      const written = await Promise.allSettled(
        some.map((delivery) => writeDelivery(files, outbox.folder, delivery)),
      );
      for (const one of written) if (one.status === "rejected") throw one.reason;
    }
    const position = { count, chain_hash: chainHash };
    // A channel taken out of the configuration is forgotten: put back, it is a new one.
    await writeCursor(files, outbox.cursor, Object.fromEntries(names.map((name) => [name, position])));
    return { enqueued: missing.length, entries: count, newChannels };
  } finally {
    await log.close();
  }
}

/** Where each known channel goes on; one whose position is not in this log counts as new. */
async function startsOf(
  log: LogReader<MvcrsEvent>,
  cursor: Cursor,
  names: readonly string[],
  count: number,
): Promise<Map<string, number>> {
  const starts = new Map<string, number>();
  for (const name of names) {
    const position = cursor[name];
    if (position === undefined || position.count > count) continue;
    const same = position.count === 0 || (await log.at(position.count - 1)).leafHash === position.chain_hash;
    if (same) starts.set(name, position.count);
  }
  return starts;
}

/** A state for the next call is saved when the log has gained so many entries. */
const saveEvery = 64;

async function derive(
  log: LogReader<MvcrsEvent>,
  head: Head,
  starts: ReadonlyMap<string, number>,
  { paths, files, config, autoIssue, clock, savedFrom = savedFromDefault }: EnqueueOptions,
): Promise<Delivery[]> {
  const channels = Object.entries(config.channels).filter(
    ([, channel]) => channel.kind !== "github" || autoIssue,
  );
  const recent = new Date(clock() - recentMs).toISOString();
  const isOneNew = Object.keys(config.channels).some((name) => !starts.has(name));
  const first = Math.min(...starts.values());
  let found: { readonly name: string; readonly notice: Notice; readonly known: boolean }[] = [];
  const folder = join(paths.folded, "outbox");
  const { state, from } = await foldLog(log, head, {
    ...{ files, folder, savedFrom },
    // A channel that is new hears of what is old and still so.
    fromStart: isOneNew,
    async accepts({ count }) {
      found = [];
      return count <= first;
    },
    take(before, { seq, event }) {
      if (seq === 0) found = [];
      for (const notice of noticesOf(event, before))
        for (const [name, channel] of channels) {
          const start = starts.get(name);
          if (start !== undefined && seq < start) continue;
          if (accepts(channel, notice)) found.push({ name, notice, known: start !== undefined });
        }
      applyEvent(before, event, seq);
    },
  });
  if (head.count >= savedFrom && head.count - (from?.count ?? 0) >= saveEvery)
    await saveFolded({ files, folder }, state, head.chainHash);
  return found
    .filter(({ notice, known }) => known || notice.at >= recent || isCurrent(notice, state))
    .map(({ name, notice }) => newDelivery(name, notice));
}

const rank = (level: ChallengeLevel): number => challengeLevels.indexOf(level);

/** Whether a channel is to be sent a notice. */
function accepts(channel: ChannelConfig, notice: Notice): boolean {
  if (!notice.audiences.includes(channel.audience)) return false;
  if (rank(notice.level) < rank(channel.min_level)) return false;
  return carries(channel, notice);
}

/** Whether a channel of that kind can be sent a notice, whatever it is set to. */
export function carries(channel: ChannelConfig, notice: Notice): boolean {
  const { kind } = notice.subject;
  if (channel.kind === "github") return kind === "challenge";
  // Only these have an end that closes the incident they open.
  if (channel.kind === "pagerduty") return kind === "challenge" || kind === "trust_lock";
  return true;
}
