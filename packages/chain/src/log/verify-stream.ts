import { sha256 } from "@noble/hashes/sha2.js";
import { type LineHasher, RangeChecker } from "../internal/check/range-checker.ts";
import { RangeJoiner } from "../internal/check/range-joiner.ts";
import { toHex } from "../internal/line/bytes.ts";
import { type LineBlock, LineSplitter, type OverlongLine } from "../internal/line/line-splitter.ts";
import { emptyTreeHash, nodeHash } from "../merkle/tree-hash.ts";
import type { Checkpoint } from "../note/checkpoint.ts";
import { type Finding, finding } from "./finding.ts";

const hasher: LineHasher = {
  leaf: (bytes, start, end) =>
    sha256.create().update(Uint8Array.of(0)).update(bytes.subarray(start, end)).digest(),
  join: nodeHash,
  stream: () => sha256.create(),
};

export interface VerifyStreamOptions {
  /** A checkpoint that the log has to agree with; verify its signature first (`verifyCheckpoint`). */
  readonly checkpoint?: Checkpoint;
  /** Called with the number of bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
  /** Rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface StreamReport {
  /** True when there is no finding. */
  readonly ok: boolean;
  readonly count: number;
  readonly bytes: number;
  readonly chainHash: string;
  readonly rootHash: string;
  readonly findings: readonly Finding[];
  readonly omitted: number;
}

/**
 * Verifies a log from its bytes alone, wherever they come from: the body of a `fetch`, a dropped file. The same check
 * as `verifyLog`, on one thread and without Node.
 */
export async function verifyLogStream(
  source: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
  options: VerifyStreamOptions = {},
): Promise<StreamReport> {
  const { checkpoint, onProgress, signal } = options;
  const size = checkpoint === undefined ? undefined : Number(checkpoint.size);
  const joiner = new RangeJoiner(hasher.join, {
    count: 0,
    bytes: 0,
    chainHash: new Uint8Array(32),
    nodes: [],
  });
  const checker = new RangeChecker(hasher, size === undefined ? [] : [size], {
    index: 0,
    previous: joiner.last,
  });
  const splitter = new LineSplitter(0, hasher.stream);
  let bytes = 0;
  for await (const chunk of chunksOf(source)) {
    signal?.throwIfAborted();
    for (const items of feed(splitter, chunk)) checker.accept(items);
    bytes += chunk.length;
    onProgress?.(bytes);
  }
  checker.torn(splitter.rest());
  joiner.add(checker.result());
  const findings = [...joiner.findings];
  if (checkpoint !== undefined) {
    const at = joiner.snapshots.get(Number(checkpoint.size));
    const root = at?.rootHash ?? emptyTreeHash();
    const expected = toHex(checkpoint.rootHash);
    if (checkpoint.size > BigInt(joiner.count)) {
      const values = { by: "the checkpoint", expected: `${checkpoint.size} entries`, found: joiner.count };
      findings.push(finding("TRUNCATED", joiner.count, bytes, values));
    } else if (toHex(root) !== expected) {
      const values = { by: "the checkpoint", expected, found: toHex(root), size: Number(checkpoint.size) };
      findings.push(
        finding("CHECKPOINT_INCONSISTENT", Math.max(0, Number(checkpoint.size) - 1), at?.bytes ?? 0, values),
      );
    }
  }
  const end = joiner.snapshot();
  return {
    ok: findings.length === 0,
    count: joiner.count,
    bytes,
    chainHash: toHex(end.chainHash),
    rootHash: toHex(end.rootHash ?? emptyTreeHash()),
    findings,
    omitted: joiner.omitted,
  };
}

function* feed(splitter: LineSplitter, chunk: Uint8Array): Generator<(LineBlock | OverlongLine)[]> {
  for (let at = 0; at < chunk.length; ) {
    const space = splitter.space();
    const part = chunk.subarray(at, at + space.length);
    space.set(part);
    at += part.length;
    yield splitter.filled(part.length);
  }
}

/** Not every browser lets a stream be iterated. */
async function* chunksOf(
  source: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (Symbol.asyncIterator in source) {
    yield* source;
    return;
  }
  const reader = (source as ReadableStream<Uint8Array>).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
