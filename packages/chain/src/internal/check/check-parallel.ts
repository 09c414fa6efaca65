import { Worker } from "node:worker_threads";
import { readFully } from "@mvcrs/files";
import { MAX_LINE_BYTES, NEWLINE } from "../line/scan-line.ts";
import type { LogFile } from "../segments/log-file.ts";
import { type ByteRange, type CheckOptions, checkRange, endOf } from "./check-file.ts";
import type { RangeResult } from "./range-checker.ts";
import type { RangeJoiner } from "./range-joiner.ts";
import type { Answer, Task } from "./verify-worker.ts";

/** Logs below this size are checked sooner than a thread starts. */
export const PARALLEL_FROM_BYTES = 8 * 1024 * 1024;
const RANGE_BYTES = 4 * 1024 * 1024;

// The flags of the main thread are not the worker's: some of them (--input-type) would keep it from starting. A small
// young generation, because what a check leaves behind is garbage at once and should not pile up.
const OPTIONS = { execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 8 } };

/** A file that holds a part of a log. */
export interface PartFile extends ByteRange {
  readonly path: string;
  /** Where it begins in the log. */
  readonly base: number;
  /** Whether lines can be looked up anywhere in it for the price of a few. */
  readonly seekable: boolean;
}

type Range = Omit<PartFile, "seekable">;

// The source when run from the source (tests), the build otherwise.
const workerUrl = new URL(
  `./verify-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`,
  import.meta.url,
);

/**
 * As `checkFile`, with several threads. Each checks line-aligned ranges on its own; what links one range to the next
 * is checked here, in order. Needs real files, since a thread opens them for itself.
 */
export async function checkInParallel(
  file: LogFile,
  parts: readonly PartFile[],
  joiner: RangeJoiner,
  options: CheckOptions,
  threads: number,
): Promise<void> {
  const ranges: Range[] = [];
  for (const part of parts) ranges.push(...(await alignedRanges(file, part)));
  const results = new Map<number, RangeResult>();
  let next = 0;
  let joined = 0;
  let joining: Promise<void> = Promise.resolve();

  const joinReady = async (): Promise<void> => {
    for (let result = results.get(joined); result !== undefined; result = results.get(joined)) {
      const range = ranges[joined];
      results.delete(joined++);
      if (joiner.add(result) || range === undefined) continue;
      // A gap or a duplicate before it: its place in the tree is another than its numbers say.
      const silent = { onBytes: () => undefined, signal: options.signal };
      joiner.add(await checkRange(file, range.from, range.to, options.cuts, silent, endOf(joiner)));
    }
  };
  const work = async (worker: Worker): Promise<void> => {
    for (let mine = next++; mine < ranges.length; mine = next++) {
      const range = ranges[mine];
      if (range === undefined) return;
      results.set(mine, await ask(worker, { ...range, cuts: options.cuts }, options));
      joining = joining.then(joinReady);
      await joining;
    }
  };

  const workers = Array.from(
    { length: Math.min(threads, ranges.length) },
    () => new Worker(workerUrl, OPTIONS),
  );
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function ask(worker: Worker, task: Task, { onBytes, signal }: CheckOptions): Promise<RangeResult> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      worker.off("message", hear).off("error", fail);
      signal?.removeEventListener("abort", abort);
    };
    const fail = (thrown: unknown): void => {
      done();
      reject(thrown);
    };
    const abort = (): void => fail(signal?.reason);
    const hear = (answer: Answer): void => {
      if (answer.kind === "result") {
        done();
        resolve(answer.result);
        return;
      }
      if (answer.kind === "failed") {
        fail(Object.assign(new Error(answer.message), { code: answer.code }));
        return;
      }
      try {
        onBytes(answer.bytes);
      } catch (thrown) {
        // The caller's own: it has to reach the caller, not the event loop.
        fail(thrown);
      }
    };
    if (signal?.aborted) return abort();
    worker.on("message", hear).on("error", fail);
    signal?.addEventListener("abort", abort);
    worker.postMessage(task);
  });
}

/** Cuts a part of a log into ranges that end behind a newline (the last one: where the part ends). */
async function alignedRanges(file: LogFile, { path, from, to, base, seekable }: PartFile): Promise<Range[]> {
  if (!seekable) return [{ path, base, from, to }];
  const ranges: Range[] = [];
  const window = new Uint8Array(MAX_LINE_BYTES + 1);
  let begin = from;
  let at = from + RANGE_BYTES;
  while (at < to) {
    const length = await readFully(file, window.subarray(0, Math.min(window.length, to - at)), at);
    const newline = window.subarray(0, length).indexOf(NEWLINE);
    if (newline < 0) {
      at += Math.max(1, length);
      continue;
    }
    ranges.push({ path, base, from: begin, to: at + newline + 1 });
    begin = at + newline + 1;
    at = begin + RANGE_BYTES;
  }
  if (begin < to) ranges.push({ path, base, from: begin, to });
  return ranges;
}
