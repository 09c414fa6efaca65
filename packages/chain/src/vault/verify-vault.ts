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
