import { hashFromHex, toHex } from "../internal/line/bytes.ts";
import { CompactRange, nodesOfTree } from "../internal/line/compact-range.ts";
import { EMPTY_ROOT, joinHashes } from "../internal/line/node-sha256.ts";
import type { Head } from "./head.ts";

/** The meta file beside a log: lets a writer open a log of any length in constant time. A projection of the log. */
export interface Meta {
  readonly version: 1;
  /** Entries. */
  readonly count: number;
  /** Leaf hash of the last entry; 64 zeros for none. */
  readonly chain_hash: string;
  /** RFC 6962 tree hash over all leaf hashes. */
  readonly root_hash: string;
  /** Length of the log file that this vouches for. */
  readonly bytes: number;
  /** Hashes of the maximal complete subtrees, left to right. */
  readonly frontier: readonly string[];
  readonly counters: Readonly<Record<string, number>>;
  /** RFC 3339, UTC, milliseconds. */
  readonly last_updated: string;
}

/** The meta file's text for what a log commits to; `lastUpdated` in RFC 3339, UTC, milliseconds. */
export function formatMeta(head: Head, lastUpdated: string): string {
  const meta: Meta = {
    version: 1,
    count: head.count,
    chain_hash: head.chainHash,
    root_hash: head.rootHash,
    bytes: head.bytes,
    frontier: head.frontier,
    counters: head.counters,
    last_updated: lastUpdated,
  };
  return `${JSON.stringify(meta, null, 2)}\n`;
}

/**
 * Reads the text of a meta file, when it is complete and agrees with itself: the frontier has the form that `count` asks
 * for and folds to `root_hash`. Otherwise the reason why not.
 */
export function parseMeta(content: Uint8Array | string): Meta | { readonly reason: string } {
  let value: unknown;
  try {
    const text =
      typeof content === "string" ? content : new TextDecoder("utf-8", { fatal: true }).decode(content);
    value = JSON.parse(text);
  } catch {
    return { reason: "it is not JSON" };
  }
  if (typeof value !== "object" || value === null) return { reason: "it is not an object" };
  const fields = value as Readonly<Record<keyof Meta, unknown>>;
  const { version, count, chain_hash, root_hash, bytes: length, frontier, counters, last_updated } = fields;
  if (version !== 1) return { reason: `its version is ${String(version)}, not 1` };
  if (!isCount(count) || !isCount(length)) return { reason: "count and bytes must be whole numbers" };
  if (!isHash(chain_hash) || !isHash(root_hash)) return { reason: "a hash is not 64 lower-case hex digits" };
  if (!Array.isArray(frontier) || !frontier.every(isHash))
    return { reason: "frontier must be a list of hashes" };
  if (!isCounters(counters)) return { reason: "counters must map names to whole numbers" };
  if (typeof last_updated !== "string") return { reason: "last_updated must be a time" };
  const range = rangeOf(count, frontier);
  if (range === undefined) return { reason: `its frontier does not have the form of ${count} entries` };
  if (rootOf(range) !== root_hash) return { reason: "its frontier does not fold to its root_hash" };
  if ((count === 0) !== (length === 0)) return { reason: "count and bytes disagree about being empty" };
  return { version, count, chain_hash, root_hash, bytes: length, frontier, counters, last_updated };
}

/** The tree of the first `count` entries, ready to grow; `undefined` when the hashes do not have its form. */
export function rangeOf(count: number, frontier: readonly string[]): CompactRange | undefined {
  const hashes: Uint8Array[] = [];
  for (const text of frontier) {
    const hash = hashFromHex(text);
    if (hash === undefined) return undefined;
    hashes.push(hash);
  }
  const nodes = nodesOfTree(count, hashes);
  return nodes === undefined ? undefined : new CompactRange(joinHashes, 0, nodes);
}

/** The root hash in hex, of a tree with or without leaves. */
export function rootOf(range: CompactRange): string {
  const root = range.root();
  return root === undefined ? EMPTY_ROOT : toHex(root);
}

/** Whether two counts say the same; one that is not there counts 0. */
export function sameCounters(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): boolean {
  return differingCounters(a, b).length === 0;
}

/** The names of the counters that differ. */
export function differingCounters(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => countOf(a, name) !== countOf(b, name)).sort();
}

const countOf = (counters: Readonly<Record<string, number>>, name: string): number =>
  Object.hasOwn(counters, name) ? (counters[name] ?? 0) : 0;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isCounters = (value: unknown): value is Record<string, number> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isCount);
