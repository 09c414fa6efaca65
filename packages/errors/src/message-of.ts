import { isCodedError } from "./coded-error.ts";

/**
 * The one-line message of anything that was thrown, for use inside another message.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { messageOf } from "@mvcrs/errors";
 *
 * assert.equal(messageOf(new Error("no answer\n  after 10 s")), "no answer");
 * assert.equal(messageOf("thrown as text"), "thrown as text");
 * ```
 */
export function messageOf(thrown: unknown): string {
  const text = isCodedError(thrown)
    ? thrown.summary
    : thrown instanceof Error
      ? thrown.message
      : String(thrown);
  return text.split("\n", 1)[0] ?? "";
}
