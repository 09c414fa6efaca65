import type { RecordedSlash, RunReceipt } from "./receipt.ts";

/** A slash that was taken or withheld, in one line: what the receipt's log says of it. */
export function describeSlash(
  { validator, reason, state, amount, note }: RecordedSlash,
  { round }: Pick<RunReceipt, "round">,
): string {
  if (state !== "done") return `validator not slashed: ${reason} (${validator}, ${note})`;
  return `validator slashed: ${reason} (${validator}, ${amount}, round ${round?.id ?? "?"}${note === "" ? "" : `, ${note}`})`;
}
