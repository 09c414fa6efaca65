/** What a verification can find wrong with a vault. Findings are data, not errors: one report carries all of them. */
const catalogue = {
  PAYLOAD_MISSING: {
    message: () => "a payload is not in the vault, and no entry redacts it",
    hint: "Restore it from a copy of the vault. Where it is gone for good, redact the entry: then the log says so.",
  },
  PAYLOAD_DAMAGED: {
    message: () => "what stands in the vault is not what the entry commits to",
    hint: "The file was changed or damaged. Restore it from a copy of the vault.",
  },
  PAYLOAD_UNREADABLE: {
    message: ({ reason }: Values) => `it cannot be read: ${reason}`,
    hint: "Verify as a user who may read the vault; move away what stands in its place.",
  },
  PAYLOAD_STANDS: {
    message: ({ by }: Values) => `entry ${by} redacts a payload that still stands in the vault`,
    hint: "A redaction was cut off, or a copy put it back. Redact the entry again: that removes it.",
  },
  PAYLOAD_UNKNOWN: {
    message: () => "no entry commits to this payload",
    hint: "An append was cut off, or the log is an older copy than its vault. Restore the newer log, or remove the file.",
  },
  REDACTION_OF_NOTHING: {
    message: ({ redacted }: Values) =>
      `it redacts entry ${redacted}, which keeps nothing in the vault or comes later`,
    hint: "No writer of this format made it. Nothing is redacted by it; find out who wrote it.",
  },
} as const;

type Values = Readonly<Record<string, string | number>>;

export type VaultFindingCode = keyof typeof catalogue;
export const vaultFindingCodes = Object.keys(catalogue) as readonly VaultFindingCode[];

export interface VaultFinding {
  readonly code: VaultFindingCode;
  /** The entry that it is about; `null` for a payload that no entry commits to, and for the vault as a whole. */
  readonly seq: number | null;
  /** The file that it is about; `null` where it is about an entry alone. */
  readonly path: string | null;
  readonly message: string;
  readonly hint: string;
}

export interface VaultReport {
  /** True when there is no finding. Payloads that an entry redacts are none. */
  readonly ok: boolean;
  /** Entries that keep something in the vault, the redacted ones included. */
  readonly entries: number;
  /** Payloads that are there and are what the log commits to. */
  readonly payloads: number;
  /** Redacted entries, each with the first entry that redacts it. */
  readonly redacted: readonly { readonly seq: number; readonly by: number }[];
  readonly findings: readonly VaultFinding[];
}

export function vaultFinding(
  code: VaultFindingCode,
  seq: number | null,
  path: string | null,
  values: Values = {},
): VaultFinding {
  const { message, hint } = catalogue[code];
  return { code, seq, path, message: message(values), hint };
}
