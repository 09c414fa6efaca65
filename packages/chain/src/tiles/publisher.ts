import { chainErrors } from "../errors.ts";
import { equalBytes } from "../internal/line/bytes.ts";
import type { TileStore } from "./tile-store.ts";

const MOST_AT_ONCE = 16;

/**
 * Writes the files of an export. What the log is proven to say is written; a file that is there and says otherwise is
 * damaged if it was published by a checkpoint that the log agrees with, or if it looks as a power failure leaves a file.
 */
export class Publisher {
  readonly #store: TileStore;
  readonly #vouched: boolean;
  readonly #writing = new Set<Promise<void>>();
  #failed: { readonly reason: unknown } | undefined;
  written = 0;
  kept = 0;
  mended = 0;

  /** `vouched`: whether a checkpoint vouches for what is there, and the log agrees with it. */
  constructor(store: TileStore, vouched: boolean) {
    this.#store = store;
    this.#vouched = vouched;
  }

  /** Sets out to write a file; what fails is told by a later call, by `settle` at the latest. @throws TILE_CONFLICT */
  async publish(path: string, bytes: Uint8Array): Promise<void> {
    // Those that wait side by side share their way to the disk.
    while (this.#writing.size >= MOST_AT_ONCE) await Promise.race(this.#writing);
    if (this.#failed !== undefined) throw this.#failed.reason;
    const writing = this.#write(path, bytes.slice()).then(
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

  /** Resolves once everything is on stable storage. */
  async settle(): Promise<void> {
    await this.idle();
    if (this.#failed !== undefined) throw this.#failed.reason;
    await this.#store.settle();
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    if (await this.#store.write(path, bytes, null)) {
      this.written++;
      return;
    }
    const there = await this.#store.read(path);
    if (there !== undefined && equalBytes(there.bytes, bytes)) {
      this.kept++;
      return;
    }
    const isOurs = there !== undefined && (this.#vouched || isTorn(there.bytes, bytes));
    // Nobody removes a tile; where it is gone between the two, somebody does.
    if (!isOurs || !(await this.#store.write(path, bytes, there.version)))
      throw chainErrors.create("TILE_CONFLICT", { path: this.#store.at(path) });
    this.mended++;
  }
}

/** Whether a file is what a power failure leaves of `whole`: cut off, or with zeros in place of what was not written. */
function isTorn(file: Uint8Array, whole: Uint8Array): boolean {
  return file.length <= whole.length && file.every((byte, i) => byte === 0 || byte === whole[i]);
}
