import { isCodedError } from "@mvcrs/errors";
import { type FileLayer, nodeFiles, openExisting, withCodes } from "@mvcrs/files";
import { isLocked, nodeProcesses, type Processes } from "@mvcrs/files/lock";
import { pathsOf } from "../internal/paths.ts";
import { Journal } from "./journal.ts";
import { PayloadFolder, type StoredPayload } from "./payload-folder.ts";
import { eachPrivateEntry, type PrivateEntry } from "./private-entries.ts";
import { type VaultFinding, type VaultReport, vaultFinding } from "./vault-report.ts";

export interface VerifyVaultOptions {
  /** The log's path. */
  readonly path: string;
  /** Rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly files?: FileLayer;
  /** Tells whether a writer is at work. */
  readonly processes?: Processes;
}

/**
 * Holds the vault of a log against it: each payload that an entry commits to is there and is the one, or an entry redacts it;
 * and nothing else is there. The log itself is for `verifyLog`: that neither reads the vault nor is changed by it.
 *
 * A writer may be at work: what it is about to do is no finding.
 *
 * @throws NOT_A_FILE, FILE_FAILED
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openLog, openVault, sealFields, verifyVault } from "@mvcrs/chain";
 *
 * const path = "visits.jsonl";
 * await using log = await openLog({ path });
 * const vault = await openVault({ path, log });
 * const { event, payloads } = sealFields({ type: "visit", who: "Ann" }, ["/who"]);
 * const { seq } = await vault.append(payloads, () => log.append(event));
 * await vault.redact([seq], (redacts) => log.append({ type: "redaction", redacts }));
 * const { ok, redacted } = await verifyVault({ path });
 * assert.equal(ok, true);
 * assert.deepEqual(redacted, [{ seq: 0, by: 1 }]);
 * ```
 */
export function verifyVault(options: VerifyVaultOptions): Promise<VaultReport> {
  const { files = nodeFiles, processes = nodeProcesses(), signal } = options;
  return withCodes(options.path, async () => {
    const paths = await pathsOf(files, options);
    const folder = new PayloadFolder(files, paths.vault);
    // The folder before the log: a payload is there before its entry.
    const there = await folder.list();
    const log = new LogSide(files, paths.log, signal);
    await log.readOn();
    const states = new Map<string, Looked>();
    for (const commitment of log.seqs.keys()) states.set(commitment, await look(folder, commitment));
    // What was redacted or appended while this was looked at, and what is about to be.
    const busy = await isLocked(paths.lock, { files, processes });
    const pending = busy ? await pendingIn(new Journal(files, paths.vault)) : new Set();
    await log.readOn();
    const redacted = log.redacted();
    const findings: VaultFinding[] = [];
    let payloads = 0;
    for (const [commitment, seq] of log.seqs) {
      const path = folder.placeOf(commitment);
      const stored = states.get(commitment) ?? (await look(folder, commitment));
      const by = redacted.get(seq);
      if (by !== undefined) {
        const stands = stored.state !== "missing" && (await look(folder, commitment)).state !== "missing";
        if (stands && !pending.has(commitment))
          findings.push(vaultFinding("PAYLOAD_STANDS", seq, path, { by }));
      } else if (stored.state === "here") payloads++;
      else if (stored.state === "missing") findings.push(vaultFinding("PAYLOAD_MISSING", seq, path));
      else if (stored.state === "damaged") findings.push(vaultFinding("PAYLOAD_DAMAGED", seq, path));
      else findings.push(vaultFinding("PAYLOAD_UNREADABLE", seq, path, { reason: stored.reason }));
    }
    for (const { seq, redacted: of } of log.ofNothing())
      findings.push(vaultFinding("REDACTION_OF_NOTHING", seq, null, { redacted: of }));
    for (const commitment of there)
      if (!log.seqs.has(commitment) && !pending.has(commitment))
        findings.push(vaultFinding("PAYLOAD_UNKNOWN", null, folder.placeOf(commitment)));
    const entries = new Set(log.seqs.values()).size;
    const list = Array.from(redacted, ([seq, by]) => ({ seq, by }));
    return { ok: findings.length === 0, entries, payloads, redacted: list, findings };
  });
}

interface Looked {
  readonly state: StoredPayload["state"] | "unreadable";
  readonly reason: string;
}

async function look(folder: PayloadFolder, commitment: string): Promise<Looked> {
  try {
    const { state } = await withCodes(folder.path, () => folder.read(commitment));
    return { state, reason: "" };
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return { state: "unreadable", reason: thrown.summary };
  }
}

/** What a journal that cannot be read was about is found without it. */
async function pendingIn(journal: Journal): Promise<ReadonlySet<string>> {
  const intent = await journal.read().catch(() => undefined);
  return new Set(intent?.commitments);
}

/** What the log says of the vault, as far as it was read. */
class LogSide {
  /** The entry that commits to a payload. */
  readonly seqs = new Map<string, number>();
  readonly #files: FileLayer;
  readonly #path: string;
  readonly #signal: AbortSignal | undefined;
  readonly #redactions: PrivateEntry[] = [];
  #bytes = 0;

  constructor(files: FileLayer, path: string, signal: AbortSignal | undefined) {
    this.#files = files;
    this.#path = path;
    this.#signal = signal;
  }

  async readOn(): Promise<void> {
    const handle = await openExisting(this.#files, this.#path);
    if (handle === undefined) return;
    try {
      const range = { from: this.#bytes, to: await handle.size(), signal: this.#signal };
      const rest = await eachPrivateEntry(handle, range, (entry) => {
        for (const commitment of entry.commitments) this.seqs.set(commitment, entry.seq);
        if (entry.redacts.length > 0) this.#redactions.push(entry);
      });
      this.#bytes = rest;
    } finally {
      await handle.close();
    }
  }

  /** The redacted entries, each with the first that redacts it. */
  redacted(): ReadonlyMap<number, number> {
    const kept = new Set(this.seqs.values());
    const by = new Map<number, number>();
    for (const { seq, redacts } of this.#redactions)
      for (const one of redacts) if (one < seq && kept.has(one) && !by.has(one)) by.set(one, seq);
    return by;
  }

  /** Redactions of entries that keep nothing, or that come later. */
  ofNothing(): { readonly seq: number; readonly redacted: number }[] {
    const kept = new Set(this.seqs.values());
    return this.#redactions.flatMap(({ seq, redacts }) =>
      redacts.filter((one) => one >= seq || !kept.has(one)).map((redacted) => ({ seq, redacted })),
    );
  }
}
