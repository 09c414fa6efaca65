import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import type { Readable } from "../read/read-blocks.ts";
import { checkRange } from "./check-file.ts";
import type { RangeResult } from "./range-checker.ts";

// One thread of a parallel verification. It imports nothing outside this package, so that it also runs as source.

export interface Task {
  readonly path: string;
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
async function openLog(path: string): Promise<Readable> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  return {
    read: async (target, position) => (await file.read(target, 0, target.length, position)).bytesRead,
  };
}

let opening: Promise<Readable> | undefined;

parentPort?.on("message", async ({ path, from, to, cuts }: Task) => {
  try {
    opening ??= openLog(path);
    const onBytes = (bytes: number): void => say({ kind: "bytes", bytes });
    const result = await checkRange(await opening, from, to, cuts, { onBytes, signal: undefined }, undefined);
    say({ kind: "result", result });
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : undefined;
    say({ kind: "failed", message: String(thrown), code });
  }
});
