import type { FileHandle } from "@mvcrs/files";
import type { Segment } from "../../segments/segment.ts";
import { emptyParts, scanShape } from "../line/scan-line.ts";
import { lineAt } from "../read/line-at.ts";
import { LogFile } from "./log-file.ts";

/** Where the file that grows begins, as its own first line says. */
export interface Placed {
  /** The segments before it. */
  readonly closed: readonly Segment[];
  /** Segments that hold what the file holds too: a rotation was cut off, and the file is what counts. */
  readonly doubled: readonly Segment[];
  /** Its first entry, where it has one that is whole. */
  readonly first: number | undefined;
}

/** The number of a file's first entry; `undefined` where it has none that can be read. */
export async function firstEntryOf(file: FileHandle): Promise<number | undefined> {
  const { window, newline } = await lineAt(new LogFile([], file), 0, await file.size());
  const parts = emptyParts();
  return newline > 1 && scanShape(window, 1, newline, parts) ? parts.seq : undefined;
}

/**
 * Which segments of a list stand before the file that grows. The list has to be read after the file was opened: a rotation
 * lists what it closes before another file takes the name.
 */
export async function placeOf(file: FileHandle, listed: readonly Segment[]): Promise<Placed> {
  const first = await firstEntryOf(file);
  const at = first === undefined ? -1 : listed.findIndex((segment) => segment.first >= first);
  if (at < 0) return { closed: listed, doubled: [], first };
  return { closed: listed.slice(0, at), doubled: listed.slice(at), first };
}

/** The number that follows on the last of these. */
export const nextAfter = (segments: readonly Segment[]): number => (segments.at(-1)?.last ?? -1) + 1;

/** What is wrong between the file that grows and the list; `undefined` where nothing is. */
export async function misplaced(
  file: FileHandle,
  { closed, doubled, first }: Placed,
): Promise<"behind" | "overlapping" | undefined> {
  if (first === undefined) return undefined;
  const next = nextAfter(closed);
  if (first > next) return "behind";
  const bytes = doubled.reduce((sum, segment) => sum + segment.bytes, 0);
  return first < next || bytes > (await file.size()) ? "overlapping" : undefined;
}
