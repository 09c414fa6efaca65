// Types, not interfaces: only a type fits the index signature of error details.
type Meta = { readonly path: string; readonly metaPath: string };
/** In lower-case hex: what the meta file says, and what the log gives. */
type MetaHash = Meta & { readonly count: number; readonly found: string; readonly expected: string };

/** A meta file that is whole and agrees with itself, and yet is of another history than its log. */
const foreignMeta = <Details extends Meta>(reason: (details: Details) => string) =>
  ({
    kind: "integrity",
    summary: (d: Details) => `${d.metaPath} does not belong to ${d.path}: ${reason(d)}`,
    hint: () =>
      "One of the two was changed or restored alone. Verify the log against a checkpoint, then repair it explicitly.",
  }) as const;

/** Of a log that is opened, written or repaired. */
export const openingErrors = {
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
      /** The note, verbatim. */
      readonly checkpoint: string;
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
      /** The note, verbatim. */
      readonly checkpoint: string;
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
  META_BYTES: foreignMeta((d: Meta & { readonly bytes: number }) => `no entry ends at byte ${d.bytes}`),
  META_COUNT: foreignMeta(
    (d: Meta & { readonly count: number; readonly lastSeq: number }) =>
      `it counts ${d.count} entries, but the last one is ${d.lastSeq}`,
  ),
  META_CHAIN_HASH: foreignMeta(
    (d: MetaHash) => `its chain_hash is ${d.found}, but its ${d.count} entries have ${d.expected}`,
  ),
  META_ROOT_HASH: foreignMeta(
    (d: MetaHash) => `its root_hash is ${d.found}, but its ${d.count} entries give ${d.expected}`,
  ),
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
    hint: () => "Nothing of them is in the log. Fix the cause (disk space, permissions) and append again.",
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
  COPY_DIVERGES: {
    kind: "integrity",
    summary: (d: {
      readonly from: string;
      readonly to: string;
      readonly count: number;
      readonly found: string;
      readonly expected: string;
    }) =>
      `${d.to} is no beginning of ${d.from}: at ${d.count} entries its root is ${d.found}, not ${d.expected}`,
    hint: () =>
      "One of the two was changed, was restored from before, or is of another log: find out which, and keep the one that has most. Nothing was changed. Where others use the same log, stop them until then: who has less may permit what this one forbids.",
  },
  COPY_BEHIND: {
    kind: "outside",
    summary: (d: { readonly store: string; readonly copy: string; readonly reason: string }) =>
      `it is recorded in ${d.store}, but the copy ${d.copy} could not take it: ${d.reason}`,
    hint: () =>
      "Do not repeat it. Mend what keeps the copy from growing; whoever opens the log next completes it.",
  },
  REPAIR_OUTDATED: {
    kind: "refused",
    summary: (d: { readonly path: string }) => `${d.path} is no longer as it was when the repair was planned`,
    hint: () => "Plan the repair again and look at the new plan.",
  },
} as const;
