import { type HashIndex, IndexBuffer } from "../../log/hash-index.ts";
import type { Readable } from "../read/read-blocks.ts";
import { LogState } from "../write/log-state.ts";
import { replay } from "./replay.ts";

/** The beginning of a log that will not change any more. */
export interface Beginning {
  readonly path: string;
  readonly handle: Readable;
  /** Where it ends. */
  readonly bytes: number;
}

/**
 * Reads the beginning of a log and writes its records into the index where others stand; whether there were any. What it
 * writes follows from the log alone, so it needs no lock: whoever writes there at the same time writes the same.
 *
 * @throws one of `damageCodes`
 */
export async function mendIndex({ path, handle, bytes }: Beginning, index: HashIndex): Promise<boolean> {
  let mended = await index.mendStart();
  const file = {
    async write(count: number, records: Uint8Array): Promise<void> {
      if (await index.mend(count, records)) mended = true;
    },
  };
  await replay(path, handle, bytes, { state: new LogState(), index: { file, buffer: new IndexBuffer() } });
  return mended;
}
