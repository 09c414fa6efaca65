import { type Finding, finding } from "../../log/finding.ts";
import { CompactRange, type HashChildren, type SubtreeNode } from "../line/compact-range.ts";
import { checkOrder, type Link, MAX_FINDINGS, type RangeResult } from "./range-checker.ts";

/** The tree at one size, met on the way. */
export interface Snapshot {
  readonly rootHash: Uint8Array | undefined;
  readonly chainHash: Uint8Array;
  readonly bytes: number;
  /** What the root rests on: lines that were read, or also hashes that the index keeps of what is away; or it is unknown. */
  readonly restsOn: "read" | "kept" | "nothing";
}

/** Entries that were not read. */
export interface Unread {
  /** The count behind them, and where they end. */
  readonly end: number;
  readonly endOffset: number;
  /** Of the last of them. */
  readonly leafHash: Uint8Array;
  /** The subtrees that they make up; `undefined` where they are not known. */
  readonly nodes: readonly SubtreeNode[] | undefined;
}

/** Where a check begins: what stands before it is trusted. */
export interface StartPoint {
  readonly count: number;
  readonly bytes: number;
  /** 32 zero bytes for an empty log. */
  readonly chainHash: Uint8Array;
  readonly nodes: readonly SubtreeNode[];
}

/** Puts the results of neighbouring ranges together, in order, as if one pass had read them all. */
export class RangeJoiner {
  readonly findings: Finding[] = [];
  readonly snapshots: Map<number, Snapshot> = new Map();
  readonly #join: HashChildren;
  #range: CompactRange;
  #restsOn: Snapshot["restsOn"] = "read";
  omitted = 0;
  #last: Link;
  #bytes: number;

  constructor(join: HashChildren, start: StartPoint) {
    this.#join = join;
    this.#range = new CompactRange(join, 0, start.nodes);
    this.#last = { leafHash: start.chainHash, seq: start.count - 1 };
    this.#bytes = start.bytes;
    this.#snapshot();
  }

  get count(): number {
    return this.#range.end;
  }

  get last(): Link {
    return this.#last;
  }

  /** False, and nothing is taken, when the range believed to begin elsewhere: it has to be checked again, from here. */
  add(result: RangeResult): boolean {
    if (result.lines === 0) {
      this.#take(result.findings, result.omitted);
      return true;
    }
    if (result.begin !== this.count) return false;
    const { first } = result;
    if (first !== undefined && (first.seq === undefined || first.prev === undefined)) return false;
    if (first?.seq !== undefined && first.prev !== undefined) {
      for (const { code, values } of checkOrder(this.#last, first.seq, first.prev))
        this.#take([finding(code, this.count, first.offset, values)], 0);
    }
    this.#take(result.findings, result.omitted);
    for (const segment of result.segments) {
      this.#range.pushRange(segment.nodes);
      this.#last = { leafHash: segment.lastLeaf, seq: segment.end - 1 };
      this.#bytes = segment.endOffset;
      this.#snapshot();
    }
    this.#last = result.last ?? this.#last;
    return true;
  }

  /** Goes on behind entries that are away. */
  skip({ end, endOffset, leafHash, nodes }: Unread): void {
    if (nodes === undefined || this.#restsOn === "nothing") {
      this.#restsOn = "nothing";
      this.#range = new CompactRange(this.#join, end);
    } else {
      this.#restsOn = "kept";
      this.#range.pushRange(nodes);
    }
    this.#last = { leafHash, seq: end - 1 };
    this.#bytes = endOffset;
    this.#snapshot();
  }

  snapshot(): Snapshot {
    const rootHash = this.#restsOn === "nothing" ? undefined : this.#range.root();
    return { rootHash, chainHash: this.#last.leafHash, bytes: this.#bytes, restsOn: this.#restsOn };
  }

  #snapshot(): void {
    // Only the sizes at which segments end are asked for, a handful; keeping every one of them costs next to nothing.
    this.snapshots.set(this.count, this.snapshot());
  }

  #take(findings: readonly Finding[], omitted: number): void {
    const room = Math.max(0, MAX_FINDINGS - this.findings.length);
    this.findings.push(...findings.slice(0, room));
    this.omitted += omitted + Math.max(0, findings.length - room);
  }
}
