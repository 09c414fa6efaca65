import { basename, resolve } from "node:path";
import { parseMeta } from "@mvcrs/chain";
import {
  parseVerifierKeys,
  type VerifiedCheckpoint,
  type VerifierKey,
  verifyCheckpoint,
} from "@mvcrs/chain/note";
import { isCodedError, messageOf } from "@mvcrs/errors";
import { checkJson, type TextFiles } from "@mvcrs/files";
import { z } from "zod";
import type { ArtifactPaths } from "../artifacts/paths.ts";
import { verifierKeysOf } from "./checkpoint-keys.ts";
import type { Contradiction } from "./contradiction.ts";
import { markedKeys, type RootMark, readMark } from "./mark.ts";

/** A position of the log that a file was made from. */
export interface Claim {
  readonly path: string;
  readonly count: number;
  readonly chainHash: string;
  /** `null` where the file does not say. */
  readonly rootHash: string | null;
}

/** What stands beside a log and speaks of it. Read before the log: whatever is written meanwhile only makes it longer. */
export interface Beside {
  readonly mark: RootMark | null;
  readonly logIsThere: boolean;
  readonly metaIsThere: boolean;
  readonly claims: readonly Claim[];
  /** The lock that `trust_lock.json` says is on. */
  readonly lock: { readonly id: string; readonly seq: number } | null;
  readonly checkpoint: VerifiedCheckpoint | null;
  /** The file of keys beside the signer's, which checkpoints are checked with until the mark names one. */
  readonly keyText: string | null;
  /** What could not be read. */
  readonly unreadable: readonly Contradiction[];
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const natural = z.int().min(0);
const position = { count: natural, chain_hash: hash };
// Whole, so that a file that was damaged anywhere is not half believed.
const summarySchema = z.object({
  ...position,
  ...{ daily_challenge_count: natural, open_soft: natural, open_material: natural, open_critical: natural },
  ...{ overdue: natural, avg_deviation: z.number(), trust_locked: z.boolean() },
  totals: z.object({ soft: natural, material: natural, critical: natural }),
});
const lockFileSchema = z.union([
  z.object({ locked: z.literal(false), lock: z.null() }),
  z.object({ locked: z.literal(true), lock: z.object({ id: z.string(), seq: z.int().min(0) }) }),
]);

/** @throws ROOT_MARK_UNREADABLE, FILE_FAILED */
export async function readBeside(
  files: TextFiles,
  paths: ArtifactPaths,
  log: { readonly key: string | null },
): Promise<Beside> {
  const mark = await readMark(files, paths.mark);
  const names = new Set(await files.list(paths.stateFolder));
  const unreadable: Contradiction[] = [];
  const damaged = (path: string): null => {
    unreadable.push({ path, problem: "it is not what MV-CRS writes there", kind: "behind" });
    return null;
  };
  const parse = async <T>(path: string, schema: z.ZodType<T>): Promise<T | null> => {
    const text = await files.read(path);
    if (text === null) return null;
    const checked = checkJson(text, schema);
    return checked.ok ? checked.value : damaged(path);
  };

  const claims: Claim[] = [];
  const summary = await parse(paths.summary, summarySchema);
  if (summary !== null)
    claims.push({ path: paths.summary, count: summary.count, chainHash: summary.chain_hash, rootHash: null });
  const metaText = await files.read(paths.meta);
  const meta = metaText === null ? null : parseMeta(metaText);
  if (meta !== null && "reason" in meta) damaged(paths.meta);
  else if (meta !== null)
    claims.push({
      path: paths.meta,
      count: meta.count,
      chainHash: meta.chain_hash,
      rootHash: meta.root_hash,
    });
  const learnt = await verifierClaim(files, paths.verifierState);
  if (learnt !== null) claims.push(learnt);
  const lockFile = await parse(paths.trustLock, lockFileSchema);
  const keyText = await files.read(`${resolve(paths.root, log.key ?? "state/log.key")}.pub`);
  return {
    mark,
    logIsThere: names.has(basename(paths.log)),
    metaIsThere: names.has(basename(paths.meta)),
    claims,
    lock: lockFile?.lock ?? null,
    checkpoint: await readCheckpoint(files, paths, () => keysOf(mark, keyText), unreadable),
    keyText,
    unreadable,
  };
}

/** The verifier state may be large, and its position stands first. Where it cannot be read, the verifiers start from nothing. */
async function verifierClaim(files: TextFiles, path: string): Promise<Claim | null> {
  const text = await files.read(path);
  const found =
    /^\s*\{\s*"version"\s*:\s*\d{1,3},\s*"count"\s*:\s*(\d{1,15}),\s*"chain_hash"\s*:\s*"([0-9a-f]{64})"/.exec(
      text?.slice(0, 500) ?? "",
    );
  const [, count, chainHash] = found ?? [];
  return count === undefined || chainHash === undefined
    ? null
    : { path, count: Number(count), chainHash, rootHash: null };
}

function keysOf(mark: RootMark | null, keyText: string | null): readonly VerifierKey[] | null {
  const pinned = mark === null ? null : markedKeys(mark);
  if (pinned !== null) return verifierKeysOf(pinned);
  return keyText === null ? null : parseVerifierKeys(keyText);
}

async function readCheckpoint(
  files: TextFiles,
  { checkpoint: path }: ArtifactPaths,
  known: () => readonly VerifierKey[] | null,
  unreadable: Contradiction[],
): Promise<VerifiedCheckpoint | null> {
  const note = await files.read(path);
  if (note === null) return null;
  try {
    const keys = known();
    if (keys !== null) return verifyCheckpoint(note, keys);
    unreadable.push({ path, problem: "the key to check it with is gone", kind: "root" });
  } catch (thrown) {
    const problem = isCodedError(thrown) ? thrown.summary : messageOf(thrown);
    unreadable.push({ path, problem, kind: "root" });
  }
  return null;
}
