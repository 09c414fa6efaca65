import { dirname, join, resolve } from "node:path";
import { type FileLayer, readWhole, replaceFile, sweepFolder } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import { equalBytes } from "../internal/line/bytes.ts";

const MOST_AT_ONCE = 16;

/** What the temporary files of an export are called: all in one place, where the next export sweeps them. */
export const temporaryIn = (dir: string): string => join(dir, ".export");

/**
 * Writes the files of an export. What the log is proven to say is written; a file that is there and says otherwise is
 * damaged if it was published by a checkpoint that the log agrees with, or if it looks as a power failure leaves a file.
 */
export class Publisher {
  readonly #files: FileLayer;
  readonly #dir: string;
  readonly #vouched: boolean;
  readonly #folders = new Set<string>();
  readonly #writing = new Set<Promise<void>>();
  #failed: { readonly reason: unknown } | undefined;
  written = 0;
  kept = 0;
  mended = 0;

  /** `vouched`: whether a checkpoint vouches for what is there, and the log agrees with it. */
  constructor(files: FileLayer, dir: string, vouched: boolean) {
    this.#files = files;
    this.#dir = resolve(dir);
    this.#vouched = vouched;
  }

  /** Sets out to write a file; what fails is told by a later call, by `settle` at the latest. @throws TILE_CONFLICT */
  async publish(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.#dir, path);
    await this.#enter(dirname(target));
    // Syncs that wait side by side share their way to the disk.
    while (this.#writing.size >= MOST_AT_ONCE) await Promise.race(this.#writing);
    if (this.#failed !== undefined) throw this.#failed.reason;
    const writing = this.#write(target, bytes.slice()).then(
      () => void this.#writing.delete(writing),
      (reason: unknown) => {
        this.#writing.delete(writing);
        this.#failed ??= { reason };
      },
    );
    this.#writing.add(writing);
  }

  /** Resolves when no file is being written any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#writing);
  }

  /** Resolves once everything is on stable storage, those names too that an export before this one had no time for. */
  async settle(): Promise<void> {
    await this.idle();
    if (this.#failed !== undefined) throw this.#failed.reason;
    for (const folder of this.#folders) await this.#files.syncFolder(folder);
  }

  async #write(target: string, bytes: Uint8Array): Promise<void> {
    const there = await readWhole(this.#files, target);
    if (there !== undefined && equalBytes(there, bytes)) {
      this.kept++;
      return;
    }
    if (there !== undefined && !this.#vouched && !isTorn(there, bytes))
      throw chainErrors.create("TILE_CONFLICT", { path: target });
    // Its bytes before its name: a name without them would be another content for ever.
    // A file that is not whole never stands where others are served.
    await replaceFile(this.#files, target, bytes, { syncName: false, temporary: temporaryIn(this.#dir) });
    if (there === undefined) this.written++;
    else this.mended++;
  }

  async #enter(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return;
    await this.#files.makeFolder(folder);
    await sweepFolder(this.#files, folder);
    for (let at = folder; !this.#folders.has(at); at = dirname(at)) {
      this.#folders.add(at);
      if (at === this.#dir) break;
    }
  }
}

/** Whether a file is what a power failure leaves of `whole`: cut off, or with zeros in place of what was not written. */
function isTorn(file: Uint8Array, whole: Uint8Array): boolean {
  return file.length <= whole.length && file.every((byte, i) => byte === 0 || byte === whole[i]);
}
