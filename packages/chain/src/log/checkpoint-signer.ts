import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { utf8 } from "@mvcrs/canonical";
import { type FileLayer, nodeFiles, readWhole, replaceFile, sweepTemporary, withCodes } from "@mvcrs/files";
import { nodeProcesses, type Processes, takeLock } from "@mvcrs/files/lock";
import { chainErrors } from "../errors.ts";
import { equalBytes, hashFromHex, toHex } from "../internal/line/bytes.ts";
import { verifyConsistency } from "../merkle/consistency.ts";
import { type Checkpoint, verifyCheckpoint } from "../note/checkpoint.ts";
import type { SignerKey, VerifierKey } from "../note/key.ts";
import { type Signer, signCheckpointWith, signerOf } from "../note/signer.ts";
import type { Provable } from "./log.ts";

export interface CheckpointSignerOptions {
  /** An open log or reader. */
  readonly log: Provable & {
    head(): LogHead | Promise<LogHead>;
    /** What is on stable storage: nothing else is signed. */
    durableHead(): Promise<LogHead>;
  };
  /** The log's identity, from configuration. Its key's name should be the same. */
  readonly origin: string;
  /** One key, or whatever signs for it; several where a new key takes over, so that those who know only the old one still verify. */
  readonly signer: SignerKey | Signer | readonly Signer[];
  /** Keys that signed before and do not any more: the last checkpoint may be one of theirs. */
  readonly formerKeys?: readonly VerifierKey[];
  /** The file that keeps the last checkpoint signed; it is the signer's memory, so back it up with the key. */
  readonly statePath: string;
  readonly files?: FileLayer;
  readonly clock?: () => number;
  readonly processes?: Processes;
}

interface LogHead {
  readonly count: number;
  readonly rootHash: string;
}

/**
 * Signs a checkpoint of what the log has on stable storage, and refuses when the log is not a continuation of the last
 * checkpoint signed (C2SP tlog-checkpoint). The new one is on stable storage before it is given out, and one signer at
 * a time works with a state file, so no two inconsistent checkpoints ever exist. Where a writer is at work and less is
 * known to be durable than was signed already, that last checkpoint is given out again.
 *
 * @throws SIGNER_FAILED, SIGNER_LOG_SHRUNK, SIGNER_LOG_DIFFERS, LOCK_HELD, one of `damageCodes`, FILE_FAILED, what `verifyCheckpoint`
 * throws where the state file is damaged
 */
export function signLogCheckpoint(options: CheckpointSignerOptions): Promise<string> {
  return withCodes(options.statePath, () => sign(options));
}

async function sign(options: CheckpointSignerOptions): Promise<string> {
  const { log, origin, statePath, files = nodeFiles, clock = Date.now } = options;
  const signers = signersOf(options.signer);
  const known = [...signers.map(({ key }) => key), ...(options.formerKeys ?? [])];
  await files.makeFolder(dirname(statePath));
  const lock = await takeLock({
    path: `${statePath}.lock`,
    what: `the signing of ${statePath}`,
    files,
    clock,
    wait,
    processes: options.processes ?? nodeProcesses(),
    timeoutMs: 5_000,
  });
  const signed = async ({ size, rootHash }: Pick<Checkpoint, "size" | "rootHash">): Promise<string> => {
    const note = await signCheckpointWith({ origin, size, rootHash, extensions: [] }, signers);
    await replaceFile(files, statePath, utf8(note));
    return note;
  };
  try {
    await sweepTemporary(files, statePath).catch(() => undefined);
    const durable = await log.durableHead();
    const stored = await readWhole(files, statePath);
    if (stored !== undefined) {
      const note = new TextDecoder("utf-8", { fatal: true }).decode(stored);
      const last = verifyCheckpoint(note, known, origin);
      const behind = BigInt(durable.count) < last.size;
      await assertContinues(log, behind ? (await log.head()).count : durable.count, last, note);
      if (behind) {
        if (last.verifiedBy.some((one) => signers.some(({ key }) => equalBytes(key.id, one.id)))) return note;
        return await signed(last);
      }
    }
    const { count, rootHash } = durable;
    const root = hashFromHex(rootHash) ?? new Uint8Array(0);
    return await signed({ size: BigInt(count), rootHash: root });
  } finally {
    await lock.release();
  }
}

function signersOf(signer: CheckpointSignerOptions["signer"]): readonly Signer[] {
  if ("seed" in signer) return [signerOf(signer)];
  return "key" in signer ? [signer] : signer;
}

async function assertContinues(log: Provable, count: number, last: Checkpoint, note: string): Promise<void> {
  if (last.size === 0n) return;
  const lastSize = Number(last.size);
  if (lastSize > count)
    throw chainErrors.create("SIGNER_LOG_SHRUNK", { lastSize, count, lastCheckpoint: note });
  const { oldRoot, newRoot, proof } = await log.proveConsistency(lastSize, count);
  if (oldRoot !== toHex(last.rootHash))
    throw chainErrors.create("SIGNER_LOG_DIFFERS", {
      ...{ lastSize, count, lastCheckpoint: note },
      ...{ oldRoot, newRoot, proof: proof.map(toHex) },
    });
  verifyConsistency({
    oldSize: last.size,
    newSize: BigInt(count),
    oldRoot: last.rootHash,
    newRoot: hashFromHex(newRoot) ?? new Uint8Array(0),
    proof,
  });
}
