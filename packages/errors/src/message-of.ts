import { isCodedError } from "./coded-error.ts";

/** The one-line message of anything that was thrown, for use inside another message. */
export function messageOf(thrown: unknown): string {
  const text = isCodedError(thrown)
    ? thrown.summary
    : thrown instanceof Error
      ? thrown.message
      : String(thrown);
  return text.split("\n", 1)[0] ?? "";
}
