import { isCodedError } from "@mvcrs/errors";
import { type FreezeInLog, frozenInLog } from "@mvcrs/escalation";
import type { Context } from "../../command.ts";

/**
 * The freeze that is on for the rounds of this root, to be shown: its own, or one that the log has, of another host or of a file that
 * is gone. Shown also where the log cannot say.
 */
export async function standingFreezeOf({ files, paths, notice }: Context): Promise<FreezeInLog | null> {
  const { orchestratorPaths, readFreeze } = await import("@selfplay/orchestrator");
  const own = await readFreeze(files, orchestratorPaths(paths.root));
  if (own !== null) return own;
  try {
    return await frozenInLog(paths);
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    notice(`whether the log has a freeze is not known: ${thrown.summary}`);
    return null;
  }
}
