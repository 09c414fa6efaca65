import type { OrchestratorAlert } from "../alert.ts";
import type { RecordedSlash } from "../receipt.ts";
import type { Run } from "./run.ts";
import { stableId } from "./uuid.ts";

/** The alert about a slash, taken or withheld. */
export function alertOf({ receipt }: Pick<Run, "receipt">, slash: RecordedSlash): OrchestratorAlert {
  const { validator, reason, state, amount, note, at, transaction } = slash;
  const { arena, chainId, id: run, round, timings } = receipt;
  const done = state === "done";
  return {
    // The plan's own number makes it unique beyond this folder.
    id: stableId("slash", chainId, arena, run, round?.teacherJobId ?? "", validator, reason),
    reason,
    at,
    severity: done && note === "" ? "warning" : "critical",
    text: done
      ? `validator slashed: ${reason}: ${amount} of ${validator} in round ${round?.id ?? "?"}${note === "" ? "" : ` (${note})`}`
      : `validator not slashed: ${reason}: ${validator} in round ${round?.id ?? "?"} (${note}); a person has to decide`,
    arena,
    chainId,
    run,
    roundId: round?.id ?? null,
    participant: validator,
    amount: done ? amount : null,
    transaction,
    context: timings.scoreboard?.parameters ?? null,
  };
}
