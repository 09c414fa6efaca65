import type { FileLayer } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import type { LogPaths } from "../internal/paths.ts";
import { openLogFile } from "../internal/segments/open-log-file.ts";
import { eachPrivateEntry, type PrivateEntry } from "./private-entries.ts";

/** What the log says of the vault, as far as it was read. */
export class LogSide {
  /** The entry that commits to a payload. */
  readonly seqs = new Map<string, number>();
  readonly #files: FileLayer;
  readonly #paths: LogPaths;
  readonly #signal: AbortSignal | undefined;
  readonly #redactions: PrivateEntry[] = [];
  #bytes = 0;

  constructor(files: FileLayer, paths: LogPaths, signal?: AbortSignal) {
    this.#files = files;
    this.#paths = paths;
    this.#signal = signal;
  }

  async readOn(): Promise<void> {
    const handle = await openLogFile(this.#files, this.#paths).catch(unlessMissing);
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

function unlessMissing(thrown: unknown): undefined {
  if (!chainErrors.is(thrown, "LOG_MISSING")) throw thrown;
}
