import { parseCanonical } from "@mvcrs/canonical";
import { chainErrors, type DamageCode } from "../../errors.ts";
import type { IndexBuffer } from "../../log/hash-index.ts";
import { hexAt, hexEquals } from "../check/range-checker.ts";
import { badLine } from "../line/bad-line.ts";
import type { TornTail } from "../line/line-splitter.ts";
import { leafHashInPlace } from "../line/node-sha256.ts";
import { emptyParts, type LineParts, NEWLINE, scanLine } from "../line/scan-line.ts";
import { type Readable, readBlocks } from "../read/read-blocks.ts";
import type { LogState } from "../write/log-state.ts";

export type CounterKeys = (event: unknown) => readonly string[];

export interface ReplayTarget {
  readonly state: LogState;
  readonly counterKeys?: CounterKeys | undefined;
  /** Where the index records go; none when the index is already further on. */
  readonly index?: { readonly file: IndexTarget; readonly buffer: IndexBuffer } | undefined;
}

interface IndexTarget {
  /** Takes the records that follow the first `count` ones. */
  write(count: number, records: Uint8Array): Promise<unknown>;
}

const decoder = new TextDecoder("utf-8", { fatal: true });
const FLUSH_BYTES = 1024 * 1024;

/**
 * Reads the entries from where `state` stands up to `to`, checks each as strictly as a verification does and adds
 * it. Returns what stands behind the last newline.
 *
 * @throws one of `damageCodes` at the first line that does not follow from the ones before it
 */
export async function replay(
  path: string,
  handle: Readable,
  to: number,
  target: ReplayTarget,
): Promise<TornTail | undefined> {
  const { state, counterKeys, index } = target;
  // The usual case, many times in a row for whoever asks for one entry after the other.
  if (state.bytes === to) return undefined;
  const parts = emptyParts();
  let indexed = state.count;
  const damaged = (code: DamageCode, reason: string) =>
    chainErrors.create(code, { path, seq: state.count, offset: state.bytes, reason });

  const flush = async (): Promise<void> => {
    if (index === undefined) return;
    await index.file.write(indexed, index.buffer.take());
    indexed = state.count;
  };
  const tail = await readBlocks(handle, state.bytes, to, async (items) => {
    for (const item of items) {
      if (item.kind === "overlong") throw damaged(...badLine(item.length));
      const { bytes, start, end } = item;
      for (let at = start; at < end; ) {
        const newline = bytes.indexOf(NEWLINE, at);
        if (!scanLine(bytes, at, newline, parts)) throw damaged(...badLine(newline - at));
        follow(bytes, parts, state, damaged);
        const keys = counterKeys?.(eventOf(bytes, parts)) ?? [];
        index?.buffer.beginRecord(state.bytes);
        state.add(leafHashInPlace(bytes, at, newline), newline + 1 - at, keys, index?.buffer.addHash);
        at = newline + 1;
      }
    }
    if (index !== undefined && index.buffer.length > FLUSH_BYTES) await flush();
  }).catch(async (thrown: unknown) => {
    // All before it was read: that much is worth keeping.
    if (chainErrors.is(thrown, "SEGMENT_MISSING")) await flush();
    throw thrown;
  });
  await flush();
  return tail;
}

function follow(
  bytes: Uint8Array,
  parts: LineParts,
  state: LogState,
  damaged: (code: DamageCode, reason: string) => Error,
): void {
  if (parts.seq !== state.count) throw damaged("LOG_LINE_MISNUMBERED", `its number is ${parts.seq}`);
  if (!hexEquals(bytes, parts.prevAt, state.lastLeaf)) {
    const prev = hexAt(bytes, parts.prevAt);
    throw damaged("LOG_LINK_BROKEN", `prev is ${prev}, but the entry before hashes to ${state.chainHash}`);
  }
}

/** The event of a scanned line. */
export function eventOf(bytes: Uint8Array, parts: LineParts): unknown {
  return parseCanonical(decoder.decode(bytes.subarray(parts.eventAt, parts.eventEnd)));
}
