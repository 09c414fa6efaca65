import { renderJson } from "@mvcrs/escalation/ledger";
import type { TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { parseStored } from "./delivery.ts";

const positionSchema = z.strictObject({
  /** Entries of the log that have been turned into deliveries. */
  count: z.int().min(0),
  /** The log's chain hash there: a cursor into another log is worth nothing. */
  chain_hash: z.string().regex(/^[0-9a-f]{64}$/),
});

const cursorSchema = z.strictObject({
  version: z.literal(1),
  channels: z.record(z.string(), positionSchema),
});
export type Cursor = z.infer<typeof cursorSchema>["channels"];

/** How far each channel has read; none yet where there is no file. @throws OUTBOX_DAMAGED */
export async function readCursor(files: TextFiles, path: string): Promise<Cursor> {
  const text = await files.read(path);
  return text === null ? {} : parseStored(cursorSchema, text, path).channels;
}

export async function writeCursor(files: TextFiles, path: string, channels: Cursor): Promise<void> {
  await files.write(path, renderJson({ version: 1, channels }));
}
