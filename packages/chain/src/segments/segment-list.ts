import { dirname } from "node:path";
import { utf8 } from "@mvcrs/canonical";
import { type FileLayer, readWhole, removeIfThere, replaceFile } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import type { Segment } from "./segment.ts";

/** The text of the list of segments beside a log. */
export const formatSegments = (segments: readonly Segment[]): string =>
  `${JSON.stringify({ version: 1, segments: segments.map(inOrder) }, null, 2)}\n`;

/** In the order in which the fields are written. */
const inOrder = ({ first, last, offset, bytes, sha256, chain_hash, closed_at, file }: Segment): Segment => ({
  first,
  last,
  offset,
  bytes,
  sha256,
  chain_hash,
  closed_at,
  file,
});

/** Reads a list of segments strictly: nothing is left out between them, and nothing else stands in it. */
function parseSegments(text: string): readonly Segment[] | { readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { reason: "it is not JSON" };
  }
  if (!isRecord(value)) return { reason: "it is not an object" };
  if (value["version"] !== 1) return { reason: `its version is ${String(value["version"])}, not 1` };
  const list = value["segments"];
  if (!Array.isArray(list) || list.length === 0) return { reason: "it lists no segment" };
  const segments: Segment[] = [];
  for (const [at, one] of list.entries()) {
    if (!isSegment(one)) return { reason: `segment ${at + 1} of it is not one` };
    const before = segments.at(-1);
    const first = before === undefined ? 0 : before.last + 1;
    const offset = before === undefined ? 0 : before.offset + before.bytes;
    if (one.first !== first || one.offset !== offset)
      return { reason: `segment ${at + 1} of it does not begin where the one before ends` };
    if (one.last < one.first || one.bytes < 1) return { reason: `segment ${at + 1} of it holds nothing` };
    segments.push(one);
  }
  if (formatSegments(segments) !== text) return { reason: "it is not as a writer writes it" };
  return segments;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

const isSegment = (value: unknown): value is Segment =>
  isRecord(value) &&
  [value["first"], value["last"], value["offset"], value["bytes"]].every(isCount) &&
  isHash(value["sha256"]) &&
  isHash(value["chain_hash"]) &&
  (value["closed_at"] === null || typeof value["closed_at"] === "string") &&
  typeof value["file"] === "string" &&
  value["file"] !== "";

/** The list of segments at a path; none for a log of one file. @throws SEGMENTS_UNREADABLE */
export async function readSegments(files: FileLayer, listPath: string): Promise<readonly Segment[]> {
  const found = await tryReadSegments(files, listPath);
  if ("reason" in found) throw chainErrors.create("SEGMENTS_UNREADABLE", { listPath, ...found });
  return found;
}

/** The same, with the reason where it cannot be used. */
export async function tryReadSegments(
  files: FileLayer,
  listPath: string,
): Promise<readonly Segment[] | { readonly reason: string }> {
  const bytes = await readWhole(files, listPath);
  if (bytes === undefined) return [];
  try {
    return parseSegments(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return { reason: "it is not UTF-8" };
  }
}

/** Replaces the list, durably; by whoever holds its lock. A log without segments has none. */
export async function writeSegments(
  files: FileLayer,
  listPath: string,
  segments: readonly Segment[],
): Promise<void> {
  if (segments.length > 0) return replaceFile(files, listPath, utf8(formatSegments(segments)));
  await removeIfThere(files, listPath);
  await files.syncFolder(dirname(listPath));
}
