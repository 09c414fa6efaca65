import { Worker } from "node:worker_threads";
import { BlockUnpacker, type PackedBlock, type ScannedBlock, type ScanOptions } from "@mvcrs/verifiers/scan";
import type { Scanned, ScanTask } from "./scan-worker.ts";

// The source when run from the source (tests), the build otherwise.
const workerUrl = new URL(`./scan-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);

/** Blocks that may wait to be judged, so that memory stays bounded. */
const ahead = 4;

/**
 * Reads and scans a file on a thread of its own, while this one judges what has been scanned: the blocks that
 * `scanLines` yields for the bytes of that file. Calls `unreadable`, with the reason, for the error to throw where the
 * file cannot be read.
 */
export async function* scanFileInThread(
  path: string,
  options: ScanOptions,
  unreadable: (reason: string) => Error,
): AsyncGenerator<ScannedBlock> {
  const workerData: ScanTask = { ...options, path, ahead };
  // The flags of this thread are not the worker's: some of them (--input-type) would keep it from starting.
  const worker = new Worker(workerUrl, { workerData, execArgv: [] });
  // A reader that stops asking must be able to end: the thread keeps nothing alive but who waits for it.
  worker.unref();
  const inbox = inboxOf(worker, unreadable);
  const unpacker = new BlockUnpacker();
  try {
    for (let block = await inbox(); block !== null; block = await inbox()) {
      worker.postMessage("taken");
      yield unpacker.unpack(block);
    }
  } finally {
    await worker.terminate();
  }
}

/** Waits for the next block; `null` at the end. */
function inboxOf(worker: Worker, unreadable: (reason: string) => Error): () => Promise<PackedBlock | null> {
  const blocks: (PackedBlock | null)[] = [];
  let failure: { readonly thrown: unknown } | undefined;
  let wake = (): void => undefined;
  const fail = (thrown: unknown): void => {
    failure ??= { thrown };
    wake();
  };
  worker.on("message", (message: Scanned) => {
    if (message !== null && "unreadable" in message) fail(unreadable(message.unreadable));
    else {
      blocks.push(message);
      wake();
    }
  });
  worker.on("error", fail);
  worker.on("messageerror", fail);
  worker.on("exit", () => fail(new Error("the scanning thread ended before its input did")));
  return async () => {
    for (;;) {
      const block = blocks.shift();
      if (block !== undefined) return block;
      if (failure !== undefined) throw failure.thrown;
      worker.ref();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      worker.unref();
    }
  };
}
