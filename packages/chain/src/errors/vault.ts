/** Of what is kept outside a log's lines. */
export const vaultErrors = {
  PAYLOAD_FIELD_MISSING: {
    kind: "input",
    summary: (d: { readonly pointer: string }) =>
      `the event has nothing at ${JSON.stringify(d.pointer)} that could be kept in the vault`,
    hint: () => "Name a field by its JSON Pointer, such as /reason. Nothing was kept.",
  },
  PAYLOAD_FIELD_TAKEN: {
    kind: "input",
    summary: (d: { readonly field: string }) => `the event has a field ${JSON.stringify(d.field)} already`,
    hint: () => "`vault` and `redacts` say what is kept in the vault; call the field otherwise.",
  },
  PAYLOAD_TOO_LARGE: {
    kind: "input",
    summary: (d: { readonly bytes: number; readonly max: number }) =>
      `the payload has ${d.bytes} bytes; a vault keeps at most ${d.max} in one`,
    hint: () => "Keep it where large files are kept, with its SHA-256 in the event.",
  },
  PAYLOAD_LINKED: {
    kind: "refused",
    summary: (d: { readonly path: string }) =>
      `${d.path} is a link or has other names, under which the payload would go on to exist`,
    hint: () => "Leave the file one name, in the vault itself; then redact again. Nothing was done.",
  },
  REDACTION_WITHOUT_PAYLOAD: {
    kind: "input",
    summary: (d: { readonly seq: number }) => `entry ${d.seq} keeps nothing in the vault`,
    hint: () => "What stands in the line of an entry stays there for good. Nothing was done.",
  },
  REDACTION_UNFINISHED: {
    kind: "outside",
    summary: (d: { readonly by: number; readonly path: string; readonly reason: string }) =>
      `entry ${d.by} redacts payloads, but some of them still stand in ${d.path}: ${d.reason}`,
    hint: () => "Fix the cause and redact again, or open the vault again: that finishes it.",
  },
  VAULT_UNSETTLED: {
    kind: "refused",
    summary: (d: { readonly path: string }) =>
      `${d.path} waits for the log: whether the last entry with a payload is in it is not known`,
    hint: () => "Open the log and the vault again: what is in the log then is what counts.",
  },
  VAULT_JOURNAL_UNREADABLE: {
    kind: "integrity",
    summary: (d: { readonly path: string }) => `${d.path} is not what a vault writes there`,
    hint: () => "Move it away and verify the vault: that finds what it would have said.",
  },
} as const;
