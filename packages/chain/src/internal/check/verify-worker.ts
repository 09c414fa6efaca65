import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import type { Readable } from "../read/read-blocks.ts";
import { bytesOf } from "../segments/open-bytes.ts";
import type { SegmentBytes } from "../segments/segment-bytes.ts";
import { checkRange } from "./check-file.ts";
import type { RangeResult } from "./range-checker.ts";

// One thread of a parallel verification. It imports nothing outside this package, so that it also runs as source.

export interface Task {
  readonly path: string;
  /** Where the file begins in the log. */
  readonly base: number;
  readonly from: number;
  readonly to: number;
  readonly cuts: readonly number[];
}

export type Answer =
  | { readonly kind: "bytes"; readonly bytes: number }
  | { readonly kind: "result"; readonly result: RangeResult }
  // An error as data: what a thread throws arrives without its code.
  | { readonly kind: "failed"; readonly message: string; readonly code: string | undefined };

const say = (answer: Answer): void => parentPort?.postMessage(answer);

/** The main thread has found a file of that name; should it be a pipe by now, opening it must not wait for anybody. */
async function openFile(path: string): Promise<Opened> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const read = async (target: Uint8Array, position: number): Promise<number> =>
    (await file.read(target, 0, target.length, position)).bytesRead;
  const { bytes } = await bytesOf({ read }, (await file.stat()).size);
  return { path, bytes, close: () => file.close() };
}

interface Opened {
  readonly path: string;
  readonly bytes: SegmentBytes;
  close(): Promise<void>;
}

let opened: Promise<Opened> | undefined;

async function fileAt(path: string): Promise<Opened> {
  const before = await opened;
  if (before?.path === path) return before;
  await before?.close();
  opened = openFile(path);
  return opened;
}

parentPort?.on("message", async ({ path, base, from, to, cuts }: Task) => {
  try {
    const { bytes } = await fileAt(path);
    const part: Readable = { read: (target, position) => bytes.read(target, position - base) };
    const onBytes = (done: number): void => say({ kind: "bytes", bytes: done });
    const result = await checkRange(part, from, to, cuts, { onBytes, signal: undefined }, undefined);
    say({ kind: "result", result });
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : undefined;
    say({ kind: "failed", message: String(thrown), code });
  }
});
