/** What a log commits to, as far as it was read or written. */
export interface Head {
  /** Entries. */
  readonly count: number;
  /** Leaf hash of the last entry; 64 zeros for none. */
  readonly chainHash: string;
  /** RFC 6962 tree hash over all entries; the SHA-256 of nothing for none. */
  readonly rootHash: string;
  /** Length of the file, in bytes. */
  readonly bytes: number;
  /** Hashes of the maximal complete subtrees, left to right. */
  readonly frontier: readonly string[];
  readonly counters: Readonly<Record<string, number>>;
}
