import { type Finding, finding } from "../../log/finding.ts";
import { differingCounters, type Meta } from "../../log/meta.ts";
import type { Checkpoint } from "../../note/checkpoint.ts";
import { toHex } from "../line/bytes.ts";
import { EMPTY_ROOT } from "../line/node-sha256.ts";
import type { RangeJoiner, Snapshot } from "./range-joiner.ts";

/** A checkpoint that was read, or why it could not be. */
export type ReadCheckpoint = Checkpoint | { readonly reason: string } | undefined;

export const isRead = (one: ReadCheckpoint): one is Checkpoint => one !== undefined && !("reason" in one);

export const rootText = ({ rootHash }: Snapshot): string =>
  rootHash === undefined ? EMPTY_ROOT : toHex(rootHash);

/** What a checkpoint commits to, compared with the log at that size. */
export function compareCheckpoint(
  checkpoint: ReadCheckpoint,
  by: string,
  joiner: RangeJoiner,
  bytes: number,
): Finding[] {
  if (checkpoint === undefined) return [];
  if ("reason" in checkpoint)
    return [finding("CHECKPOINT_BAD", joiner.count, bytes, { by, reason: checkpoint.reason })];
  const size = Number(checkpoint.size);
  const at = joiner.snapshots.get(size);
  if (at === undefined) {
    // Inside of what a trusted checkpoint already commits to: nothing was read there.
    if (size < joiner.count) return [];
    const values = { by, expected: `${checkpoint.size} entries`, found: joiner.count };
    return [finding("TRUNCATED", joiner.count, bytes, values)];
  }
  if (at.restsOn !== "read") return [];
  const expected = toHex(checkpoint.rootHash);
  const found = rootText(at);
  return expected === found
    ? []
    : [finding("CHECKPOINT_INCONSISTENT", Math.max(0, size - 1), at.bytes, { by, expected, found, size })];
}

/** What a meta file states, compared with the log at that size. A log may have grown since. */
export function compareMeta(meta: Meta, joiner: RangeJoiner, bytes: number, trusted: number): Finding[] {
  const at = joiner.snapshots.get(meta.count);
  if (at === undefined) {
    // Inside of what a trusted checkpoint already commits to: nothing was read there.
    if (meta.count < trusted) return [];
    const values = { by: "the meta file", expected: `${meta.count} entries`, found: joiner.count };
    return [finding("TRUNCATED", joiner.count, bytes, values)];
  }
  const pairs = [
    ["bytes", meta.bytes, at.bytes],
    ["chain_hash", meta.chain_hash, toHex(at.chainHash)],
    // Hashes that nobody could compute again accuse nobody.
    ...(at.restsOn === "read" ? [["root_hash", meta.root_hash, rootText(at)] as const] : []),
  ] as const;
  return pairs
    .filter(([, expected, found]) => expected !== found)
    .map(([field, expected, found]) =>
      finding("META_MISMATCH", Math.max(0, meta.count - 1), at.bytes, { field, expected, found }),
    );
}

/** The counters of a meta file, compared with those that its entries add up to. */
export function compareCounters(meta: Meta, counted: Readonly<Record<string, number>>): Finding[] {
  return differingCounters(meta.counters, counted).map((name) =>
    finding("META_MISMATCH", Math.max(0, meta.count - 1), meta.bytes, {
      field: `counters.${name}`,
      expected: meta.counters[name] ?? 0,
      found: counted[name] ?? 0,
    }),
  );
}
