const place = (path: string): string => (path === "" ? "the value itself" : path);
const list = (issues: readonly { readonly path: string; readonly message: string }[]): string =>
  issues.map(({ path, message }) => `${place(path)}: ${message}`).join("; ");

// A type, not an interface: only a type fits the index signature of error details.
type Damage = {
  readonly path: string;
  /** The number that the place has by its position. */
  readonly seq: number;
  /** Byte offset of the line. */
  readonly offset: number;
  /** In words, for people. */
  readonly reason: string;
};

const damage = {
  kind: "integrity",
  summary: (d: Damage) => `${d.path} is damaged at entry ${d.seq} (byte ${d.offset}): ${d.reason}`,
  hint: () =>
    "Verify the log for the whole list of findings; damage before the tail is never repaired silently.",
} as const;

/** Of what stands in a log, and of events on their way into it. */
export const entryErrors = {
  EVENT_INVALID: {
    kind: "input",
    summary: (d: { readonly issues: readonly { readonly path: string; readonly message: string }[] }) =>
      `the event does not fit the schema: ${list(d.issues)}`,
    hint: () => "Nothing was appended; correct the event.",
  },
  EVENT_TOO_LARGE: {
    kind: "input",
    summary: (d: { readonly bytes: number; readonly max: number }) =>
      `the entry would take ${d.bytes} bytes; at most ${d.max} are allowed`,
    hint: () =>
      "Keep the large value in the log's vault: `sealFields` takes it out of the event, `openVault` keeps it.",
  },
  /** The line is not what a writer writes. */
  LOG_LINE_NOT_CANONICAL: damage,
  LOG_LINE_TOO_LONG: damage,
  /** The line carries another number than its place has. */
  LOG_LINE_MISNUMBERED: damage,
  /** `prev` is not the leaf hash of the entry before. */
  LOG_LINK_BROKEN: damage,
  /** There is no whole line where the entry belongs. */
  LOG_LINE_MISSING: damage,
  LOG_ROOT_CONTRADICTED: {
    kind: "integrity",
    summary: (d: { readonly path: string; readonly reason: string }) =>
      `the entries of ${d.path} do not give its known root: ${d.reason}`,
    hint: damage.hint,
  },
  LOG_REWRITTEN: {
    kind: "integrity",
    summary: (d: { readonly path: string; readonly seq: number; readonly leafHash: string }) =>
      `entry ${d.seq} of ${d.path} is gone or another one than was read: it had the leaf hash ${d.leafHash}`,
    hint: () =>
      "The log was restored or repaired, or a batch could not be synced and was taken back: read it again from an entry that you trust.",
  },
  SEQ_OUT_OF_RANGE: {
    kind: "input",
    summary: (d: { readonly seq: number; readonly count: number }) =>
      `there is no entry ${d.seq}; the log has ${d.count} entries, counted from 0`,
    hint: () => "Ask for a smaller one.",
  },
  STORED_EVENT_INVALID: {
    kind: "integrity",
    summary: (d: {
      readonly seq: number;
      readonly issues: readonly { readonly path: string; readonly message: string }[];
    }) => `the event of entry ${d.seq} does not fit the schema: ${list(d.issues)}`,
    hint: () => "Read it with the schema it was written with, or teach the schema both forms.",
  },
} as const;
