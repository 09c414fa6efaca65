import { nodeHash, proveInclusion } from "@mvcrs/chain/merkle";
import {
  parseVerifierKey,
  type VerifiedCheckpoint,
  verifyCheckpoint,
  verifyInclusion,
} from "@mvcrs/chain/verify";
import { Bad, Checker } from "./check.ts";
import type { Answer, Request } from "./messages.ts";
import { tileWidth } from "./tile-path.ts";
import { type FetchBytes, Tiles } from "./tiles.ts";

/** Entries that are looked at before all others. */
const tailEntries = 256;
const ahead = 6;

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

type Verify = Extract<Request, { kind: "verify" }>;

/** Verifies a log: its tail and what it was before, then the rest. Says each step; ends at the first that does not hold. */
export async function verify(
  request: Verify,
  {
    fetch,
    say,
    now,
  }: { readonly fetch: FetchBytes; readonly say: (answer: Answer) => void; readonly now: () => number },
): Promise<void> {
  const began = now();
  const ms = () => now() - began;
  const signed = opened(request.checkpoint, request.key, request.origin);
  const size = Number(signed.size);
  say({ kind: "checkpoint", size, root: hex(signed.rootHash), origin: signed.origin });
  const checker = new Checker(new Tiles(size, fetch), signed.rootHash);
  if (size === 0) return say({ kind: "done", size, root: hex(signed.rootHash), hashed: 0, ms: ms() });
  const last = Math.floor((size - 1) / tileWidth);
  const first = Math.floor(Math.max(0, size - tailEntries) / tileWidth);
  // On their way while the right end of the tree is looked at.
  const tail = Array.from({ length: last - first + 1 }, (_, n) => checker.tiles.bundle(first + n));
  for (const bundle of tail) bundle.catch(() => undefined);
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
  const hashed = await all(checker, { from, to: first * tileWidth, size, say });
  say({
    kind: "done",
    size,
    root: hex(signed.rootHash),
    hashed: hashed + size - first * tileWidth,
    ms: ms(),
  });
}

/** Rejects with `Bad` where the checkpoint is not signed by the key, or of another log. */
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
  { from, to, size, say }: { from: number; to: number; size: number; say: (answer: Answer) => void },
): Promise<number> {
  let bytes = 0;
  const waiting: Promise<number>[] = [];
  let next = from / tileWidth;
  const end = to / tileWidth;
  const more = () => {
    if (next < end) {
      const bundle = checker.bundle(next++);
      // Heard when its turn comes.
      bundle.catch(() => undefined);
      waiting.push(bundle);
    }
  };
  for (let n = 0; n < ahead; n++) more();
  for (let index = from / tileWidth; index < end; index++) {
    bytes += (await waiting.shift()) ?? 0;
    more();
    if (index % 16 === 0) say({ kind: "progress", done: (index + 1) * tileWidth, from, bytes });
  }
  if (from < to) say({ kind: "progress", done: size, from, bytes });
  return Math.max(0, to - from);
}

/** One entry with its proof, checked against the checkpoint. Rejects with `Bad` where it is not so. */
export async function proveEntry(
  { checkpoint, key, seq }: Extract<Request, { kind: "entry" }>,
  fetch: FetchBytes,
): Promise<{
  readonly line: string;
  readonly leaf: string;
  readonly size: number;
  readonly path: readonly string[];
}> {
  const signed = opened(checkpoint, key, null);
  const size = Number(signed.size);
  if (seq >= size) throw new Bad(seq, `the checkpoint reaches ${size} entries`);
  const checker = new Checker(new Tiles(size, fetch), signed.rootHash);
  await checker.edge();
  const { line, leaf } = await checker.entry(seq);
  const proof = await proveInclusion(seq, size, checker.tiles.stored, nodeHash);
  verifyInclusion({
    ...{ leafHash: leaf, proof, rootHash: signed.rootHash },
    ...{ index: BigInt(seq), treeSize: signed.size },
  });
  return { line, leaf: hex(leaf), size, path: proof.map(hex) };
}
