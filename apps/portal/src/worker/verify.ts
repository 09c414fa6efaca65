import { nodeHash, proveInclusion } from "@mvcrs/chain/merkle";
import { parseNote } from "@mvcrs/chain/note";
import {
  parseCheckpoint,
  parseVerifierKey,
  type VerifiedCheckpoint,
  verifyCheckpoint,
  verifyInclusion,
} from "@mvcrs/chain/verify";
import { Bad, Checker } from "./check.ts";
import type { Hashers } from "./hashers.ts";
import type { Answer, Request } from "./messages.ts";
import { tileWidth } from "./tile-path.ts";
import { type FetchBytes, Tiles } from "./tiles.ts";

/** Entries that are looked at before all others. */
const tailEntries = 256;

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

type Verify = Extract<Request, { kind: "verify" }>;

/** A checkpoint that is signed, and the tree that it commits to. */
export interface Opened {
  readonly signed: VerifiedCheckpoint;
  readonly checker: Checker;
}

/**
 * Throws `Bad` where the checkpoint is not signed by the key, or of another log. `ahead` has things fetched before the
 * signature is looked at, which takes as long as they do.
 */
export function openCheckpoint(
  { checkpoint, key, origin }: Pick<Verify, "checkpoint" | "key" | "origin">,
  fetch: FetchBytes,
  ahead: (tiles: Tiles) => void = () => undefined,
): Opened {
  const tiles = new Tiles(saidSize(checkpoint), fetch);
  ahead(tiles);
  const signed = opened(checkpoint, key, origin);
  if (signed.size !== BigInt(tiles.size))
    throw new Bad(null, "the checkpoint is of more entries than there can be");
  return { signed, checker: new Checker(tiles, signed.rootHash) };
}

/** How many entries a checkpoint says that it is of, whoever signed it; 0 where it says nothing. */
function saidSize(note: string): number {
  try {
    const size = Number(parseCheckpoint(parseNote(note).text).size);
    return Number.isSafeInteger(size) ? size : 0;
  } catch {
    return 0;
  }
}

/** The first bundle that holds one of the newest entries. */
const tailBundle = (size: number): number => Math.floor(Math.max(0, size - tailEntries) / tileWidth);

/** The bundles from there on, on their way. */
function fetchTail(tiles: Tiles): readonly Promise<readonly Uint8Array[]>[] {
  const first = tailBundle(tiles.size);
  return Array.from({ length: Math.ceil(tiles.size / tileWidth) - first }, (_, n) => {
    const bundle = tiles.bundle(first + n);
    // Heard when its turn comes.
    bundle.catch(() => undefined);
    return bundle;
  });
}

/** Verifies a log: its tail and what it was before, then the rest. Says each step; ends at the first that does not hold. */
export async function verify(
  request: Verify,
  {
    say,
    now,
    open,
    hashersFor,
  }: {
    readonly say: (answer: Answer) => void;
    readonly now: () => number;
    readonly open: (ahead: (tiles: Tiles) => void) => Opened;
    /** Starts what hashes so many full bundles. */
    readonly hashersFor: (bundles: number) => Hashers;
  },
): Promise<void> {
  const began = now();
  const ms = () => now() - began;
  let tail: ReturnType<typeof fetchTail> | undefined;
  const { signed, checker } = open((tiles) => {
    tiles.edge();
    tail = fetchTail(tiles);
  });
  const size = Number(signed.size);
  say({ kind: "checkpoint", size, root: hex(signed.rootHash), origin: signed.origin });
  if (size === 0) return say({ kind: "done", size, root: hex(signed.rootHash), hashed: 0, ms: ms() });
  const first = tailBundle(size);
  // It was opened before.
  tail ??= fetchTail(checker.tiles);
  await checker.edge();
  for (const [n, bundle] of tail.entries()) await checker.bundle(first + n, bundle);
  say({ kind: "tail", from: first * tileWidth, ms: ms() });

  let from = 0;
  if (request.pinned !== null) {
    const pinned = opened(request.pinned, request.key, request.origin);
    await continues(
      checker,
      { size: Number(pinned.size), root: hex(pinned.rootHash) },
      "the pinned checkpoint",
    );
    say({ kind: "consistent", size: Number(pinned.size), with: "pinned", ms: ms() });
  }
  if (request.known !== null) {
    await continues(checker, request.known, "what this browser verified before");
    from = Math.floor(request.known.size / tileWidth) * tileWidth;
    say({ kind: "consistent", size: request.known.size, with: "known", ms: ms() });
  }
  const to = first * tileWidth;
  if (from < to) {
    using hashers = hashersFor((to - from) / tileWidth);
    await all(checker, hashers, { from, to, size, say });
  }
  const hashed = Math.max(0, to - from) + size - to;
  say({ kind: "done", size, root: hex(signed.rootHash), hashed, ms: ms() });
}

function opened(note: string, key: string, origin: string | null): VerifiedCheckpoint {
  try {
    return verifyCheckpoint(note, [parseVerifierKey(key.trim())], origin ?? undefined);
  } catch (thrown) {
    throw new Bad(null, thrown instanceof Error ? (thrown.message.split("\n", 1)[0] ?? "") : String(thrown));
  }
}

async function continues(
  checker: Checker,
  { size, root }: { readonly size: number; readonly root: string },
  what: string,
): Promise<void> {
  if (size > checker.tiles.size)
    throw new Bad(null, `the log is shorter than ${what}: ${checker.tiles.size} entries, not ${size}`);
  if (size > 0 && hex(await checker.rootOf(size)) !== root)
    throw new Bad(null, `history was rewritten: the first ${size} entries are not those of ${what}`);
}

/** Looks at the bundles between, a few of them fetched ahead. */
async function all(
  checker: Checker,
  hashers: Hashers,
  { from, to, size, say }: { from: number; to: number; size: number; say: (answer: Answer) => void },
): Promise<void> {
  let bytes = 0;
  const waiting: Promise<number>[] = [];
  let next = from / tileWidth;
  const end = to / tileWidth;
  const more = () => {
    if (next < end) {
      const bundle = checker.hashed(next, hashers.bundle(next));
      next += 1;
      // Heard when its turn comes.
      bundle.catch(() => undefined);
      waiting.push(bundle);
    }
  };
  for (let n = 0; n < hashers.ahead; n++) more();
  for (let index = from / tileWidth; index < end; index++) {
    bytes += (await waiting.shift()) ?? 0;
    more();
    if (index % 16 === 0) say({ kind: "progress", done: (index + 1) * tileWidth, from, bytes });
  }
  say({ kind: "progress", done: size, from, bytes });
}

/** One entry with its proof, checked against the checkpoint. Rejects with `Bad` where it is not so. */
export async function proveEntry(
  { signed, checker }: Opened,
  seq: number,
): Promise<{
  readonly line: string;
  readonly leaf: string;
  readonly size: number;
  readonly path: readonly string[];
}> {
  const { size } = checker.tiles;
  if (seq >= size) throw new Bad(seq, `the checkpoint reaches ${size} entries`);
  await checker.edge();
  const { line, leaf } = await checker.entry(seq);
  const proof = await proveInclusion(seq, size, checker.tiles.stored, nodeHash);
  verifyInclusion({
    ...{ leafHash: leaf, proof, rootHash: signed.rootHash },
    ...{ index: BigInt(seq), treeSize: signed.size },
  });
  return { line, leaf: hex(leaf), size, path: proof.map(hex) };
}
