import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { nodeFiles } from "@mvcrs/chain";
import { type HeldLock, nodeProcesses, takeLock } from "@mvcrs/chain/lock";
import { isCodedError } from "@mvcrs/errors";
import { escalationErrors } from "./errors.ts";
import type { ArtifactPaths } from "./paths.ts";

/**
 * Takes the right to judge in a root. What the verifiers learn and how far each series was judged is one memory, loaded
 * at the start of a run and saved as a whole: of two runs that judge side by side, a following one that gives the log
 * back between batches among them, the later save would forget what the other had judged, and judge it again.
 *
 * The limits are those of `@mvcrs/chain/lock`: one host, a local file system.
 *
 * @throws JUDGING_ELSEWHERE after `timeoutMs`
 */
export async function takeJudgeLock(
  { verifierState }: ArtifactPaths,
  { clock, timeoutMs }: { readonly clock: () => number; readonly timeoutMs: number },
): Promise<HeldLock> {
  await nodeFiles.makeFolder(dirname(verifierState));
  try {
    return await takeLock({
      path: `${verifierState}.lock`,
      files: nodeFiles,
      processes: nodeProcesses(),
      clock,
      wait,
      timeoutMs,
    });
  } catch (thrown) {
    if (!isCodedError(thrown) || thrown.code !== "LOG_LOCKED") throw thrown;
    const { pid, since } = thrown.details;
    throw escalationErrors.create("JUDGING_ELSEWHERE", { pid: Number(pid), since: String(since) });
  }
}
