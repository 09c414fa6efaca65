import { isCodedError, messageOf } from "@mvcrs/errors";
import { type FileLayer, nodeFiles, withCodes } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import { pathsOf } from "../internal/paths.ts";
import type { Log } from "../log/log.ts";
import { Journal } from "./journal.ts";
import { LogSide } from "./log-side.ts";
import type { SealedPayload } from "./payload-file.ts";
import { PayloadFolder } from "./payload-folder.ts";
import { planned } from "./plan-redaction.ts";
import { redactsOf } from "./sealed-event.ts";
import { settle, type VaultLog } from "./settle.ts";

export interface OpenVaultOptions {
  /** The log's path, as for `openLog`: the vault is the folder beside it, with `.vault` in place of `.jsonl`. */
  readonly path: string;
  /** The log, open for writing: its lock is the vault's. */
  readonly log: Pick<Log<unknown>, "head" | "at" | "entries">;
  readonly files?: FileLayer;
}

/** What was redacted, and what had been before. */
export interface Redaction {
  /** The entry that redacts, or that did before; by the redacted entry's number. */
  readonly by: ReadonlyMap<number, number>;
  /** Payloads that were removed now. */
  readonly removed: number;
  /** Payloads that were missing already. */
  readonly missing: number;
}

/**
 * Opens the vault of a log that is open for writing, and finishes what a killed process left: a payload whose entry is not in
 * the log goes, and so does one whose redaction is.
 *
 * @throws VAULT_JOURNAL_UNREADABLE, FILE_FAILED, what `Log.entries` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openLog, openVault, readVault, sealFields } from "@mvcrs/chain";
 *
 * const path = "care.jsonl";
 * await using log = await openLog({ path });
 * const vault = await openVault({ path, log });
 * const { event, payloads } = sealFields({ type: "note", text: "Ann is ill" }, ["/text"]);
 * const { seq } = await vault.append(payloads, () => log.append(event));
 * await vault.redact([seq], (redacts) => log.append({ type: "redaction", redacts }));
 * const stored = await (await readVault({ path })).payloads((await log.at(seq)).event);
 * assert.equal(stored.get("/text")?.state, "missing");
 * ```
 */
export function openVault(options: OpenVaultOptions): Promise<Vault> {
  const { files = nodeFiles, log } = options;
  return withCodes(options.path, async () => {
    const paths = await pathsOf(files, options);
    const folder = new PayloadFolder(files, paths.vault);
    const side = () => new LogSide(files, paths);
    const opened = new Vault(log, folder, new Journal(files, paths.vault), side);
    await opened.settle();
    return opened;
  });
}

/** The payloads of a log whose lines only commit to them. */
export class Vault {
  readonly #log: VaultLog;
  readonly #folder: PayloadFolder;
  readonly #journal: Journal;
  readonly #side: () => LogSide;
  /** `settle`: something is left to do, and the log tells what; `reopen`: only the log opened again can tell. */
  #left: "nothing" | "settle" | "reopen" = "settle";

  /** See `openVault`. */
  constructor(log: VaultLog, folder: PayloadFolder, journal: Journal, side: () => LogSide) {
    this.#log = log;
    this.#folder = folder;
    this.#journal = journal;
    this.#side = side;
  }

  /**
   * Keeps payloads and has the entries appended that commit to them: the payloads first, durably. Where the append is
   * refused they are removed again; where its outcome is not known, when the vault is opened next.
   *
   * One call at a time, and no redaction meanwhile.
   *
   * @throws VAULT_UNSETTLED, FILE_FAILED, what `append` throws
   */
  async append<T>(payloads: readonly SealedPayload[], append: () => Promise<T>): Promise<T> {
    if (payloads.length === 0) return append();
    await this.#settled();
    const commitments = payloads.map(({ commitment }) => commitment);
    this.#left = "settle";
    try {
      await withCodes(this.#folder.path, async () => {
        await this.#journal.write({ kind: "append", ...this.#now(), seqs: [], commitments });
        for (const payload of payloads) await this.#folder.write(payload);
      });
    } catch (thrown) {
      await this.settle().catch(() => undefined);
      throw thrown;
    }
    const appended = await this.#decided(append);
    await this.#clear();
    return appended;
  }

  /**
   * Redacts entries: appends the entry that says so, then removes their payloads and salts. `append` appends an event whose
   * `redacts` are the numbers that it is given; it is not called where all of them were redacted before. Killed between the
   * two, the vault is finished when it is opened next.
   *
   * One call at a time, and no append meanwhile.
   *
   * @throws what `planRedaction` and `append` throw, VAULT_UNSETTLED, REDACTION_UNFINISHED, FILE_FAILED
   */
  async redact(
    seqs: readonly number[],
    append: (redacts: readonly number[]) => Promise<{ readonly seq: number }>,
  ): Promise<Redaction> {
    await this.#settled();
    const entries = await planned({ log: this.#log, folder: this.#folder, side: this.#side() }, seqs);
    const fresh = entries.filter(({ by }) => by === undefined).map(({ seq }) => seq);
    const commitments = entries.flatMap((entry) => entry.commitments);
    const by = new Map(entries.flatMap((entry) => (entry.by === undefined ? [] : [[entry.seq, entry.by]])));
    if (fresh.length > 0) {
      this.#left = "settle";
      await withCodes(this.#folder.path, () =>
        this.#journal.write({ kind: "redact", ...this.#now(), seqs: fresh, commitments }),
      );
      const { seq } = await this.#decided(() => append(fresh));
      const redacts = new Set(redactsOf((await this.#log.at(seq)).event));
      if (!fresh.every((one) => redacts.has(one)))
        throw new TypeError(`entry ${seq} was to redact ${fresh.join(", ")}`);
      for (const one of fresh) by.set(one, seq);
    }
    try {
      await this.#folder.remove(commitments);
    } catch (thrown) {
      const reason = messageOf(thrown);
      const details = { by: Math.max(...by.values()), path: this.#folder.path, reason };
      throw chainErrors.create("REDACTION_UNFINISHED", details, { cause: thrown });
    }
    if (fresh.length > 0) await this.#clear();
    const removed = entries.reduce((sum, { standing }) => sum + standing, 0);
    return { by, removed, missing: commitments.length - removed };
  }

  /** Finishes what was left, as the log has it. */
  async settle(): Promise<void> {
    await settle(this.#log, this.#folder, this.#journal);
    this.#left = "nothing";
  }

  async #settled(): Promise<void> {
    if (this.#left === "reopen") throw chainErrors.create("VAULT_UNSETTLED", { path: this.#folder.path });
    if (this.#left === "settle") await withCodes(this.#folder.path, () => this.settle());
  }

  #now(): { readonly from: number } {
    return { from: this.#log.head().count };
  }

  /** Runs an append; one that failed for certain leaves nothing behind. */
  async #decided<T>(append: () => Promise<T>): Promise<T> {
    try {
      return await append();
    } catch (thrown) {
      const certain =
        chainErrors.is(thrown, "APPEND_FAILED") || (isCodedError(thrown) && thrown.kind === "input");
      if (certain) await this.settle().catch(() => undefined);
      else this.#left = "reopen";
      throw thrown;
    }
  }

  /** What is done is done, whether or not its journal can be removed now. */
  async #clear(): Promise<void> {
    try {
      await this.#journal.clear();
      this.#left = "nothing";
    } catch {
      this.#left = "settle";
    }
  }
}
