import type { FileLayer } from "@mvcrs/files";
import type { LogStore, StoredReader, Visit } from "../store/log-store.ts";
import type { RecentLines } from "../store/recent-lines.ts";
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

/** The lines of a log, those that this process has just written from its memory. */
export function linesNear(
  lines: ExportedLines,
  recent: RecentLines | undefined,
  signal: AbortSignal | undefined,
): ExportedLines {
  if (recent === undefined) return lines;
  return {
    name: lines.name,
    each: async (from, size, visit) => {
      const near = recent.within(from, size);
      if (from < near.from && !(await lines.each(from, near.from, visit))) return false;
      await near.each(visit, signal);
      return near.to === size || lines.each(near.to, size, visit);
    },
  };
}
