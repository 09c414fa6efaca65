import type { DecodedBatch } from "../../src/input/decoded.ts";

/** Bytes of a text, cut into chunks of `size`, as a file system might deliver them. */
export function* chunked(text: string | Uint8Array, size = 7): Generator<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Runs a decoder to its end. */
export async function collect<Notices>(batches: AsyncGenerator<DecodedBatch, Notices>) {
  const signals: DecodedBatch["signals"][number][] = [];
  const problems: DecodedBatch["problems"][number][] = [];
  let rows = 0;
  for (;;) {
    const next = await batches.next();
    if (next.done === true) return { signals, problems, rows, notices: next.value };
    signals.push(...next.value.signals);
    problems.push(...next.value.problems);
    rows += next.value.rows;
  }
}

export const now = () => Date.parse("2026-11-22T00:00:00.000Z");
