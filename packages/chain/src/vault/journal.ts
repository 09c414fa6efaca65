import { dirname, join } from "node:path";
import { utf8 } from "@mvcrs/canonical";
import {
  type FileLayer,
  openExisting,
  readWhole,
  removeIfThere,
  replaceFile,
  sweepTemporary,
} from "@mvcrs/files";
import { chainErrors } from "../errors.ts";

/**
 * What a vault and its log are about to do together. Which of it has happened the log says: the entry is among those from
 * `from` on, or it is not.
 */
export interface Intent {
  readonly kind: "append" | "redact";
  /** Entries in the log before. */
  readonly from: number;
  /** With `redact`: the entries whose payloads go. */
  readonly seqs: readonly number[];
  /** The payloads that are kept, or that go. */
  readonly commitments: readonly string[];
}

/** Some 900,000 commitments. Whatever is larger, no vault has written. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The one intent that is under way, or that a killed process left. */
export class Journal {
  readonly path: string;
  readonly #files: FileLayer;

  constructor(files: FileLayer, folder: string) {
    this.#files = files;
    this.path = join(folder, "journal.json");
  }

  async write(intent: Intent): Promise<void> {
    await this.#files.makeFolder(dirname(this.path));
    await replaceFile(this.#files, this.path, utf8(`${JSON.stringify({ version: 1, ...intent })}\n`));
  }

  /** @throws VAULT_JOURNAL_UNREADABLE */
  async read(): Promise<Intent | undefined> {
    const handle = await openExisting(this.#files, this.path);
    if (handle === undefined) return undefined;
    const size = await handle.size().finally(() => handle.close());
    const bytes = size > MAX_BYTES ? undefined : await readWhole(this.#files, this.path);
    const intent = intentIn(new TextDecoder().decode(bytes));
    if (intent === undefined) throw chainErrors.create("VAULT_JOURNAL_UNREADABLE", { path: this.path });
    return intent;
  }

  async clear(): Promise<void> {
    await sweepTemporary(this.#files, this.path);
    await removeIfThere(this.#files, this.path);
    await this.#files.syncFolder(dirname(this.path));
  }
}

function intentIn(text: string): Intent | undefined {
  const value = jsonOf(text);
  if (typeof value !== "object" || value === null) return undefined;
  const { version, kind, from, seqs, commitments } = value as Readonly<Record<string, unknown>>;
  if (version !== 1 || (kind !== "append" && kind !== "redact") || !isNumber(from)) return undefined;
  if (!Array.isArray(seqs) || !seqs.every(isNumber)) return undefined;
  if (!Array.isArray(commitments) || !commitments.every(isCommitment)) return undefined;
  return { kind, from, seqs, commitments };
}

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isCommitment = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
