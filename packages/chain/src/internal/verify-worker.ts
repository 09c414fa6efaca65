import { parentPort } from "node:worker_threads";
import type { FileHandle } from "../log/file-layer.ts";
import { nodeFiles } from "../log/node-files.ts";
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
  | { readonly kind: "result"; readonly result: RangeResult };

const say = (answer: Answer): void => parentPort?.postMessage(answer);

let handle: Promise<FileHandle> | undefined;

parentPort?.on("message", async ({ path, from, to, cuts }: Task) => {
  handle ??= nodeFiles.open(path, "read");
  const onBytes = (bytes: number): void => say({ kind: "bytes", bytes });
  const result = await checkRange(await handle, from, to, cuts, { onBytes, signal: undefined }, undefined);
  say({ kind: "result", result });
});
