import { join } from "node:path";
import { type ArtifactPaths, renderJson } from "@mvcrs/escalation/ledger";
import type { TextFiles } from "@mvcrs/files";
import { type Delivery, deliveryName, readDeliveries, writeDelivery } from "./delivery.ts";
import { notifyErrors } from "./errors.ts";
import { type TakeOutboxLock, withLock } from "./outbox-lock.ts";
import { outboxPaths } from "./outbox-paths.ts";
import { Pauses } from "./pauses.ts";

export interface OutboxOptions {
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
  readonly lock: TakeOutboxLock;
  /** How long to wait for a process that delivers, in milliseconds. Default 10 s. */
  readonly lockTimeoutMs?: number;
}

/** What the outbox holds, in the order of the log. Takes no lock. @throws OUTBOX_DAMAGED */
export function listOutbox({ paths, files }: Omit<OutboxOptions, "lock">): Promise<Delivery[]> {
  return readDeliveries(files, outboxPaths(paths).folder);
}

/**
 * Makes deliveries due at once and forgets their attempts: one by the start of its id, or every dead one. Returns those
 * it changed.
 *
 * @throws DELIVERY_UNKNOWN, DELIVERY_AMBIGUOUS, OUTBOX_BUSY
 */
export async function retryDeliveries(
  options: OutboxOptions,
  which: { readonly id: string } | "all-dead",
): Promise<Delivery[]> {
  return exclusively(options, async (deliveries, folder) => {
    const chosen =
      which === "all-dead"
        ? deliveries.filter(({ status }) => status === "dead")
        : [findDelivery(deliveries, which.id)];
    const pauses = await Pauses.read(options.files, outboxPaths(options.paths).pauses);
    const changed: Delivery[] = [];
    for (const delivery of chosen) {
      // At least one attempt was made: the channel must go on looking for its effect.
      const attempts = Math.min(1, delivery.attempts);
      const again: Delivery = { ...delivery, status: "waiting", attempts, not_before: null };
      await writeDelivery(options.files, folder, again);
      await pauses.set(delivery.channel, null);
      changed.push(again);
    }
    return changed;
  });
}

export interface Drop {
  /** Start of the delivery's id. */
  readonly id: string;
  readonly reason: string;
  readonly actor: string;
  /** RFC 3339 UTC. */
  readonly at: string;
}

/**
 * Takes a delivery out of the outbox undelivered, and keeps it with who and why under `dropped/`: a cursor that is
 * lost must not bring it back.
 *
 * @throws DELIVERY_UNKNOWN, DELIVERY_AMBIGUOUS, OUTBOX_BUSY
 */
export async function dropDelivery(options: OutboxOptions, drop: Drop): Promise<Delivery> {
  return exclusively(options, async (deliveries, folder) => {
    const delivery = findDelivery(deliveries, drop.id);
    const name = deliveryName(delivery);
    const { reason, actor, at } = drop;
    const record = renderJson({ reason, actor, at, delivery });
    await options.files.write(join(outboxPaths(options.paths).dropped, name), record);
    await options.files.remove(join(folder, name));
    return delivery;
  });
}

function exclusively<Result>(
  { paths, files, lock, lockTimeoutMs = 10_000 }: OutboxOptions,
  action: (deliveries: readonly Delivery[], folder: string) => Promise<Result>,
): Promise<Result> {
  const { folder, deliverLock } = outboxPaths(paths);
  return withLock(lock, deliverLock, lockTimeoutMs, async () =>
    action(await readDeliveries(files, folder), folder),
  );
}

function findDelivery(deliveries: readonly Delivery[], prefix: string): Delivery {
  const wanted = prefix.toLowerCase();
  const matches = wanted === "" ? [] : deliveries.filter(({ id }) => id.startsWith(wanted));
  const [first] = matches;
  if (first === undefined) throw notifyErrors.create("DELIVERY_UNKNOWN", { id: prefix });
  if (matches.length > 1)
    throw notifyErrors.create("DELIVERY_AMBIGUOUS", { id: prefix, matches: matches.map(({ id }) => id) });
  return first;
}
