import { canonicalize } from "@mvcrs/canonical";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { scanValue } from "../internal/line/canonical-scan.ts";
import { assertFits, maxEventBytes } from "../internal/write/writer.ts";
import { prepareEvent } from "../log/prepared-event.ts";

/**
 * The canonical JSON of an event, as a log with this schema will hold it. The schema must be synchronous.
 *
 * @throws what `canonicalize` throws, EVENT_INVALID, EVENT_TOO_LARGE
 */
export function canonicalEvent<E>(event: unknown, schema?: StandardSchemaV1<unknown, E>): string {
  if (schema !== undefined) return prepareEvent(event, schema).json;
  const json = canonicalize(event);
  assertFits(json);
  return json;
}

/** Whether these bytes are one event as a log holds it: canonical JSON, and not too long for a line. */
export function isCanonicalEvent(bytes: Uint8Array): boolean {
  return bytes.length <= maxEventBytes && scanValue(bytes, 0, bytes.length, 0) === bytes.length;
}
