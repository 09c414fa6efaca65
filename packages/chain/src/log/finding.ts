// What a verification can find wrong. Findings are data, not errors: one report carries all of them.

const catalogue = {
  NOT_UTF8: {
    message: () => "the line is not UTF-8",
    hint: "The bytes were changed or damaged. Restore the file from a copy that verifies.",
  },
  NOT_CANONICAL: {
    message: () => "the line is not the canonical form (RFC 8785) of an entry",
    hint: "The line was changed, or written by something else. Restore the file from a copy that verifies.",
  },
  LINE_TOO_LONG: {
    message: (values: Values) => `the line has ${values["length"]} bytes; an entry has at most 65535`,
    hint: "No writer of this format made it. Restore the file from a copy that verifies.",
  },
  BAD_LINK: {
    message: (values: Values) =>
      `prev is ${values["prev"]}, but the entry before hashes to ${values["expected"]}`,
    hint: "The entry before was changed, removed or replaced. Compare both with a copy that verifies.",
  },
  SEQ_GAP: {
    message: (values: Values) =>
      `the entry has number ${values["found"]} where ${values["expected"]} belongs`,
    hint: "Entries before it are missing. Restore them from a copy that verifies.",
  },
  SEQ_DUPLICATE: {
    message: (values: Values) =>
      `the number ${values["found"]} comes again where ${values["expected"]} belongs`,
    hint: "Entries were repeated or reordered, or two writers were at work. Compare with a copy that verifies.",
  },
  TORN_TAIL: {
    message: (values: Values) => `${values["length"]} bytes at the end have no newline`,
    hint: "A write was cut off, or one is under way. Opening the log for writing sets the tail aside.",
  },
  TRUNCATED: {
    message: (values: Values) =>
      `${values["by"]} vouches for ${values["expected"]}, the log has ${values["found"]}`,
    hint: "The end of the log was lost or removed. Restore it from a copy that verifies.",
  },
  META_UNREADABLE: {
    message: (values: Values) => `the meta file cannot be used: ${values["reason"]}`,
    hint: "Opening the log for writing rebuilds it from the log.",
  },
  META_MISMATCH: {
    message: (values: Values) =>
      `the meta file says ${values["field"]} ${values["expected"]}, the log gives ${values["found"]}`,
    hint: "Either the log or its meta file was changed. Verify against a checkpoint, then repair explicitly.",
  },
  CHECKPOINT_BAD: {
    message: (values: Values) => `${values["by"]} cannot be trusted: ${values["reason"]}`,
    hint: "Check that it is the file you meant, and that the verifier keys are the log's.",
  },
  CHECKPOINT_INCONSISTENT: {
    message: (values: Values) =>
      `${values["by"]} commits to root ${values["expected"]} at ${values["size"]} entries, the log has ${values["found"]}`,
    hint: "History was rewritten after the checkpoint was signed. Keep both files as evidence.",
  },
  SEGMENT_MISSING: {
    message: (values: Values) =>
      `entries ${values["first"]} to ${values["last"]} are away and were not read: there is no ${values["file"]}; ${values["rest"]}`,
    hint: "Bring the file back (mount its disk, or copy it there) and verify again.",
  },
  SEGMENT_DAMAGED: {
    message: (values: Values) =>
      `entries ${values["first"]} to ${values["last"]} were not read, since ${values["file"]} is damaged: ${values["reason"]}; ${values["rest"]}`,
    hint: "Restore the file from a copy and verify again.",
  },
  SEGMENT_MISMATCH: {
    message: (values: Values) =>
      `the list of segments says ${values["field"]} ${values["expected"]} of ${values["file"]}, its lines give ${values["found"]}`,
    hint: "Either the segment or the list was changed. Compare both with a copy that verifies.",
  },
  SEGMENTS_UNREADABLE: {
    message: (values: Values) => `the list of segments ${values["by"]} cannot be used: ${values["reason"]}`,
    hint: "Restore it from a copy, or have it made again from the segments.",
  },
} as const;

type Values = Readonly<Record<string, string | number>>;

export type FindingCode = keyof typeof catalogue;

export const findingCodes = Object.keys(catalogue) as readonly FindingCode[];

export interface Finding {
  readonly code: FindingCode;
  /** The sequence number that the place has by its position, counted from 0. */
  readonly seq: number;
  /** The line, counted from 1. */
  readonly line: number;
  /** Byte offset of the line in the file; where a checkpoint or a meta file disagrees, of the end of what it speaks for. */
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

export function finding(code: FindingCode, seq: number, offset: number, values: Values = {}): Finding {
  const { message, hint } = catalogue[code];
  return { code, seq, line: seq + 1, offset, message: message(values), hint };
}
