/** What does not have its form. The texts never quote what was read: it may be a secret. */
const malformed = (what: string, reason: string, hint: string) =>
  ({
    kind: "input",
    summary: (_d: Record<never, never>) => `${what}: ${reason}`,
    hint: () => hint,
  }) as const;

const key = (reason: string) =>
  malformed(
    "the key cannot be used",
    reason,
    "A verifier key looks like name+hash+base64, a signer key like PRIVATE+KEY+name+hash+base64.",
  );
const note = (reason: string) =>
  malformed(
    "this is not a signed note",
    reason,
    "See c2sp.org/signed-note for the format; editors and mail programs like to change it.",
  );
const checkpoint = (reason: string) =>
  malformed("this is not a checkpoint", reason, "See c2sp.org/tlog-checkpoint for the format.");
const proof = (reason: string) =>
  malformed("this is not a tlog-proof", reason, "See c2sp.org/tlog-proof for the format.");

/** Of keys, signed notes, checkpoints and proof files, and of signatures. */
export const noteErrors = {
  KEY_NAME: key("a name must not be empty or have spaces or a plus sign"),
  KEY_FORM: key("it is not of the form name+hash+base64"),
  KEY_NOT_A_SIGNER: key("it does not begin with PRIVATE+KEY+"),
  KEY_BASE64: key("its last part is not base64"),
  KEY_LENGTH: {
    kind: "input",
    summary: (d: {
      readonly part: "seed" | "public key";
      readonly bytes: number;
      readonly expected: number;
    }) => `the key cannot be used: its ${d.part} has ${d.bytes} bytes, not ${d.expected}`,
    hint: () => "It may have been cut off; get it again.",
  },
  KEY_HASH: key("its hash does not fit its name and key"),
  KEY_POINT: key("its public key is no canonical point, or one of small order"),
  KEY_UNTIL: {
    kind: "input",
    summary: (d: { readonly name: string }) =>
      `behind the key ${d.name} stands an \`until\` without a tree size`,
    hint: () => "Write ` until ` and a number of entries behind the key that was replaced, or nothing.",
  },
  KEY_TYPE_UNKNOWN: {
    kind: "input",
    summary: (d: { readonly name: string; readonly type: number }) =>
      `the key ${d.name} is of type ${d.type}, which is not known here`,
    hint: () => "Hand its key type over when parsing the key, or use an Ed25519 key (type 1).",
  },
  NOTE_TOO_LONG: note("it is longer than a mebibyte"),
  NOTE_TEXT: note("it is not valid Unicode, or has control characters"),
  NOTE_UNSIGNED: note("it has no signature lines behind a blank line, or the last one has no newline"),
  NOTE_SIGNATURES: note("it has more than 128 signatures"),
  NOTE_SIGNATURE_LINE: note("a signature line is not `— name base64` of at least five bytes"),
  NOTE_TEXT_UNENDED: note("its text does not end with a newline"),
  NOTE_SIGNATURE_INVALID: {
    kind: "integrity",
    summary: (d: {
      readonly name: string;
      /** Verbatim: the evidence. Before it is signed, its text. */
      readonly note: string;
    }) => `the signature of ${d.name} does not fit the note`,
    hint: () => "The text or the signature was changed. Do not believe it; keep it as evidence.",
  },
  NOTE_UNVERIFIED: {
    kind: "integrity",
    summary: (d: {
      readonly signedBy: readonly string[];
      readonly known: readonly string[];
      /** Verbatim. */
      readonly note: string;
    }) =>
      `no known key has signed the note (signed by ${d.signedBy.join(", ")}; known: ${d.known.join(", ") || "none"})`,
    hint: () => "Get the log's verifier key on a way that you trust, and pass it.",
  },
  CHECKPOINT_UNENDED: checkpoint("it does not end with a newline"),
  CHECKPOINT_WITHOUT_ORIGIN: checkpoint("its origin line is empty"),
  CHECKPOINT_SIZE: checkpoint("its tree size is not a decimal number below 2^64"),
  CHECKPOINT_ROOT: checkpoint("its root hash is not base64 of 32 bytes"),
  CHECKPOINT_EXTENSION: checkpoint("an extension line is empty"),
  CHECKPOINT_LINE_BREAK: checkpoint("a line has a newline in it"),
  CHECKPOINT_KEY_RETIRED: {
    kind: "integrity",
    summary: (d: {
      readonly name: string;
      readonly until: string;
      readonly size: string;
      /** Verbatim. */
      readonly note: string;
    }) =>
      `the checkpoint of ${d.size} entries is signed by a key of ${d.name} that was replaced at ${d.until} entries`,
    hint: () => "Ask for a checkpoint that the key in force has signed, and keep this one as evidence.",
  },
  CHECKPOINT_ORIGIN: {
    kind: "integrity",
    summary: (d: {
      readonly found: string;
      readonly expected: string;
      /** Verbatim. */
      readonly note: string;
    }) => `the checkpoint is of the log ${d.found}, not of ${d.expected}`,
    hint: () => "Check that both belong to the same log.",
  },
  PROOF_WITHOUT_CHECKPOINT: proof("it has no empty line before its checkpoint"),
  PROOF_HEADER: proof("its first line is not c2sp.org/tlog-proof@v1"),
  PROOF_EXTRA: proof("its extra data is not base64"),
  PROOF_INDEX: proof("its index line is not `index` and a decimal number below 2^64"),
  PROOF_HASHES: proof("it has more than 64 hashes"),
  PROOF_HASH: proof("a hash is not base64 of 32 bytes"),
  PROOF_WITHOUT_ENTRY: {
    kind: "input",
    summary: (_d: Record<never, never>) => "the proof does not carry its entry",
    hint: () => "Pass the entry's line.",
  },
} as const;
