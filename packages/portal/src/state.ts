import { z } from "zod";
import { hash, natural, type TimelineEntry, timelineEntrySchema } from "./format/entry.ts";
import type { Agreement, DayRow, MetricRow } from "./format/files.ts";
import { agreementSchema, dayRowSchema, metricRowSchema } from "./format/files.ts";
import { openRowSchema, type Snapshot, snapshotSchema, worstRows } from "./format/snapshot.ts";
import { emptySnapshot, type Folding, severity } from "./format/step.ts";
import { noAgreement } from "./tallies.ts";

/** `data/state.json`: what the next build goes on from. */
export const stateSchema = z.strictObject({
  format: z.literal("mvcrs portal"),
  version: z.literal(1),
  /** Entries folded, and the leaf hash of the last. */
  count: natural,
  chain_hash: hash,
  /** Challenges ever raised. */
  challenges: natural,
  snapshot: snapshotSchema,
  open: z.array(z.tuple([natural, openRowSchema])),
  days: z.array(dayRowSchema),
  agreement: agreementSchema,
  metrics: z.array(metricRowSchema),
  latest: z.array(timelineEntrySchema),
});
type Saved = z.infer<typeof stateSchema>;

/** What the entries so far add up to. */
export interface PortalState {
  count: number;
  chainHash: string;
  challenges: number;
  readonly folding: Folding;
  /** The places of the open challenges in the order raised. */
  readonly ordinals: Map<string, number>;
  readonly days: Map<string, DayRow>;
  readonly agreement: Agreement;
  readonly metrics: Map<string, MetricRow>;
  /** The newest entry of each type. */
  readonly latest: Map<string, TimelineEntry>;
}

export const noHash = "0".repeat(64);

export const emptyState = (): PortalState => ({
  count: 0,
  chainHash: noHash,
  challenges: 0,
  folding: { snapshot: emptySnapshot(), open: new Map() },
  ordinals: new Map(),
  days: new Map(),
  agreement: noAgreement(),
  metrics: new Map(),
  latest: new Map(),
});

/** The snapshot for a file: with the worst of what is open. */
export function snapshotOf({ folding: { snapshot, open } }: PortalState): Snapshot {
  const worse = (a: { level: "soft" | "material" | "critical"; seq: number }, b: typeof a) =>
    severity(b.level) - severity(a.level) || a.seq - b.seq;
  let worst: Snapshot["worst"] = [];
  for (const row of open.values()) {
    worst.push(row);
    // Many more may be open than are named.
    if (worst.length > 8 * worstRows) worst = worst.sort(worse).slice(0, worstRows);
  }
  worst = worst.sort(worse).slice(0, worstRows);
  return structuredClone({ ...snapshot, worst });
}

export function formatState(state: PortalState): Saved {
  const { snapshot, open } = state.folding;
  return {
    format: "mvcrs portal",
    version: 1,
    count: state.count,
    chain_hash: state.chainHash,
    challenges: state.challenges,
    snapshot: { ...snapshot, worst: [] },
    open: Array.from(open.values(), (row) => [state.ordinals.get(row.id) ?? 0, row]),
    days: [...state.days.values()],
    agreement: state.agreement,
    metrics: [...state.metrics.values()],
    latest: [...state.latest.values()],
  };
}

export function parseState(saved: Saved): PortalState {
  const { worst: _, ...snapshot } = saved.snapshot;
  return {
    count: saved.count,
    chainHash: saved.chain_hash,
    challenges: saved.challenges,
    folding: { snapshot, open: new Map(saved.open.map(([, row]) => [row.id, row])) },
    ordinals: new Map(saved.open.map(([ordinal, { id }]) => [id, ordinal])),
    days: new Map(saved.days.map((row) => [row.day, row])),
    agreement: saved.agreement,
    metrics: new Map(saved.metrics.map((row) => [row.name, row])),
    latest: new Map(saved.latest.map((entry) => [entry.type, entry])),
  };
}
