import { z } from "zod";
import { levelSchema, natural } from "./entry.ts";

const perLevel = z.strictObject({ soft: natural, material: natural, critical: natural });

/** An open challenge in a row. */
export const openRowSchema = z.strictObject({
  id: z.string(),
  /** The entry that raised it. */
  seq: natural,
  metric: z.string(),
  source: z.string(),
  pattern: z.string(),
  level: levelSchema,
  status: z.enum(["open", "acknowledged"]),
  raised_at: z.string(),
  level_since: z.string(),
  acknowledged_at: z.string().nullable(),
  acknowledged_by: z.string().nullable(),
  overdue_since: z.string().nullable(),
  deviation: z.number(),
  observations: natural,
  value: z.number(),
});
export type OpenRow = z.infer<typeof openRowSchema>;

export const lockRowSchema = z.strictObject({
  id: z.string(),
  seq: natural,
  engaged_at: z.string(),
  actor: z.string(),
  reason: z.string(),
  challenge: z.string().nullable(),
});

/** The state as of an entry, as far as `?at=SEQ` shows it. */
export const snapshotSchema = z.strictObject({
  /** Entries that it takes in. */
  count: natural,
  last_at: z.string().nullable(),
  lock: lockRowSchema.nullable(),
  open: perLevel,
  totals: perLevel,
  overdue: natural,
  /** Closed, by how. */
  closed: z.record(z.string(), natural),
  /** Metrics that are muted, and until when. */
  mutes: z.array(z.tuple([z.string(), z.string()])),
  /** Levels of the challenges raised last, the newest first. */
  last_levels: z.array(z.strictObject({ seq: natural, at: z.string(), level: levelSchema })),
  deviation_sum: z.number(),
  /** Open challenges, the worst first: in a file no more than `worstRows`. */
  worst: z.array(openRowSchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Open challenges that a snapshot in a file names. */
export const worstRows = 50;
/** Levels that are remembered. */
export const lastLevels = 24;
