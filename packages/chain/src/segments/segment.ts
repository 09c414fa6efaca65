import { isAbsolute, join, resolve } from "node:path";

/** A closed part of a log, as the list of segments has it. Nothing of it is believed: the lines say all but where they are. */
export interface Segment {
  /** Number of its first entry. */
  readonly first: number;
  readonly last: number;
  /** Where it begins in the log, in bytes, as if the log were one file. */
  readonly offset: number;
  /** Length, uncompressed. */
  readonly bytes: number;
  /** SHA-256 of these bytes: what `sha256sum` says of the file, or `zcat | sha256sum`. */
  readonly sha256: string;
  /** Leaf hash of its last entry. */
  readonly chain_hash: string;
  /** RFC 3339, UTC, milliseconds; `null` where the list was made again from the files. */
  readonly closed_at: string | null;
  /** Relative to the log's folder, with slashes; absolute where it was moved elsewhere. */
  readonly file: string;
}

const fileName = /^(\d{12,16})-(\d{12,16})\.jsonl(?:\.gz)?$/;

/** What a segment's file is called. */
export const segmentName = (first: number, last: number): string =>
  `${String(first).padStart(12, "0")}-${String(last).padStart(12, "0")}.jsonl`;

/** The numbers that a file's name tells. */
export function parseSegmentName(
  name: string,
): { readonly first: number; readonly last: number } | undefined {
  const [, first, last] = fileName.exec(name) ?? [];
  return first === undefined ? undefined : { first: Number(first), last: Number(last) };
}

const compressed = ".gz";

/**
 * Where a segment's file may be: where the list says, compressed by hand or not, and where segments are put, for one that was
 * brought back.
 */
export function placesOf({ first, last, file }: Segment, logFolder: string, segmentFolder: string): string[] {
  const listed = isAbsolute(file) ? file : resolve(logFolder, file);
  const own = join(segmentFolder, segmentName(first, last));
  const twins = (path: string) =>
    path.endsWith(compressed) ? [path, path.slice(0, -compressed.length)] : [path, `${path}${compressed}`];
  return [...new Set([...twins(listed), ...twins(own)])];
}
