import type { EventFields, Where } from "./where.ts";

/** Entries that are summed up together. A block is read whole where one of them may be wanted. */
export const blockEntries = 1_024;

/** What stands in a block of entries: enough to tell that an entry is not among them. */
export interface Block {
  /** 0 for the first of the log. */
  readonly number: number;
  /** Leaf hash of its last entry, 32 bytes. */
  readonly leaf: Uint8Array;
  /** Times of its first and last event in milliseconds since 1970; `NaN` where none has one. */
  readonly since: number;
  readonly until: number;
  /** Hashes of its labels, rising, none twice. */
  readonly labels: Uint32Array;
}

/** FNV-1a, 32 bits, over UTF-16 code units (draft-eastlake-fnv). Two labels may share one: then a block is read for nothing. */
function labelHash(label: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < label.length; at++) hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The summary of a block's events. */
export function blockOf(number: number, leaf: Uint8Array, events: readonly EventFields[]): Block {
  const hashes = new Set<number>();
  const times: number[] = [];
  for (const { labels, time } of events) {
    for (const label of labels) hashes.add(labelHash(label));
    if (time !== undefined) times.push(time);
  }
  return {
    number,
    leaf,
    since: times.length === 0 ? Number.NaN : Math.min(...times),
    until: times.length === 0 ? Number.NaN : Math.max(...times),
    labels: Uint32Array.from(hashes).sort(),
  };
}

/** False where nothing in the block is wanted. */
export function mayFulfil(block: Block, where: Where): boolean {
  const { since, until } = where;
  // Comparisons with NaN are false: no event has a time.
  if (since !== undefined && !(block.until >= since)) return false;
  if (until !== undefined && !(block.since < until)) return false;
  return where.labels?.every((label) => holds(block.labels, labelHash(label))) ?? true;
}

function holds(sorted: Uint32Array, wanted: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = sorted[middle] ?? 0;
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle;
  }
  return false;
}
