import { z } from "zod";

/** The version of all files of a portal. Another one is another format: the page then says that it cannot read it. */
export const formatVersion = 1;

/** Levels as the log names them, least first. */
export const levels = ["soft", "material", "critical"] as const;
export const levelSchema = z.enum(levels);
export type Level = z.infer<typeof levelSchema>;

export const natural = z.int().min(0);
export const hash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * An entry of the log in a line of the timeline. What stands here is what a list shows and what the page folds
 * (`step`); the entry itself is in the log's bundles.
 */
export const timelineEntrySchema = z.strictObject({
  seq: natural,
  type: z.string(),
  at: z.string(),
  actor: z.string(),
  /** What it says, cut to `noteLength`. */
  note: z.string(),
  metric: z.string().optional(),
  /** The challenge that it raises or goes on with, and the entry that raised that. */
  challenge: z.string().optional(),
  raised: natural.optional(),
  /** Who reported what raised it, with `challenge.raised`. */
  source: z.string().optional(),
  pattern: z.string().optional(),
  /** The challenge's level from here on, and the one before where it had one. */
  level: levelSchema.optional(),
  was: levelSchema.optional(),
  deviation: z.number().optional(),
  value: z.number().optional(),
  observations: natural.optional(),
  resolution: z.string().optional(),
  /** 1 where it makes a challenge overdue, -1 where one is overdue no more. */
  overdue: z.union([z.literal(1), z.literal(-1)]).optional(),
  /** When the review was due, with `challenge.overdue`; when a mute ends, with `metric.muted`. */
  until: z.string().optional(),
  /** The lock that is engaged, with `trust_lock.engaged`. */
  lock: z.string().optional(),
  /** Whether what was done elsewhere is well, where the entry says so. */
  ok: z.boolean().optional(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** Longest note of a line, in UTF-16 code units. */
export const noteLength = 240;
