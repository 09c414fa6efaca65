import { canonicalize } from "@mvcrs/canonical";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { scanValue } from "../internal/line/canonical-scan.ts";
import { NEWLINE } from "../internal/line/scan-line.ts";
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

/** Whether these bytes are events as a log holds them, separated by newlines: canonical JSON, and none too long for a line. */
export function areCanonicalEvents(bytes: Uint8Array): boolean {
  for (let start = 0; ; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    if (end - start > maxEventBytes || scanValue(bytes, start, end, 0) !== end) return false;
    if (newline < 0) return true;
    start = newline + 1;
  }
}
