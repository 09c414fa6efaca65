import { z } from "zod";
import { hash, natural, timelineEntrySchema } from "./entry.ts";

/** Entries that one message carries at most. A client that is further behind is told to read the files again. */
export const entriesPerMessage = 256;

/** `event: entries`, with the log's count behind its last entry as `id`. */
export const entriesEventSchema = z.strictObject({
  from: natural,
  count: natural,
  chain_hash: hash,
  entries: z.array(timelineEntrySchema).min(1).max(entriesPerMessage),
});
export type EntriesEvent = z.infer<typeof entriesEventSchema>;

/** `event: overview`: `data/overview.json` has changed. */
export const overviewEventSchema = z.strictObject({ etag: z.string() });

/** `event: reset`, with the log's count as `id`: too much was missed, or the log is another; read the files again. */
export const resetEventSchema = z.strictObject({ count: natural });

/** What the page sends when a person acts. */
export const actionSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("acknowledge"),
    challenge: z.uuid(),
    reason: z.string().min(1).max(4000),
  }),
  z.strictObject({
    kind: z.literal("resolve"),
    challenge: z.uuid(),
    resolution: z.enum(["remediated", "rejected", "superseded"]),
    reason: z.string().min(1).max(4000),
  }),
  z.strictObject({
    kind: z.literal("mute"),
    metric: z.string().min(1),
    until: z.string(),
    owner: z.string().min(1).max(200),
    reason: z.string().min(1).max(4000),
  }),
  z.strictObject({
    kind: z.literal("unmute"),
    metric: z.string().min(1),
    reason: z.string().min(1).max(4000),
  }),
]);
export type Action = z.infer<typeof actionSchema>;
