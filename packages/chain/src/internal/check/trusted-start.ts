import type { HashIndex } from "../../log/hash-index.ts";
import { verifyInclusion } from "../../merkle/inclusion.ts";
import { proveInclusion } from "../../merkle/prove.ts";
import { equalBytes } from "../line/bytes.ts";
import { CompactRange } from "../line/compact-range.ts";
import { joinHashes, leafHashInPlace } from "../line/node-sha256.ts";
import { lineAt } from "../read/line-at.ts";
import type { LogFile } from "../segments/log-file.ts";
import type { StartPoint } from "./range-joiner.ts";

/**
 * Where a verification may begin that trusts a checkpoint. Everything comes from the index, and every piece is checked
 * against the checkpoint's root before it is used: the subtrees fold to it, the last entry is included in it, and the
 * line standing in the log hashes to that entry. `undefined` when a piece is missing or wrong: then read everything.
 */
export async function trustedStart(
  file: LogFile,
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
    const nodes = await index.subtrees(0, size);
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
    const end = await endOfLine(file, size - 1, last);
    if (end === undefined) return undefined;
    return { count: size, bytes: end, chainHash: last.leafHash, nodes };
  } catch {
    return undefined;
  }
}

/** Where the line of an entry ends, if it stands where it should. One that is away has to be the last of its segment. */
async function endOfLine(
  file: LogFile,
  seq: number,
  { offset, leafHash }: { readonly offset: number; readonly leafHash: Uint8Array },
): Promise<number | undefined> {
  const part = file.partOf(seq);
  if (seq + 1 === file.partAt(part.end).first) return part.end;
  const { window, newline } = await lineAt(file, offset, await file.size());
  if (newline < 0 || !equalBytes(leafHashInPlace(window, 1, newline), leafHash)) return undefined;
  return offset + newline;
}
