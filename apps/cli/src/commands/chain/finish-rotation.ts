import { dirname } from "node:path";
import { utf8 } from "@mvcrs/canonical";
import { openEvidence, signLogCheckpoint } from "@mvcrs/chain";
import {
  parseVerifierKey,
  type SignerKey,
  signerOf,
  type VerifierKey,
  verifierOf,
  verifyCheckpoint,
} from "@mvcrs/chain/note";
import { isCodedError, systemCode } from "@mvcrs/errors";
import { type CheckpointKeys, keysText, verifierKeysOf } from "@mvcrs/escalation";
import { replaceFile } from "@mvcrs/files";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { inSession } from "../../session.ts";
import { type ChainFiles, openReader, readText } from "./chain-files.ts";
import { keysOfRoot, signerKeyAt, verifierText } from "./signer-key.ts";

/** What a rotation came to. */
export interface Rotated {
  readonly keys: CheckpointKeys;
  /** The checkpoint that both keys have signed, or the new one alone where the old one was not there. */
  readonly checkpoint: string;
  /** The proof, under that checkpoint, of the entry that names the new key. */
  readonly handOver: string;
  /** The old key did not sign the hand-over. */
  readonly lost: boolean;
  /** Where the replaced signer key is now; `null` where it was not there. */
  readonly replaced: string | null;
}

/**
 * Does what is left of a rotation whose entry is in the log: the hand-over is signed, and then the files change places.
 * Every step may be done again, so whoever comes next goes on where a killed command stopped.
 *
 * @returns `null` where there is nothing to finish
 */
export async function finishRotation(context: Context, chain: ChainFiles): Promise<Rotated | null> {
  const next = await signerKeyAt(chain.nextKey);
  const keys = next === null ? null : await keysOfRoot(context);
  const last = keys?.former[0];
  // A next key that the log does not name was made by a command that came no further.
  if (next === null || keys === null || last === undefined || keys.key !== verifierText(next)) return null;
  // The mark is updated from the log, before anything is signed that the former key cannot verify.
  await inSession(context, async () => undefined);
  const old = await signerKeyAt(chain.key);
  const checkpoint = await handOver(context, chain, { keys, next, old, ...last });
  const proof = await proveHandOver(context, chain, { keys, next, seq: last.seq, checkpoint });
  await replaceFile(context.disk, chain.publicKey, utf8(keysText(keys)));
  const lost = !isSignedBy(checkpoint, parseVerifierKey(last.key));
  return { keys, checkpoint, lost, handOver: proof, replaced: await takeOver(context, chain, old) };
}

interface HandOver {
  readonly keys: CheckpointKeys;
  readonly next: SignerKey;
  readonly old: SignerKey | null;
  readonly seq: number;
  readonly key: string;
}

/**
 * Signs the log up to and with the entry that names the new key: with both keys, so that those who know only the old one can
 * check that it was handed over. A lost key signs nothing.
 *
 * @throws LOG_BUSY, what `signLogCheckpoint` throws
 */
async function handOver(
  context: Context,
  { origin, checkpoint: statePath }: ChainFiles,
  { keys, next, old, seq, key }: HandOver,
): Promise<string> {
  await using log = await openReader(context);
  const size = seq + 1;
  if ((await log.durableHead()).count < size) throw cliErrors.create("LOG_BUSY", { size });
  const known = verifierKeysOf(keys);
  const signed = await readText(statePath, "").catch(() => null);
  if (signed !== null && isSignedBy(signed, verifierOf(next))) return signed;
  const { event } = await log.at(seq);
  const handsOver = old !== null && verifierText(old) === key && !isLost(event) ? [signerOf(old)] : [];
  return await signLogCheckpoint({
    log: {
      proveInclusion: (entry, of) => log.proveInclusion(entry, of),
      proveConsistency: (from, to) => log.proveConsistency(from, to),
      line: (entry) => log.line(entry),
      rootAt: (of) => log.rootAt(of),
      head: () => log.head(),
      // The replaced key's word ends here, however much has been appended since.
      durableHead: async () => ({ count: size, rootHash: await log.rootAt(size) }),
    },
    ...{ origin, statePath, clock: context.clock, files: context.disk },
    signer: [signerOf(next), ...handsOver],
    formerKeys: known,
  });
}

const isLost = (event: unknown): boolean =>
  typeof event === "object" && event !== null && "lost" in event && event.lost === true;

function isSignedBy(note: string, key: VerifierKey): boolean {
  try {
    return verifyCheckpoint(note, [key]).verifiedBy.length > 0;
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return false;
  }
}

/** Writes the proof of the entry that names the new key beside the log. */
async function proveHandOver(
  context: Context,
  { checkpoint: statePath }: ChainFiles,
  { keys, next, seq, checkpoint }: Pick<HandOver, "keys" | "next" | "seq"> & { readonly checkpoint: string },
): Promise<string> {
  await using log = await openReader(context);
  const { proof } = await openEvidence({ log, seq, checkpoint, verifierKeys: verifierKeysOf(keys) });
  const path = statePath.replace(/\.checkpoint$/, `.${hexId(next)}.tlog-proof`);
  await replaceFile(context.disk, path, utf8(proof));
  return path;
}

/** Puts the next key in the place of the old one, which keeps another name; at no moment is there none. */
async function takeOver(
  { disk }: Context,
  { key, nextKey }: ChainFiles,
  old: SignerKey | null,
): Promise<string | null> {
  const kept = old === null ? null : `${key}.${hexId(old)}`;
  if (kept !== null)
    await disk.link(key, kept).catch((thrown: unknown) => {
      if (systemCode(thrown) !== "EEXIST") throw thrown;
    });
  await disk.rename(nextKey, key);
  await disk.syncFolder(dirname(key));
  return kept;
}

const hexId = ({ id }: SignerKey): string => Buffer.from(id).toString("hex");
