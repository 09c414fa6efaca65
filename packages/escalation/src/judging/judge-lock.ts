import { type HeldLock, takeDiskLock } from "@mvcrs/files/lock";
import { escalationErrors } from "../errors.ts";
import type { ArtifactPaths } from "../ledger/artifacts/paths.ts";

/**
 * Takes the right to judge in a root. What the verifiers learn and how far each series was judged is one memory, loaded
 * at the start of a run and saved as a whole: of two runs that judge side by side, a following one that releases the log
 * between batches among them, the later save would forget what the other had judged, and judge it again.
 *
 * The limits are those of `@mvcrs/files/lock`: one host, a local file system.
 *
 * @throws JUDGING_ELSEWHERE after `timeoutMs`
 */
export function takeJudgeLock(
  { verifierState }: ArtifactPaths,
  { clock, timeoutMs }: { readonly clock: () => number; readonly timeoutMs: number },
): Promise<HeldLock> {
  return takeDiskLock({
    path: `${verifierState}.lock`,
    what: ({ pid, since }) => escalationErrors.create("JUDGING_ELSEWHERE", { pid, since }),
    clock,
    timeoutMs,
  });
}
