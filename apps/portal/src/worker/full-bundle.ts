import { sha256 } from "@noble/hashes/sha2.js";
import { tileWidth } from "./tile-path.ts";
import { type FetchBytes, fetchBundle, joined } from "./tiles.ts";

/** What the entries of a full bundle hash to, and how many bytes of them were hashed. */
export interface FullBundle {
  readonly root: Uint8Array;
  readonly bytes: number;
}

export async function hashBundle(fetch: FetchBytes, index: number): Promise<FullBundle> {
  const lines = await fetchBundle(fetch, index, tileWidth);
  let bytes = 0;
  for (const line of lines) bytes += line.length;
  return { root: joined(lines.map((line) => sha256(line))), bytes };
}
