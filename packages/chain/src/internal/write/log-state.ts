import type { Head } from "../../log/head.ts";
import type { Meta } from "../../log/meta.ts";
import { rangeOf, rootOf } from "../../log/meta.ts";
import { hashFromHex, toHex } from "../line/bytes.ts";
import { CompactRange } from "../line/compact-range.ts";
import { joinHashes } from "../line/node-sha256.ts";

const NO_HASH = new Uint8Array(32);

/** The growing state behind a head: logarithmic in the length of the log. */
export class LogState {
  count = 0;
  bytes = 0;
  /** Leaf hash of the last entry; 32 zero bytes for none. */
  lastLeaf: Uint8Array = NO_HASH;
  range: CompactRange = new CompactRange(joinHashes);
  counters: Map<string, number> = new Map();

  static of(meta: Meta): LogState {
    const { count, bytes, frontier, counters, chain_hash: chainHash } = meta;
    return LogState.ofHead({ count, bytes, frontier, counters, chainHash });
  }

  static ofHead(head: Omit<Head, "rootHash">): LogState {
    const state = new LogState();
    state.count = head.count;
    state.bytes = head.bytes;
    state.lastLeaf = hashFromHex(head.chainHash) ?? NO_HASH;
    state.range = rangeOf(head.count, head.frontier) ?? state.range;
    state.counters = new Map(Object.entries(head.counters));
    return state;
  }

  clone(): LogState {
    const copy = new LogState();
    copy.count = this.count;
    copy.bytes = this.bytes;
    copy.lastLeaf = this.lastLeaf;
    copy.range = new CompactRange(joinHashes, 0, this.range.nodes);
    copy.counters = new Map(this.counters);
    return copy;
  }

  /** The last leaf hash in hex. */
  get chainHash(): string {
    return toHex(this.lastLeaf);
  }

  /** Adds the next entry, whose line is `bytes` long with its newline. */
  add(
    leafHash: Uint8Array,
    bytes: number,
    keys: readonly string[],
    onNode?: (hash: Uint8Array) => void,
  ): void {
    this.range.pushLeaf(leafHash, onNode);
    this.lastLeaf = leafHash;
    this.count++;
    this.bytes += bytes;
    for (const key of keys) this.counters.set(key, (this.counters.get(key) ?? 0) + 1);
  }

  head(): Head {
    return {
      count: this.count,
      chainHash: this.chainHash,
      rootHash: rootOf(this.range),
      bytes: this.bytes,
      frontier: this.range.nodes.map(({ hash }) => toHex(hash)),
      counters: Object.fromEntries(this.counters),
    };
  }
}
