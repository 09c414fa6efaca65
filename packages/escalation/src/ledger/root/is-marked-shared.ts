import type { TextFiles } from "@mvcrs/files";
import type { ArtifactPaths } from "../artifacts/paths.ts";

/**
 * Whether the mark of a root says that its log is in a database. Every command asks, so nothing is loaded for it; a mark that is
 * damaged elsewhere still says so.
 */
export async function isMarkedShared(
  files: Pick<TextFiles, "read">,
  { mark }: Pick<ArtifactPaths, "mark">,
): Promise<boolean> {
  return /"shared"\s*:\s*true/.test((await files.read(mark)) ?? "");
}
