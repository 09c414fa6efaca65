import { join } from "node:path";
import { type ArtifactPaths, renderJson } from "@mvcrs/escalation/ledger";
import type { TextFiles } from "@mvcrs/files";
import { type Delivery, deliveryName, readDeliveries, writeDelivery } from "./delivery.ts";
import { notifyErrors } from "./errors.ts";
import { type TakeOutboxLock, withLocks } from "./outbox-lock.ts";
import { outboxPaths } from "./outbox-paths.ts";
import { Pause } from "./pause.ts";

export interface OutboxOptions {
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
  readonly lock: TakeOutboxLock;
  /** How long to wait for a process that delivers, in milliseconds. Default 10 s. */
  readonly lockTimeoutMs?: number;
}

/** A delivery that no endpoint has accepted. */
export type Undelivered = Delivery & { readonly status: "waiting" | "dead" };

/** What is not delivered, in the order of the log. Takes no lock. @throws OUTBOX_DAMAGED */
export async function listOutbox({ paths, files }: Omit<OutboxOptions, "lock">): Promise<Undelivered[]> {
  const deliveries = await readDeliveries(files, outboxPaths(paths).folder);
  return deliveries.filter((one): one is Undelivered => one.status !== "delivered");
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
  const choose = (deliveries: readonly Delivery[]) =>
    which === "all-dead"
      ? deliveries.filter(({ status }) => status === "dead")
      : [findDelivery(deliveries, which.id)];
  return exclusively(options, choose, async (chosen, folder) => {
    const changed: Delivery[] = [];
    for (const { ended_at: _, recorded: __, ...delivery } of chosen) {
      // At least one attempt was made: the channel must go on looking for its effect.
      const attempts = Math.min(1, delivery.attempts);
      const again: Delivery = { ...delivery, status: "waiting", attempts, not_before: null };
      await writeDelivery(options.files, folder, again);
      const pause = await Pause.read(options.files, outboxPaths(options.paths).pause(delivery.channel));
      await pause.end();
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
  const choose = (deliveries: readonly Delivery[]) => [findDelivery(deliveries, drop.id)] as const;
  return exclusively(options, choose, async ([delivery], folder) => {
    const name = deliveryName(delivery);
    const { reason, actor, at } = drop;
    const record = renderJson({ reason, actor, at, delivery });
    await options.files.write(join(outboxPaths(options.paths).dropped, name), record);
    await options.files.remove(join(folder, name));
    return delivery;
  });
}

/** Does something with deliveries that nobody delivers meanwhile: chosen again once their channels are held. */
async function exclusively<Chosen extends readonly Delivery[], Result>(
  options: OutboxOptions,
  choose: (deliveries: readonly Delivery[]) => Chosen,
  action: (chosen: Chosen, folder: string) => Promise<Result>,
): Promise<Result> {
  const { paths, lock, lockTimeoutMs = 10_000 } = options;
  const { folder, deliverLock } = outboxPaths(paths);
  const channels = new Set(choose(await listOutbox(options)).map(({ channel }) => channel));
  return withLocks(lock, [...channels].sort().map(deliverLock), lockTimeoutMs, async () => {
    const held = (await listOutbox(options)).filter(({ channel }) => channels.has(channel));
    return action(choose(held), folder);
  });
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
