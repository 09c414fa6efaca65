import type { TextFiles } from "@mvcrs/files";
import type { ArtifactPaths } from "../artifacts/paths.ts";

/**
 * Whether a root says that its log is in a database: its mark does, or `state/.shared`, so that losing either changes nothing. Every
 * command asks, so nothing is loaded for it; a mark that is damaged elsewhere still says so.
 */
export async function isMarkedShared(
  files: Pick<TextFiles, "read">,
  { mark, shared }: Pick<ArtifactPaths, "mark" | "shared">,
): Promise<boolean> {
  if ((await files.read(shared)) !== null) return true;
  return /"shared"\s*:\s*true/.test((await files.read(mark)) ?? "");
}

/** Writes `state/.shared`, where it is not there yet. */
export async function markShared(files: TextFiles, { shared }: Pick<ArtifactPaths, "shared">): Promise<void> {
  if ((await files.read(shared)) === null)
    await files.write(
      shared,
      "The log of this root is in a database, which store.json names. Its file here is a copy.\n",
    );
}
