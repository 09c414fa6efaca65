import type { DamageCode } from "../../errors.ts";
import { MAX_LINE_BYTES } from "./scan-line.ts";

/** The error code of a line that `scanLine` refuses, and in words. */
export function badLine(length: number): readonly [code: DamageCode, reason: string] {
  return length > MAX_LINE_BYTES
    ? ["LOG_LINE_TOO_LONG", "the line is longer than any entry"]
    : ["LOG_LINE_NOT_CANONICAL", "the line is not a canonical entry"];
}
