import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { leafHash, proveInclusion, verifyInclusion } from "../../packages/chain/dist/merkle.js";
import { type VerifierKey, verifyCheckpoint } from "../../packages/chain/dist/note.js";
import { bundlePath, TILE_WIDTH, tilePath } from "../../packages/chain/dist/tiles/tile-path.js";

/** Reads the checkpoint, an entry and the tiles of its proof from static files, and checks the entry against the signature. */
export async function readAndProve(
  dir: string,
  verifierKeys: readonly VerifierKey[],
  at: number,
): Promise<void> {
  const note = await readFile(join(dir, "checkpoint"), "utf8");
  const { size, rootHash } = verifyCheckpoint(note, verifierKeys);
  const count = Number(size);
  const seq = Math.floor(at * count);
  const tiles = new Map<string, Promise<Buffer>>();
  const tile = (level: number, index: number): Promise<Buffer> => {
    const width = Math.min(TILE_WIDTH, Math.floor(count / TILE_WIDTH ** level) - index * TILE_WIDTH);
    const path = tilePath(level, index, width);
    const reading = tiles.get(path) ?? readFile(join(dir, path));
    tiles.set(path, reading);
    return reading;
  };
  const stored = async (level: number, index: number): Promise<Uint8Array> => {
    const [row, height] = [Math.floor(level / 8), 2 ** (level % 8)];
    const bytes = await tile(row, Math.floor((index * height) / TILE_WIDTH));
    const first = (index * height) % TILE_WIDTH;
    return folded(bytes.subarray(32 * first, 32 * (first + height)));
  };
  const proof = await proveInclusion(seq, count, stored, nodeHash);
  const line = lineOf(await readFile(join(dir, bundleOf(seq, count))), seq % TILE_WIDTH);
  const [index, treeSize] = [BigInt(seq), size];
  verifyInclusion({ index, treeSize, leafHash: leafHash(line), proof, rootHash });
}

const nodeHash = (...children: readonly Uint8Array[]): Uint8Array =>
  hash("sha256", Buffer.concat([Uint8Array.of(1), ...children]), "buffer");

/** The tree hash of a power of two of hashes. */
function folded(hashes: Uint8Array): Uint8Array {
  const middle = hashes.length / 2;
  return middle < 32 ? hashes : nodeHash(folded(hashes.subarray(0, middle)), folded(hashes.subarray(middle)));
}

const bundleOf = (seq: number, count: number): string => {
  const index = Math.floor(seq / TILE_WIDTH);
  return bundlePath(index, Math.min(TILE_WIDTH, count - index * TILE_WIDTH));
};

function lineOf(bundle: Buffer, position: number): Buffer {
  let at = 0;
  for (let i = 0; i < position; i++) at += 2 + bundle.readUInt16BE(at);
  return bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at));
}
