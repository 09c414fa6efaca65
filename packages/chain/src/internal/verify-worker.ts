import { parentPort } from "node:worker_threads";
import type { FileHandle } from "../log/file-layer.ts";
import { checkRange } from "./check-file.ts";
import { openNode } from "./node-handle.ts";
import type { RangeResult } from "./range-checker.ts";
import { systemCode } from "./system-code.ts";

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

let opening: Promise<FileHandle> | undefined;

parentPort?.on("message", async ({ path, from, to, cuts }: Task) => {
  try {
    opening ??= openNode(path, "read").then(({ handle }) => handle);
    const onBytes = (bytes: number): void => say({ kind: "bytes", bytes });
    const result = await checkRange(await opening, from, to, cuts, { onBytes, signal: undefined }, undefined);
    say({ kind: "result", result });
  } catch (thrown) {
    say({ kind: "failed", message: String(thrown), code: systemCode(thrown) });
  }
});
