/** A file as a store has it. */
export interface StoredFile {
  readonly bytes: Uint8Array;
  /** Names this content of it, for `write` to go over. */
  readonly version: string;
}

/**
 * Where an export's files stand: a folder, or a bucket of an object store. A write says what it expects to find, so that two
 * exports at the same time cannot undo each other.
 */
export interface TileStore {
  /** What a file is called in messages. */
  at(path: string): string;
  /** Keeps other exports out, where the store can; a store that cannot relies on `write` alone. */
  hold(): Promise<AsyncDisposable>;
  /** `undefined` where there is none. */
  read(path: string): Promise<StoredFile | undefined>;
  /**
   * Writes a whole file over the version that is expected, or, with `null`, where none is. `false` where it is not so, and
   * then nothing is written. Nobody ever reads half of it.
   */
  write(path: string, bytes: Uint8Array, over: string | null): Promise<boolean>;
  /** Resolves once everything that was written is on stable storage. */
  settle(): Promise<void>;
}
