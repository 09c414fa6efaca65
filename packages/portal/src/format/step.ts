import type { Level, TimelineEntry } from "./entry.ts";
import { lastLevels, type OpenRow, type Snapshot } from "./snapshot.ts";

export type { Snapshot } from "./snapshot.ts";

/** A snapshot while it is folded: its open challenges by their ids. */
export interface Folding {
  snapshot: Omit<Snapshot, "worst">;
  readonly open: Map<string, OpenRow>;
}

export const emptySnapshot = (): Snapshot => ({
  count: 0,
  last_at: null,
  lock: null,
  open: { soft: 0, material: 0, critical: 0 },
  totals: { soft: 0, material: 0, critical: 0 },
  overdue: 0,
  closed: {},
  mutes: [],
  last_levels: [],
  deviation_sum: 0,
  worst: [],
});

/** How urgent a challenge is: what is above is worse. */
export const severity = (level: Level): number => (level === "critical" ? 2 : level === "material" ? 1 : 0);

/**
 * Folds one entry into a snapshot, which is changed. The counts need nothing but the entry, so they are right where
 * `open` holds only the worst challenges.
 */
export function step({ snapshot, open }: Folding, entry: TimelineEntry): void {
  snapshot.count = entry.seq + 1;
  snapshot.last_at = entry.at;
  snapshot.overdue += entry.overdue ?? 0;
  switch (entry.type) {
    case "challenge.raised":
      raise({ snapshot, open }, entry);
      return;
    case "challenge.extended":
      extend({ snapshot, open }, entry);
      return;
    case "challenge.acknowledged":
      change(open, entry, {
        status: "acknowledged",
        acknowledged_at: entry.at,
        acknowledged_by: entry.actor,
        overdue_since: null,
      });
      return;
    case "challenge.overdue":
      change(open, entry, { overdue_since: entry.until ?? entry.at });
      return;
    case "challenge.resolved":
      if (entry.was !== undefined) {
        snapshot.open[entry.was] -= 1;
        const how = entry.resolution ?? "";
        snapshot.closed = { ...snapshot.closed, [how]: (snapshot.closed[how] ?? 0) + 1 };
      }
      open.delete(entry.challenge ?? "");
      return;
    case "trust_lock.engaged":
      snapshot.lock = {
        id: entry.lock ?? "",
        seq: entry.seq,
        engaged_at: entry.at,
        actor: entry.actor,
        reason: entry.note,
        challenge: entry.challenge ?? null,
      };
      return;
    case "trust_lock.released":
      snapshot.lock = null;
      return;
    case "metric.muted":
      snapshot.mutes = [...without(snapshot.mutes, entry.metric), [entry.metric ?? "", entry.until ?? ""]];
      return;
    case "metric.unmuted":
      snapshot.mutes = without(snapshot.mutes, entry.metric);
      return;
    default:
      return;
  }
}

const without = (mutes: Snapshot["mutes"], metric: string | undefined): Snapshot["mutes"] =>
  mutes.filter(([name]) => name !== metric);

function raise({ snapshot, open }: Folding, entry: TimelineEntry): void {
  const { level, challenge: id, seq, at } = entry;
  if (level === undefined || id === undefined) return;
  snapshot.open[level] += 1;
  snapshot.totals[level] += 1;
  snapshot.deviation_sum += entry.deviation ?? 0;
  snapshot.last_levels = [{ seq, at, level }, ...snapshot.last_levels].slice(0, lastLevels);
  open.set(id, {
    ...{ id, seq, level, status: "open", raised_at: at, level_since: at },
    metric: entry.metric ?? "",
    source: entry.source ?? "",
    pattern: entry.pattern ?? "",
    acknowledged_at: null,
    acknowledged_by: null,
    overdue_since: null,
    deviation: entry.deviation ?? 0,
    observations: 1,
    value: entry.value ?? 0,
  });
}

function extend({ snapshot, open }: Folding, entry: TimelineEntry): void {
  const { level, was } = entry;
  if (level === undefined || was === undefined) return;
  if (level !== was) {
    snapshot.open[was] -= 1;
    snapshot.open[level] += 1;
  }
  change(open, entry, {
    level,
    ...(level === was ? {} : { level_since: entry.at }),
    ...(entry.pattern === undefined ? {} : { pattern: entry.pattern }),
    ...(entry.deviation === undefined ? {} : { deviation: entry.deviation }),
    ...(entry.observations === undefined ? {} : { observations: entry.observations }),
    ...(entry.value === undefined ? {} : { value: entry.value }),
  });
}

function change(open: Map<string, OpenRow>, { challenge = "" }: TimelineEntry, to: Partial<OpenRow>): void {
  const row = open.get(challenge);
  if (row !== undefined) open.set(challenge, { ...row, ...to });
}
