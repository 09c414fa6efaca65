import { defineErrors } from "@mvcrs/errors";

const place = (path: string): string => (path === "" ? "the value itself" : path);
const list = (issues: readonly { readonly path: string; readonly message: string }[]): string =>
  issues.map(({ path, message }) => `${place(path)}: ${message}`).join("; ");

/** Everything that this package throws on purpose. */
export const chainErrors = defineErrors("@mvcrs/chain", {
  // Events.
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
    hint: () => "Store the large part elsewhere and put its hash into the event.",
  },

  // Opening and writing.
  LOG_LOCKED: {
    kind: "refused",
    summary: (d: {
      readonly path: string;
      readonly pid: number;
      readonly host: string;
      readonly since: string;
    }) => `${d.path} is held by process ${d.pid} on ${d.host} since ${d.since}`,
    hint: (d: { readonly path: string }) =>
      `Wait for it, or stop it. A process that died on this machine is noticed by itself; if it ran in a container or on a host that is gone for good, remove ${d.path}.`,
  },
  LOG_LINKED: {
    kind: "refused",
    summary: (d: { readonly path: string; readonly names: number }) =>
      `${d.path} has ${d.names} names (hard links), and each would have a lock of its own`,
    hint: () => "Leave the file one name: copy it where a second one is needed, then remove the link.",
  },
  LOG_MISSING: {
    kind: "input",
    summary: (d: { readonly path: string }) => `${d.path} does not exist`,
    hint: () => "Check the path; a log is made by opening it for writing.",
  },
  LOG_TRUNCATED: {
    kind: "integrity",
    summary: (d: { readonly path: string; readonly bytes: number; readonly metaBytes: number }) =>
      `${d.path} has ${d.bytes} bytes, but its meta file vouches for ${d.metaBytes}`,
    hint: () =>
      "Entries were lost, or a copy was made while a writer was at work. Restore the log from a copy; to go on without them, repair it explicitly.",
  },
  LOG_BEHIND_CHECKPOINT: {
    kind: "integrity",
    summary: (d: {
      readonly path: string;
      readonly count: number;
      readonly checkpointPath: string;
      readonly size: string;
    }) =>
      `${d.path} has ${d.count} entries, but the checkpoint ${d.checkpointPath} was signed over ${d.size}`,
    hint: () =>
      "The log was cut back or an older copy was restored. Restore the newest copy; where there is none, keep the checkpoint elsewhere as evidence and go on under a new origin and key.",
  },
  CHECKPOINT_CONTRADICTS_LOG: {
    kind: "integrity",
    summary: (d: {
      readonly path: string;
      readonly checkpointPath: string;
      readonly size: string;
      readonly expected: string;
      readonly found: string;
    }) =>
      `the checkpoint ${d.checkpointPath} commits to root ${d.expected} at ${d.size} entries, ${d.path} has ${d.found}`,
    hint: () =>
      "History was rewritten after it was signed, or one of the two belongs elsewhere. Keep both as evidence and restore the log from a copy.",
  },
  CHECKPOINT_UNREADABLE: {
    kind: "integrity",
    summary: (d: { readonly checkpointPath: string; readonly reason: string }) =>
      `the checkpoint ${d.checkpointPath} cannot be read, so the log cannot be held against it: ${d.reason}`,
    hint: () => "Restore it from a copy. Nothing is written before it can be read.",
  },
  META_CONTRADICTS_LOG: {
    kind: "integrity",
    summary: (d: { readonly path: string; readonly metaPath: string; readonly reason: string }) =>
      `${d.metaPath} does not belong to ${d.path}: ${d.reason}`,
    hint: () =>
      "One of the two was changed or restored alone. Verify the log against a checkpoint, then repair it explicitly.",
  },
  LOG_DAMAGED: {
    kind: "integrity",
    summary: (d: {
      readonly path: string;
      readonly seq: number;
      readonly offset: number;
      readonly reason: string;
    }) => `${d.path} is damaged at entry ${d.seq} (byte ${d.offset}): ${d.reason}`,
    hint: () =>
      "Verify the log for the whole list of findings; damage before the tail is never repaired silently.",
  },
  LOG_CHANGED: {
    kind: "integrity",
    summary: (d: { readonly path: string; readonly expected: number; readonly actual: number }) =>
      `${d.path} has ${d.actual} bytes where this writer left ${d.expected}: something else wrote to it`,
    hint: () => "Nothing was appended. Find the other writer, verify the log, then open it again.",
  },
  APPEND_FAILED: {
    kind: "outside",
    summary: (d: { readonly path: string; readonly count: number; readonly reason: string }) =>
      `writing ${d.count} entries to ${d.path} failed (${d.reason}); they were taken back`,
    hint: () => "Nothing of them is in the log. Mend the cause (disk space, permissions) and append again.",
  },
  APPEND_UNKNOWN: {
    kind: "outside",
    summary: (d: { readonly path: string; readonly count: number; readonly reason: string }) =>
      `writing ${d.count} entries to ${d.path} failed (${d.reason}), and they may or may not be in the log`,
    hint: () => "This log takes no more entries. Open it again: what is there then is what counts.",
  },
  LOG_FAILED: {
    kind: "outside",
    summary: (d: { readonly path: string }) =>
      `${d.path} takes no more entries since an earlier write failed`,
    hint: () => "Close it and open it again.",
  },
  LOG_CLOSED: {
    kind: "input",
    summary: (d: { readonly path: string }) => `${d.path} was closed`,
    hint: () => "Open it again.",
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

  // Proofs, notes and keys.
  TREE_NUMBER: {
    kind: "input",
    summary: (d: { readonly name: string; readonly value: string }) =>
      `${d.name} is ${d.value}, not a number from 0 to 2^64 - 1`,
    hint: () => "Check where it comes from.",
  },
  INCLUSION_INVALID: {
    kind: "integrity",
    summary: (d: { readonly index: string; readonly treeSize: string; readonly reason: string }) =>
      `entry ${d.index} is not proven to be in the tree of ${d.treeSize}: ${d.reason}`,
    hint: () => "Do not believe the entry. Ask for the proof again, and keep this one as evidence.",
  },
  CONSISTENCY_INVALID: {
    kind: "integrity",
    summary: (d: { readonly oldSize: string; readonly newSize: string; readonly reason: string }) =>
      `the tree of ${d.newSize} is not proven to continue the tree of ${d.oldSize}: ${d.reason}`,
    hint: () => "History may have been rewritten. Keep both checkpoints and the proof as evidence.",
  },
  CONSISTENCY_FROM_EMPTY: {
    kind: "input",
    summary: (d: { readonly newSize: string }) =>
      `a proof from an empty tree to one of ${d.newSize} would prove nothing`,
    hint: () => "Compare two trees that both have entries.",
  },
  KEY_MALFORMED: {
    kind: "input",
    summary: (d: { readonly reason: string }) => `the key cannot be used: ${d.reason}`,
    hint: () => "A verifier key looks like name+hash+base64, a signer key like PRIVATE+KEY+name+hash+base64.",
  },
  KEY_TYPE_UNKNOWN: {
    kind: "input",
    summary: (d: { readonly name: string; readonly type: number }) =>
      `the key ${d.name} is of type ${d.type}, which is not known here`,
    hint: () => "Hand its key type over when parsing the key, or use an Ed25519 key (type 1).",
  },
  NOTE_MALFORMED: {
    kind: "input",
    summary: (d: { readonly reason: string }) => `this is not a signed note: ${d.reason}`,
    hint: () => "See c2sp.org/signed-note for the format; editors and mail programs like to change it.",
  },
  NOTE_SIGNATURE_INVALID: {
    kind: "integrity",
    summary: (d: { readonly name: string }) => `the signature of ${d.name} does not fit the note`,
    hint: () => "The text or the signature was changed. Do not believe it; keep it as evidence.",
  },
  NOTE_UNVERIFIED: {
    kind: "integrity",
    summary: (d: { readonly signedBy: readonly string[]; readonly known: readonly string[] }) =>
      `no known key has signed the note (signed by ${d.signedBy.join(", ")}; known: ${d.known.join(", ") || "none"})`,
    hint: () => "Get the log's verifier key on a way that you trust, and pass it.",
  },
  CHECKPOINT_MALFORMED: {
    kind: "input",
    summary: (d: { readonly reason: string }) => `this is not a checkpoint: ${d.reason}`,
    hint: () => "See c2sp.org/tlog-checkpoint for the format.",
  },
  CHECKPOINT_ORIGIN: {
    kind: "integrity",
    summary: (d: { readonly found: string; readonly expected: string }) =>
      `the checkpoint is of the log ${d.found}, not of ${d.expected}`,
    hint: () => "Check that both belong to the same log.",
  },
  PROOF_MALFORMED: {
    kind: "input",
    summary: (d: { readonly reason: string }) => `this is not a tlog-proof: ${d.reason}`,
    hint: () => "See c2sp.org/tlog-proof for the format.",
  },
  PROOF_WITHOUT_ENTRY: {
    kind: "input",
    summary: (_d: Record<never, never>) => "the proof does not carry its entry",
    hint: () => "Pass the entry's line.",
  },
  SIGNER_INCONSISTENT: {
    kind: "refused",
    summary: (d: {
      readonly lastSize: number;
      readonly count: number;
      readonly reason: string;
      readonly lastCheckpoint: string;
    }) => `the log does not continue the checkpoint of ${d.lastSize} entries signed last: ${d.reason}`,
    hint: () => "Nothing was signed. Verify the log against that checkpoint; keep both as evidence.",
  },
  TILES_MISMATCH: {
    kind: "integrity",
    summary: (d: {
      readonly path: string;
      readonly size: number;
      readonly count: number;
      readonly expected: string;
      readonly found: string;
    }) =>
      `the checkpoint commits to root ${d.expected} at ${d.size} entries; ${d.path} gives ${d.found} at ${d.count}`,
    hint: () => "The checkpoint was not published. Verify the log against it.",
  },
  TILE_CONFLICT: {
    kind: "integrity",
    summary: (d: { readonly path: string }) => `${d.path} was published with other content`,
    hint: () =>
      "A published tile never changes. Export into a new folder, and find out which history is the true one.",
  },
  REPAIR_OUTDATED: {
    kind: "refused",
    summary: (d: { readonly path: string }) => `${d.path} is no longer as it was when the repair was planned`,
    hint: () => "Plan the repair again and look at the new plan.",
  },
});
