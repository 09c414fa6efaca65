import { isCodedError } from "@mvcrs/errors";
import { type FileLayer, nodeFiles, withCodes } from "@mvcrs/files";
import { isLocked, nodeProcesses, type Processes } from "@mvcrs/files/lock";
import { pathsOf } from "../internal/paths.ts";
import { Journal } from "./journal.ts";
import { LogSide } from "./log-side.ts";
import { PayloadFolder, type StoredPayload } from "./payload-folder.ts";
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
 * @throws SEGMENT_MISSING, NOT_A_FILE, FILE_FAILED
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
    const there = await listed(folder);
    const log = new LogSide(files, paths, signal);
    await log.readOn();
    const before = log.redacted();
    const looked = new Map<string, Looked & { readonly seq: number }>();
    for (const [commitment, seq] of log.seqs)
      looked.set(commitment, { seq, ...(await look(folder, commitment)) });
    // What was appended while this was looked at is known, not looked at: it may be redacted by now.
    const busy = await isLocked(paths.lock, { files, processes });
    const pending = busy ? await pendingIn(new Journal(files, paths.vault)) : new Set<string>();
    await log.readOn();
    const redacted = log.redacted();
    const findings: VaultFinding[] = [];
    if ("reason" in there)
      findings.push(vaultFinding("PAYLOAD_UNREADABLE", null, folder.path, { reason: there.reason }));
    let payloads = 0;
    for (const [commitment, { seq, state, reason }] of looked) {
      const path = folder.placeOf(commitment);
      const by = before.get(seq);
      if (by !== undefined) {
        // A deletion that was under way is over by now, or the journal names it.
        const stands = !pending.has(commitment) && (await look(folder, commitment)).state !== "missing";
        if (stands) findings.push(vaultFinding("PAYLOAD_STANDS", seq, path, { by }));
      } else if (redacted.has(seq)) continue;
      else if (state === "here") payloads++;
      else findings.push(vaultFinding(codes[state], seq, path, { reason }));
    }
    for (const { seq, redacted: of } of log.ofNothing())
      findings.push(vaultFinding("REDACTION_OF_NOTHING", seq, null, { redacted: of }));
    for (const commitment of "names" in there ? there.names : [])
      if (!log.seqs.has(commitment) && !pending.has(commitment))
        findings.push(vaultFinding("PAYLOAD_UNKNOWN", null, folder.placeOf(commitment)));
    const entries = new Set(log.seqs.values()).size;
    const list = Array.from(redacted, ([seq, by]) => ({ seq, by }));
    return { ok: findings.length === 0, entries, payloads, redacted: list, findings };
  });
}

const codes = {
  missing: "PAYLOAD_MISSING",
  damaged: "PAYLOAD_DAMAGED",
  unreadable: "PAYLOAD_UNREADABLE",
} as const;

async function listed(
  folder: PayloadFolder,
): Promise<{ readonly names: readonly string[] } | { readonly reason: string }> {
  try {
    return { names: await withCodes(folder.path, () => folder.list()) };
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return { reason: thrown.summary };
  }
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
