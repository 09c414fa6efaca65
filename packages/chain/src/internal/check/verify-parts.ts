import type { FileHandle, FileLayer } from "@mvcrs/files";
import { chainErrors } from "../../errors.ts";
import { type Finding, finding } from "../../log/finding.ts";
import type { Segment } from "../../segments/segment.ts";
import { tryReadSegments } from "../../segments/segment-list.ts";
import { toHex } from "../line/bytes.ts";
import type { LogPaths } from "../paths.ts";
import { ClosedSegment } from "../segments/closed-segment.ts";
import { digestOf } from "../segments/digest.ts";
import { LogFile } from "../segments/log-file.ts";
import type { Storage } from "../segments/open-bytes.ts";
import { misplaced, nextAfter, placeOf } from "../segments/place.ts";
import { UnreadableBytes } from "../segments/segment-bytes.ts";
import type { RangeJoiner } from "./range-joiner.ts";

/** A closed segment as a verification found it. */
export interface CheckedSegment {
  /** As listed, with the place and length that it has by what is there. */
  readonly segment: Segment;
  readonly listed: Segment;
  readonly found:
    | {
        readonly is: "read";
        readonly path: string;
        readonly storage: Storage;
        readonly bytes: number;
        readonly sha256: string;
      }
    /** It holds nothing but what is trusted. */
    | { readonly is: "trusted" }
    | { readonly is: "away"; readonly path: string }
    | { readonly is: "damaged"; readonly path: string; readonly reason: string };
}

/** A log as a verification reads it: its parts one behind the other, whatever their list says of their lengths. */
export interface Parts {
  readonly file: LogFile;
  readonly closed: readonly CheckedSegment[];
  /** What is wrong with the list itself. */
  readonly findings: readonly Finding[];
}

/** Looks for all parts of a log, and reads the closed ones once, for their length and their SHA-256. */
export async function partsOf(
  files: FileLayer,
  paths: LogPaths,
  active: FileHandle,
  { trusted, signal }: { readonly trusted: number; readonly signal: AbortSignal | undefined },
): Promise<Parts> {
  const listed = await tryReadSegments(files, paths.segments);
  const by = paths.segments;
  if ("reason" in listed) {
    const findings = [finding("SEGMENTS_UNREADABLE", 0, 0, { by, reason: listed.reason })];
    return { file: new LogFile([], active), closed: [], findings };
  }
  const placed = await placeOf(active, listed);
  const wrong = await misplaced(active, placed);
  // What a rotation that was cut off has listed is in the file too; what else does not fit is read all the same.
  const before = wrong === undefined ? placed.closed : listed;
  const closed: CheckedSegment[] = [];
  let offset = 0;
  for (const one of before) {
    const found = await look(new ClosedSegment(files, paths, one), one.last < trusted, signal);
    const bytes = found.is === "read" ? found.bytes : one.bytes;
    closed.push({ segment: { ...one, offset, bytes }, listed: one, found });
    offset += bytes;
  }
  const findings: Finding[] = [];
  if (wrong !== undefined && (listed.length > 0 || (await hasSegments(files, paths)))) {
    const next = nextAfter(before);
    const reason =
      listed.length === 0
        ? "it is missing"
        : `it ends before entry ${next}, and the log's file begins with entry ${placed.first ?? next}`;
    findings.push(finding("SEGMENTS_UNREADABLE", next, offset, { by, reason }));
  }
  const file = new LogFile(
    closed.map(({ segment }) => new ClosedSegment(files, paths, segment)),
    active,
  );
  return { file, closed, findings };
}

async function hasSegments(files: FileLayer, { segmentFolder }: LogPaths): Promise<boolean> {
  return (await files.list(segmentFolder).catch(() => [])).length > 0;
}

async function look(
  segment: ClosedSegment,
  isTrusted: boolean,
  signal: AbortSignal | undefined,
): Promise<CheckedSegment["found"]> {
  let path = "";
  try {
    const opened = await segment.opened();
    const { storage, bytes } = opened;
    path = opened.path;
    if (isTrusted) return { is: "trusted" };
    const digest = await digestOf(bytes, 0, Number.POSITIVE_INFINITY, signal);
    return { is: "read", path, storage, ...digest };
  } catch (thrown) {
    if (chainErrors.is(thrown, "SEGMENT_MISSING"))
      return isTrusted ? { is: "trusted" } : { is: "away", path: thrown.details.file };
    if (thrown instanceof UnreadableBytes) return { is: "damaged", path, reason: thrown.message };
    throw thrown;
  } finally {
    await segment.close();
  }
}

/** Where the list of segments says otherwise than what was read. What follows on the first such place differs for that reason. */
export function compareSegments(closed: readonly CheckedSegment[], joiner: RangeJoiner): Finding[] {
  for (const { listed, found } of closed) {
    if (found.is !== "read") continue;
    const { first, last, offset, bytes, file } = listed;
    const end = joiner.snapshots.get(last + 1);
    const pairs = [
      ["sha256", listed.sha256, found.sha256],
      ["chain_hash", listed.chain_hash, end === undefined ? "none" : toHex(end.chainHash)],
      ["end", offset + bytes, end?.bytes ?? "none"],
    ] as const;
    const differing = pairs.find(([, expected, there]) => expected !== there);
    if (differing === undefined) continue;
    const [field, expected, there] = differing;
    return [finding("SEGMENT_MISMATCH", first, offset, { file, field, expected, found: there })];
  }
  return [];
}
