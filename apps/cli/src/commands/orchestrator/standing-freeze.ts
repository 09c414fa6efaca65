import { isCodedError } from "@mvcrs/errors";
import { assertSound, type FreezeInLog, frozenInLog } from "@mvcrs/escalation";
import type { Context } from "../../command.ts";

/** The freeze that is on for the rounds of a root, to be shown. */
export interface StandingFreeze {
  readonly freeze: Omit<FreezeInLog, "newest"> | null;
  /** Why there may be one that is not known here; `null` where the log was asked. */
  readonly doubt: string | null;
}

/** The root's own freeze, with those that the log has: of other hosts, or where its file is gone. */
export async function standingFreezeOf({ files, paths }: Context): Promise<StandingFreeze> {
  const { orchestratorPaths, readFreeze } = await import("@selfplay/orchestrator");
  const own = await readFreeze(files, orchestratorPaths(paths.root));
  try {
    // A log that is gone would read as one without a freeze.
    if ((await files.read(paths.mark)) !== null) await assertSound({ paths, files });
    const logged = await frozenInLog(paths);
    const { since, by } = own ?? logged ?? { since: "", by: "" };
    const reasons = [...new Set([...(own?.reasons ?? []), ...(logged?.reasons ?? [])])];
    return { freeze: own === null && logged === null ? null : { since, by, reasons }, doubt: null };
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return { freeze: own, doubt: thrown.summary };
  }
}
