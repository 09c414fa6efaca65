import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type FileLayer, readWhole, replaceFile, sweepFolder, withCodes } from "@mvcrs/files";
import { type Processes, takeLock } from "@mvcrs/files/lock";
import type { StoredFile, TileStore } from "./tile-store.ts";

export interface FolderStoreOptions {
  readonly files: FileLayer;
  readonly clock: () => number;
  readonly processes: Processes;
}

/** A folder for a web server to serve; created if missing. Its lock keeps other exports out, so no write goes over theirs. */
export class FolderStore implements TileStore {
  readonly #dir: string;
  readonly #options: FolderStoreOptions;
  readonly #entered = new Set<string>();
  readonly #unsynced = new Set<string>();

  constructor(dir: string, options: FolderStoreOptions) {
    this.#dir = resolve(dir);
    this.#options = options;
  }

  at(path: string): string {
    return join(this.#dir, path);
  }

  hold(): Promise<AsyncDisposable> {
    const { files, clock, processes } = this.#options;
    const what = `the folder ${this.#dir}`;
    return withCodes(this.#dir, async () => {
      await files.makeFolder(this.#dir);
      const path = this.at(".export.lock");
      const lock = await takeLock({ path, what, files, clock, processes, wait, timeoutMs: 0 });
      try {
        await this.#enter(this.#dir);
      } catch (thrown) {
        await lock.release();
        throw thrown;
      }
      return { [Symbol.asyncDispose]: () => lock.release() };
    });
  }

  async read(path: string): Promise<StoredFile | undefined> {
    const target = this.at(path);
    const bytes = await withCodes(target, () => readWhole(this.#options.files, target));
    // Under the lock, what is there stays there.
    return bytes === undefined ? undefined : { bytes, version: "" };
  }

  async write(path: string, bytes: Uint8Array, over: string | null): Promise<boolean> {
    const { files } = this.#options;
    const target = this.at(path);
    return withCodes(target, async () => {
      await this.#enter(dirname(target));
      if (over === null && (await readWhole(files, target)) !== undefined) return false;
      // Its bytes before its name: a name without them would be another content for ever.
      // A file that is not whole never stands where others are served: all of them are made in one place, and swept there.
      await replaceFile(files, target, bytes, { syncName: false, temporary: this.at(".export") });
      this.#unsynced.add(dirname(target));
      return true;
    });
  }

  /** Those names too that an export before this one had no time for. */
  async settle(): Promise<void> {
    for (const folder of this.#unsynced)
      await withCodes(folder, () => this.#options.files.syncFolder(folder));
    this.#unsynced.clear();
  }

  async #enter(folder: string): Promise<void> {
    if (this.#entered.has(folder)) return;
    await this.#options.files.makeFolder(folder);
    await sweepFolder(this.#options.files, folder);
    for (let at = folder; !this.#entered.has(at); at = dirname(at)) {
      this.#entered.add(at);
      this.#unsynced.add(at);
      if (at === this.#dir) break;
    }
  }
}
