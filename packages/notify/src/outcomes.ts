import { join } from "node:path";
import {
  type ArtifactPaths,
  type ChannelConfig,
  type EventOf,
  fieldLabel,
  followUpId,
  readLedger,
} from "@mvcrs/escalation/ledger";
import type { TextFiles } from "@mvcrs/files";
import { type Delivery, deliveryName, writeDelivery } from "./delivery.ts";
import { outboxPaths } from "./outbox-paths.ts";

type Ended = EventOf<"notice.ended">;

/** Who records what became of notices: they go by themselves. */
const actor = "mvcrs";
const longestProblem = 1000;

/** Whether the log is still to say what became of a delivery. One that was given up by an earlier version says no time. */
export const isUnrecorded = ({ status, ended_at, recorded }: Delivery): boolean =>
  status !== "waiting" && ended_at !== undefined && recorded === undefined;

/** What became of a delivery, as the log says it. The same delivery has the same id, however often it comes. */
function endedEvent(delivery: Delivery, kind: ChannelConfig["kind"]): Ended {
  const { id, channel, status, attempts, notice, last_error, ended_at = notice.at } = delivery;
  const outcome = status === "delivered" ? "delivered" : "given_up";
  return {
    type: "notice.ended",
    // One that was given up may be tried again, and delivered or given up once more.
    id: followUpId("notice.ended", outcome === "delivered" ? id : `${id}/${ended_at}`, 0),
    at: ended_at,
    actor,
    outcome,
    notice: id,
    channel,
    kind,
    about: notice.seq,
    about_id: notice.event_id,
    ...(notice.challenge === null ? {} : { challenge_id: notice.challenge.id }),
    attempts: Math.max(1, attempts),
    ...(outcome === "given_up" && last_error !== null
      ? { problem: last_error.slice(0, longestProblem) }
      : {}),
    ...(notice.relay_of === undefined ? {} : { relay_of: notice.relay_of }),
  };
}

export interface OutcomeOptions {
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
  readonly folder: string;
  readonly kind: ChannelConfig["kind"];
  readonly record: (make: () => Promise<readonly Ended[]>) => Promise<unknown>;
  /** Whether other hosts tell as well: while nobody could say whose turn it was, they may have told the same. Default false. */
  readonly isShared?: boolean;
}

/**
 * Has the log say what became of deliveries to a channel, and lets go of those that were delivered. Called by who holds the
 * channel's lock. Killed before the log says so, the next call goes on; killed after that, `earlier` ones are looked for in it.
 */
export async function recordOutcomes(
  ended: readonly Delivery[],
  earlier: boolean,
  { paths, files, folder, kind, record, isShared = false }: OutcomeOptions,
): Promise<void> {
  if (ended.length === 0) return;
  // In the order of the log: subjects are served side by side.
  const events = ended
    .map((delivery) => endedEvent(delivery, kind))
    .sort((one, other) => one.about - other.about);
  const unknown = async (): Promise<readonly Ended[]> => {
    const known = await recordedIn(paths, Math.min(...events.map(({ about }) => about)));
    return events.filter(({ id }) => !known.has(id));
  };
  const fresh = earlier ? await unknown() : events;
  if (fresh.length > 0) await record(isShared ? unknown : async () => fresh);
  for (const delivery of ended)
    if (delivery.status === "delivered") await files.remove(join(folder, deliveryName(delivery)));
    else await writeDelivery(files, folder, { ...delivery, recorded: true });
}

/** The ids of what the log says became of notices, from an entry on. */
async function recordedIn(paths: ArtifactPaths, from: number): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { id } of endedFrom(paths, from)) ids.add(id);
  return ids;
}

/** What became of each notice in the end, by its id, as the log says it from an entry on. */
async function endedIn(paths: ArtifactPaths, from: number): Promise<ReadonlyMap<string, Ended>> {
  const ended = new Map<string, Ended>();
  for await (const event of endedFrom(paths, from)) ended.set(event.notice, event);
  return ended;
}

async function* endedFrom(paths: ArtifactPaths, from: number): AsyncGenerator<Ended> {
  await using log = await readLedger(paths);
  const where = { labels: [fieldLabel.type("notice.ended")] };
  const { count } = await log.head();
  if (from >= count) return;
  for await (const { event } of log.entries({ from, where })) if (event.type === "notice.ended") yield event;
}

/**
 * Deliveries that no other host has ended, as the log says it: one that was delivered there is let go of here, one that was given up
 * is a dead letter here too. What this host has begun to end itself stays.
 */
export async function withoutEndedElsewhere(
  deliveries: readonly Delivery[],
  { paths, files }: Pick<OutcomeOptions, "paths" | "files">,
): Promise<readonly Delivery[]> {
  const waiting = deliveries.filter(({ status }) => status === "waiting");
  if (waiting.length === 0) return deliveries;
  const { folder } = outboxPaths(paths);
  const ended = await endedIn(paths, Math.min(...waiting.map(({ notice }) => notice.seq)));
  const open: Delivery[] = [];
  for (const delivery of deliveries) {
    const event = delivery.status === "waiting" ? ended.get(delivery.id) : undefined;
    if (event === undefined) open.push(delivery);
    else if (event.outcome === "delivered") await files.remove(join(folder, deliveryName(delivery)));
    // One that was tried here is on its way again: a person asked for it, or this host has not given up.
    else if (delivery.attempts > 0) open.push(delivery);
    else await writeDelivery(files, folder, dead(delivery, event));
  }
  return open;
}

const dead = (delivery: Delivery, { at, attempts, problem }: Ended): Delivery => ({
  ...delivery,
  ...{ status: "dead", attempts, last_error: problem ?? null, ended_at: at, recorded: true },
});
