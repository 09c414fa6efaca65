import type { FileLayer } from "@mvcrs/files";
import type { LogStore, StoredReader, Visit } from "../store/log-store.ts";
import { eachLine, firstLine, placeOf } from "./each-line.ts";

/** The lines of a log that is exported, wherever it is kept. */
export interface ExportedLines {
  /** As errors call the log. */
  readonly name: string;
  /** Visits the lines from entry `from` on until there are `size`; false where `from` cannot be found. */
  each(from: number, size: number, visit: Visit): Promise<boolean>;
}

export function linesOfFile(
  files: FileLayer,
  path: string,
  signal: AbortSignal | undefined,
): ExportedLines & AsyncDisposable {
  return {
    name: path,
    each: async (seq, size, visit) => {
      const from = seq === 0 ? firstLine : await placeOf(files, path, seq);
      if (from === undefined) return false;
      await eachLine(files, path, { from, size, signal }, visit);
      return true;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

export async function linesOfStore(
  store: LogStore,
  signal: AbortSignal | undefined,
): Promise<ExportedLines & AsyncDisposable> {
  const reader: StoredReader<unknown> = await store.read();
  return {
    name: store.name,
    each: async (from, to, visit) => {
      await reader.eachLine({ from, to, ...(signal === undefined ? {} : { signal }) }, visit);
      return true;
    },
    [Symbol.asyncDispose]: () => reader.close(),
  };
}

const MOST_BYTES = 16 * 1024 * 1024;

interface Remembered {
  readonly from: number;
  readonly size: number;
  readonly visited: readonly Parameters<Visit>[];
}

/** Keeps what was visited last, where it is not much: an export looks at its lines twice. */
export function remembering({ name, each }: ExportedLines): ExportedLines {
  let last: Remembered | undefined;
  return {
    name,
    each: async (from, size, visit) => {
      if (last?.from === from && last.size === size) {
        for (const [line, leafHash, seq] of last.visited) {
          const visiting = visit(line, leafHash, seq);
          if (visiting !== undefined) await visiting;
        }
        return true;
      }
      last = undefined;
      const visited: Parameters<Visit>[] = [];
      let bytes = 0;
      const found = await each(from, size, (line, leafHash, seq) => {
        bytes += line.length;
        if (bytes <= MOST_BYTES) visited.push([line.slice(), leafHash, seq]);
        return visit(line, leafHash, seq);
      });
      if (found && bytes <= MOST_BYTES) last = { from, size, visited };
      return found;
    },
  };
}
