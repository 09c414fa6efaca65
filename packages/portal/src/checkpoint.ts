import { join } from "node:path";
import { parseVerifierKey, verifyCheckpoint } from "@mvcrs/chain/note";
import { isCodedError } from "@mvcrs/errors";
import type { ArtifactPaths } from "@mvcrs/escalation";
import type { TextFiles } from "@mvcrs/files";
import type { Overview } from "./format/files.ts";

export interface SignedCheckpoint {
  readonly text: string;
  readonly shown: NonNullable<Overview["log"]["checkpoint"]>;
}

/** The last checkpoint that was signed for the log, once its signature was verified; what is wrong with it instead. */
export async function signedCheckpoint(
  { paths, files }: { readonly paths: ArtifactPaths; readonly files: TextFiles },
  { key, origin }: { readonly key: string | null; readonly origin: string },
): Promise<SignedCheckpoint | { readonly problem: string } | null> {
  const text = await files.read(paths.checkpoint);
  if (text === null || key === null) return null;
  try {
    const { size, rootHash } = verifyCheckpoint(text, [parseVerifierKey(key)], origin);
    const root_hash = Buffer.from(rootHash).toString("hex");
    return { text, shown: { size: Number(size), root_hash, signed_at: null } };
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return { problem: `${thrown.summary} (${join("state", "challenge_events.checkpoint")})` };
  }
}
