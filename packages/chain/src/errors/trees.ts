/** Hashes in lower-case hex: the evidence. A type, not an interface: only a type fits the details of an error. */
type Consistency = {
  readonly oldSize: string;
  readonly newSize: string;
  readonly oldRoot: string;
  readonly newRoot: string;
  readonly proof: readonly string[];
};

const inconsistent = (reason: string) =>
  ({
    kind: "integrity",
    summary: (d: Consistency) =>
      `the tree of ${d.newSize} is not proven to continue the tree of ${d.oldSize}: ${reason}`,
    hint: () => "History may have been rewritten. Keep both checkpoints and the proof as evidence.",
  }) as const;

/** As above. */
type Inclusion = {
  readonly index: string;
  readonly treeSize: string;
  readonly leafHash: string;
  readonly rootHash: string;
  readonly proof: readonly string[];
};

const notIncluded = (reason: string) =>
  ({
    kind: "integrity",
    summary: (d: Inclusion) => `entry ${d.index} is not proven to be in the tree of ${d.treeSize}: ${reason}`,
    hint: () => "Do not believe the entry. Ask for the proof again, and keep this one as evidence.",
  }) as const;

const notSigned = () => "Nothing was signed. Verify the log against that checkpoint; keep both as evidence.";

/** Of trees: what a proof or a checkpoint commits to and what is there. */
export const treeErrors = {
  TREE_NUMBER: {
    kind: "input",
    summary: (d: { readonly name: string; readonly value: string }) =>
      `${d.name} is ${d.value}, not a number from 0 to 2^64 - 1`,
    hint: () => "Check where it comes from.",
  },
  INCLUSION_OUTSIDE: notIncluded("the index lies outside the tree"),
  INCLUSION_HASH_LENGTH: notIncluded("the leaf hash, the root or a hash of the proof does not have 32 bytes"),
  INCLUSION_PROOF_LENGTH: notIncluded("the proof is too long or too short"),
  INCLUSION_ROOT: notIncluded("the proof leads to another root"),
  CONSISTENCY_SHRUNK: inconsistent("the old tree is larger than the new one"),
  CONSISTENCY_HASH_LENGTH: inconsistent("a root or a hash of the proof does not have 32 bytes"),
  CONSISTENCY_PROOF_LENGTH: inconsistent("the proof is too long or too short"),
  CONSISTENCY_ROOTS_DIFFER: inconsistent("two trees of one size have different roots"),
  CONSISTENCY_OLD_ROOT: inconsistent("the proof leads to another old root"),
  CONSISTENCY_NEW_ROOT: inconsistent("the proof leads to another new root"),
  CONSISTENCY_FROM_EMPTY: {
    kind: "input",
    summary: (d: { readonly newSize: string }) =>
      `a proof from an empty tree to one of ${d.newSize} would prove nothing`,
    hint: () => "Compare two trees that both have entries.",
  },
  SIGNER_FAILED: {
    kind: "outside",
    summary: (d: { readonly name: string; readonly reason: string }) =>
      `the signer of ${d.name} did not sign: ${d.reason}`,
    hint: () => "Nothing was signed, and nothing was kept. Fix the cause and sign again.",
  },
  SIGNER_LOG_SHRUNK: {
    kind: "refused",
    summary: (d: { readonly lastSize: number; readonly count: number; readonly lastCheckpoint: string }) =>
      `the log has only ${d.count} entries, but the checkpoint signed last is of ${d.lastSize}`,
    hint: notSigned,
  },
  SIGNER_LOG_DIFFERS: {
    kind: "refused",
    summary: (d: {
      readonly lastSize: number;
      readonly count: number;
      /** The note, verbatim. */
      readonly lastCheckpoint: string;
      /** What the log gives: hashes in lower-case hex. */
      readonly oldRoot: string;
      readonly newRoot: string;
      readonly proof: readonly string[];
    }) =>
      `the log does not continue the checkpoint of ${d.lastSize} entries signed last: its first ${d.lastSize} entries have root ${d.oldRoot}`,
    hint: notSigned,
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
  TILES_CONTENDED: {
    kind: "refused",
    summary: (d: { readonly path: string }) =>
      `${d.path} was published by others each time that this export came to publish it`,
    hint: () => "One export at a time is enough. Find out who else publishes there, then try again.",
  },
} as const;
