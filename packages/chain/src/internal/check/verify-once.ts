import { utf8 } from "@mvcrs/canonical";
import { isCodedError, systemCode } from "@mvcrs/errors";
import { type FileLayer, readWhole } from "@mvcrs/files";
import { type Finding, finding } from "../../log/finding.ts";
import { parseMeta } from "../../log/meta.ts";
import type { VerifyLogOptions, VerifyReport } from "../../log/verify-report.ts";
import { verifyCheckpoint } from "../../note/checkpoint.ts";
import type { VerifierKey } from "../../note/key.ts";
import { equalBytes, toHex } from "../line/bytes.ts";
import type { LogPaths } from "../paths.ts";
import { type CheckedLog, checkLog } from "./check-log.ts";
import { readUnverified } from "./checkpoint-beside.ts";
import {
  compareCheckpoint,
  compareCounters,
  compareMeta,
  isRead,
  type ReadCheckpoint,
  rootText,
} from "./compare-beside.ts";
import { countAgain } from "./count-again.ts";
import { unreadCount, unreadFindings, type Voucher } from "./unread.ts";
import { compareSegments } from "./verify-parts.ts";

/** What stands beside a log, as it was read. */
interface Beside {
  readonly meta: Uint8Array | undefined;
  readonly checkpoint: Uint8Array | undefined;
  /** The list of segments. */
  readonly segments: Uint8Array | undefined;
}

async function readBeside(files: FileLayer, paths: LogPaths): Promise<Beside> {
  return {
    meta: await readWhole(files, paths.meta),
    checkpoint: await readWhole(files, paths.checkpoint),
    segments: await readWhole(files, paths.segments),
  };
}

/** Whether nobody has written since it was looked at: a writer leaves another length or another meta file. */
export async function isUnchanged(
  files: FileLayer,
  paths: LogPaths,
  { beside, own }: Look,
): Promise<boolean> {
  const size = await sizeOf(files, paths.log);
  const now = await readBeside(files, paths);
  const { meta, checkpoint, segments } = beside;
  return (
    size === own &&
    isSame(now.meta, meta) &&
    isSame(now.checkpoint, checkpoint) &&
    isSame(now.segments, segments)
  );
}

async function sizeOf(files: FileLayer, path: string): Promise<number> {
  try {
    const handle = await files.open(path, "read");
    return await handle.size().finally(() => handle.close());
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return -1;
    throw thrown;
  }
}

const isSame = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : equalBytes(a, b);

/** One look at a log, and what stood beside it then. */
export interface Look {
  readonly report: VerifyReport;
  readonly beside: Beside;
  /** Length of the file that grows; -1 where there is none. */
  readonly own: number;
}

export async function verifyOnce(
  files: FileLayer,
  paths: LogPaths,
  options: VerifyLogOptions,
): Promise<Look> {
  const { verifierKeys = [], origin } = options;
  // Before the log: what is written while the log is read must not look like a truncation.
  const beside = await readBeside(files, paths);
  const meta = beside.meta === undefined ? undefined : parseMeta(beside.meta);
  const checkpoint = readCheckpoint(options.checkpoint, verifierKeys, origin);
  const from = readCheckpoint(options.from, verifierKeys, origin);
  const signed = readSigned(beside.checkpoint, paths, options.checkpoint);
  const vouchers = vouchersOf(meta, { checkpoint, from, signed });
  // An earlier checkpoint can only be compared if what it commits to is read.
  const both = isRead(checkpoint) && isRead(from) && checkpoint.size < from.size;
  const cuts = vouchers.map(({ size }) => size);
  await using checked = await checkLog(files, paths, options, cuts, both ? undefined : from);
  const { joiner, bytes, trusted, own } = checked;
  const end = joiner.snapshot();
  const unread = unreadFindings(checked, vouchers);
  const findings = [
    ...checked.findings,
    ...joiner.findings,
    ...unread,
    ...compareSegments(checked.closed, joiner),
    ...(own < 0 && checked.closed.length > 0 ? [lostEnd(joiner.count, bytes)] : []),
    ...(meta === undefined
      ? []
      : "reason" in meta
        ? [finding("META_UNREADABLE", joiner.count, bytes, { reason: meta.reason })]
        : compareMeta(meta, joiner, bytes, trusted)),
    ...compareCheckpoint(checkpoint, "the checkpoint", joiner, bytes),
    ...compareCheckpoint(from, "the checkpoint", joiner, bytes),
    ...compareCheckpoint(signed, "the checkpoint beside the log", joiner, bytes),
    ...(unread.length > 0 ? [] : await recount(options, meta, checked)),
  ];
  const report = {
    ok: findings.length === 0,
    count: joiner.count,
    bytes,
    chainHash: toHex(end.chainHash),
    rootHash: end.restsOn === "nothing" ? undefined : rootText(end),
    trusted,
    unread: unreadCount(checked.closed),
    findings,
    omitted: joiner.omitted,
  };
  return { report, beside, own };
}

/** Every rotation leaves a file by the log's name. */
const lostEnd = (count: number, bytes: number): Finding =>
  finding("TRUNCATED", count, bytes, {
    by: "the list of segments",
    expected: "a file that goes on behind them",
    found: "none",
  });

function vouchersOf(
  meta: ReturnType<typeof parseMeta> | undefined,
  notes: Readonly<Record<"checkpoint" | "from" | "signed", ReadCheckpoint>>,
): Voucher[] {
  const of = (by: string, one: ReadCheckpoint): Voucher[] =>
    isRead(one) ? [{ by, size: Number(one.size), root: toHex(one.rootHash) }] : [];
  return [
    ...(meta === undefined || "reason" in meta
      ? []
      : [{ by: "the meta file", size: meta.count, root: meta.root_hash }]),
    ...of("the checkpoint", notes.checkpoint),
    ...of("the trusted checkpoint", notes.from),
    ...of("the checkpoint beside the log", notes.signed),
  ];
}

/** The last checkpoint signed, unless the caller has handed over the very same. */
function readSigned(
  bytes: Uint8Array | undefined,
  paths: LogPaths,
  given: string | undefined,
): ReadCheckpoint {
  if (bytes === undefined || (given !== undefined && equalBytes(bytes, utf8(given)))) return undefined;
  try {
    return readUnverified(bytes, paths.checkpoint);
  } catch (thrown) {
    if (isCodedError(thrown)) return { reason: thrown.summary };
    throw thrown;
  }
}

async function recount(
  { counterKeys, signal }: VerifyLogOptions,
  meta: ReturnType<typeof parseMeta> | undefined,
  { joiner, trusted, file }: CheckedLog,
): Promise<Finding[]> {
  if (counterKeys === undefined || meta === undefined || "reason" in meta || trusted > 0) return [];
  if (meta.bytes !== joiner.snapshots.get(meta.count)?.bytes) return [];
  return compareCounters(meta, await countAgain(file, meta.bytes, counterKeys, signal));
}

function readCheckpoint(
  note: string | undefined,
  keys: readonly VerifierKey[],
  origin: string | undefined,
): ReadCheckpoint {
  if (note === undefined) return undefined;
  try {
    return verifyCheckpoint(note, keys, origin);
  } catch (thrown) {
    if (isCodedError(thrown)) return { reason: thrown.summary };
    throw thrown;
  }
}
