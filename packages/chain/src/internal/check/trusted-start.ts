import { type FileHandle, readFully } from "@mvcrs/files";
import type { HashIndex } from "../../log/hash-index.ts";
import { verifyInclusion } from "../../merkle/inclusion.ts";
import { proveInclusion } from "../../merkle/prove.ts";
import { equalBytes, toHex } from "../line/bytes.ts";
import { CompactRange, type SubtreeNode } from "../line/compact-range.ts";
import { joinHashes, leafHashInPlace } from "../line/node-sha256.ts";
import { MAX_LINE_BYTES, NEWLINE } from "../line/scan-line.ts";
import type { StartPoint } from "./range-joiner.ts";

/**
 * Where a verification may begin that trusts a checkpoint. Everything comes from the index, and every piece is checked
 * against the checkpoint's root before it is used: the subtrees fold to it, the last entry is included in it, and the
 * line standing in the log hashes to that entry. `undefined` when a piece is missing or wrong: then read everything.
 */
export async function trustedStart(
  handle: FileHandle,
  index: HashIndex,
  size: number,
  rootHash: Uint8Array,
): Promise<StartPoint | undefined> {
  if (size < 1) return undefined;
  const stored = async (level: number, at: number): Promise<Uint8Array> => {
    const hash = await index.hash(level, at);
    if (hash === undefined) throw new RangeError("the index does not reach this far");
    return hash;
  };
  try {
    const nodes = await subtreesOf(size, stored);
    const root = new CompactRange(joinHashes, 0, nodes).root();
    if (root === undefined || !equalBytes(root, rootHash)) return undefined;
    const last = await index.entry(size - 1);
    if (last === undefined) return undefined;
    verifyInclusion({
      leafHash: last.leafHash,
      index: BigInt(size - 1),
      treeSize: BigInt(size),
      proof: await proveInclusion(size - 1, size, stored),
      rootHash,
    });
    const window = new Uint8Array(MAX_LINE_BYTES + 2);
    const length = await readFully(handle, window.subarray(1), last.offset);
    const end = window.subarray(0, length + 1).indexOf(NEWLINE, 1);
    if (end < 0 || toHex(leafHashInPlace(window, 1, end)) !== toHex(last.leafHash)) return undefined;
    return { count: size, bytes: last.offset + end, chainHash: last.leafHash, nodes };
  } catch {
    return undefined;
  }
}

async function subtreesOf(
  size: number,
  stored: (level: number, at: number) => Promise<Uint8Array>,
): Promise<SubtreeNode[]> {
  const nodes: SubtreeNode[] = [];
  let begin = 0;
  for (let level = 52; level >= 0; level--) {
    const width = 2 ** level;
    if (begin + width > size) continue;
    nodes.push({ level, index: begin / width, hash: await stored(level, begin / width) });
    begin += width;
  }
  return nodes;
}
