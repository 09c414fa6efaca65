import { takeDiskLock } from "@mvcrs/files/lock";
import type { Token } from "@mvcrs/service";
import type { Context } from "../../command.ts";

/** Changes the tokens of the root, one process at a time. @throws LOCK_HELD, TOKENS_UNUSABLE, FILE_FAILED, what `change` throws */
export async function editTokens(
  { files, paths, io }: Context,
  change: (tokens: readonly Token[]) => readonly Token[],
): Promise<void> {
  const { readTokens, tokensPath, writeTokens } = await import("@mvcrs/service");
  const path = tokensPath(paths.stateFolder);
  const lock = await takeDiskLock({
    path: `${path}.lock`,
    what: "the file of the tokens",
    clock: io.clock,
    timeoutMs: 5_000,
  });
  try {
    await writeTokens(files, path, change(await readTokens(files, path)));
  } finally {
    await lock.release();
  }
}
