import { join } from "node:path";
import { followUpId, renderJson } from "@mvcrs/escalation/ledger";
import { checkJson, describeProblems, type TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { notifyErrors } from "./errors.ts";
import { type Notice, noticeSchema } from "./notice.ts";

/** One notice on its way to one channel: one file in `state/outbox/`, gone once the log says that it is delivered. */
const deliverySchema = z.strictObject({
  version: z.literal(1),
  /**
   * Idempotency key: a UUIDv5 over the channel, the event and its place in the log, the same for every attempt. The
   * event counts because a restored or repaired log may have another one in that place, which is no repetition.
   */
  id: z.uuid(),
  channel: z.string(),
  /** `delivered` until the log says so. */
  status: z.enum(["waiting", "delivered", "dead"]),
  /** Attempts begun; written before each, so that a crash in between shows. */
  attempts: z.int().min(0),
  /** No attempt before this, RFC 3339 UTC; `null` for at once. */
  not_before: z.iso.datetime({ precision: 3 }).nullable(),
  /** Why the last attempt failed, in our own words. */
  last_error: z.string().nullable(),
  /** When it was delivered or given up. */
  ended_at: z.iso.datetime({ precision: 3 }).optional(),
  /** The log says that it was given up. */
  recorded: z.literal(true).optional(),
  notice: noticeSchema,
});
export type Delivery = z.infer<typeof deliverySchema>;

export function newDelivery(channel: string, notice: Notice): Delivery {
  return {
    version: 1,
    id: followUpId("notification", `${channel}/${notice.event_id}`, notice.seq),
    channel,
    status: "waiting",
    attempts: 0,
    not_before: null,
    last_error: null,
    notice,
  };
}

const namePattern = /^\d{12}-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\.json$/;

/** In the order of the log, which is the order of the names. */
export const deliveryName = ({ id, notice }: Delivery): string =>
  `${String(notice.seq).padStart(12, "0")}-${id}.json`;

export async function listDeliveryNames(files: TextFiles, folder: string): Promise<readonly string[]> {
  return (await files.list(folder)).filter((name) => namePattern.test(name));
}

export async function writeDelivery(files: TextFiles, folder: string, delivery: Delivery): Promise<void> {
  await files.write(join(folder, deliveryName(delivery)), renderJson(delivery));
}

/** `null` where it was delivered or dropped meanwhile. @throws OUTBOX_DAMAGED */
export async function readDelivery(files: TextFiles, folder: string, name: string): Promise<Delivery | null> {
  const path = join(folder, name);
  const text = await files.read(path);
  return text === null ? null : parseStored(deliverySchema, text, path);
}

/** Every delivery of the outbox, in the order of the log. @throws OUTBOX_DAMAGED */
export async function readDeliveries(files: TextFiles, folder: string): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const name of await listDeliveryNames(files, folder)) {
    const delivery = await readDelivery(files, folder, name);
    if (delivery !== null) deliveries.push(delivery);
  }
  return deliveries;
}

/** Parses a file that the outbox wrote. @throws OUTBOX_DAMAGED */
export function parseStored<Value>(schema: z.ZodType<Value>, text: string, path: string): Value {
  const checked = checkJson(text, schema);
  if (checked.ok) return checked.value;
  const problem = describeProblems(checked.problems);
  throw notifyErrors.create("OUTBOX_DAMAGED", { path, problem });
}
