import type { Head } from "../log/head.ts";

/** The lines of one log, as a database keeps them: what an implementation has to do. Everything else is done by `storeOfLines`. */
export interface LineStore {
  /** As errors call it; without a password. */
  readonly name: string;
  /**
   * Takes the log over for writing. From then on whoever wrote before can append nothing more.
   * Rejects with an error of the kind `refused` while somebody else writes.
   */
  takeOver(): Promise<LineWriter>;
  /** What the log commits to now. */
  head(): Promise<Head>;
  /** Some of the lines from `from` up to, and not with, `to`: at least one where there is one, and few enough for memory. */
  page(range: PageRange): Promise<LinePage>;
  /** The stored hashes of complete subtrees, `undefined` where there is none. Nothing believes them. */
  hashes(nodes: readonly TreeNode[]): Promise<readonly (Uint8Array | undefined)[]>;
  close(): Promise<void>;
}

export interface PageRange {
  readonly from: number;
  readonly to: number;
  /** Which end of the range is wanted: the lines that begin with `from`, or those that end before `to`. */
  readonly end: "first" | "last";
}

/** Consecutive lines, each with its newline, as they would stand in a file. */
export interface LinePage {
  readonly first: number;
  /** Where the first one would stand in a file. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** The complete subtree of the leaves from `index * 2^level` to `(index + 1) * 2^level`. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

export interface LineWriter {
  /** What the log committed to when it was taken over. */
  readonly head: Head;
  /**
   * Resolves once the whole batch and its head are durable. After APPEND_FAILED nothing of it is in the log, nor will be, and
   * the next batch may follow; after any other error the log takes no more entries from this writer.
   */
  append(batch: LineBatch): Promise<void>;
  /** Lets the next writer in. */
  close(): Promise<void>;
}

/** Lines that follow one another, and what the log commits to with them. */
export interface LineBatch {
  /** Number of the first line. */
  readonly first: number;
  /** Where it would stand in a file. */
  readonly offset: number;
  /** The lines, each with its newline. */
  readonly lines: Uint8Array;
  /** Where each line ends in `lines`, behind its newline. */
  readonly ends: readonly number[];
  /** The hashes of the subtrees that each line completes, the leaf first: 32 bytes each, line after line. */
  readonly hashes: Uint8Array;
  /** Where those of each line end in `hashes`. */
  readonly hashEnds: readonly number[];
  readonly head: Head;
}
