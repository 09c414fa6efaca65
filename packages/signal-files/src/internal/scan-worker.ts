import { closeSync, openSync, readSync } from "node:fs";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { BlockPacker, type PackedBlock, type ScanOptions, scanLines } from "@mvcrs/verifiers/scan";

// The thread that reads and scans a file of signals for another one. It loads nothing but the scanner, so that it is
// there at once.

export interface ScanTask extends ScanOptions {
  readonly path: string;
  /** How many blocks may be on their way before the other thread asks for more. */
  readonly ahead: number;
}

/** What the thread sends: blocks as they are ready, `null` at the end, or why the file could not be read on. */
export type Scanned = PackedBlock | null | { readonly unreadable: string };

/** The first chunk is small, so that the other thread soon has something to do. */
const firstChunkBytes = 32 * 1024;
const chunkBytes = 512 * 1024;
const newline = 0x0a;
const port = ownPort();
const { path, ahead, ...options }: ScanTask = workerData;

let room = ahead;
let wake = (): void => undefined;
// Every message says that one more block was taken.
port.on("message", () => {
  room += 1;
  wake();
});

function ownPort(): MessagePort {
  if (parentPort === null) throw new TypeError("this file runs as a worker thread");
  return parentPort;
}

const say = (message: Scanned, memory: ArrayBuffer[] = []): void => port.postMessage(message, memory);

class Unreadable extends Error {}

/** Runs a call to the file system; its failure is the file's and not this program's. */
function asking<Answer>(call: () => Answer): Answer {
  try {
    return call();
  } catch (thrown) {
    throw new Unreadable(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

const twoChunks = () => [Buffer.alloc(chunkBytes), Buffer.alloc(chunkBytes)] as const;

function* chunks(): Generator<Uint8Array> {
  const file = asking(() => openSync(path, "r"));
  try {
    // Two in turn: the end of one chunk waits for the rest of its line, which is in the next.
    let memory = twoChunks();
    let turn = 0;
    for (let bytes = firstChunkBytes; ; bytes = Math.min(2 * bytes, chunkBytes)) {
      const chunk = turn === 0 ? memory[0] : memory[1];
      turn = 1 - turn;
      const length = asking(() => readSync(file, chunk, 0, bytes, null));
      if (length === 0) return;
      const read = chunk.subarray(0, length);
      yield read;
      // Unless it is in none of the next ones: then all of this waits too.
      if (!read.includes(newline)) memory = twoChunks();
    }
  } finally {
    closeSync(file);
  }
}

/** Not at the level of the module: a bundle of CommonJS has no `await` there. */
async function scan(): Promise<void> {
  const packer = new BlockPacker();
  try {
    for await (const block of scanLines(chunks(), options)) {
      while (room === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      room -= 1;
      const packed = packer.pack(block);
      say(packed, [packed.numbers.buffer, packed.odd.bytes.buffer]);
    }
    say(null);
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    say({ unreadable: thrown.message });
  }
  port.close();
}

void scan();
