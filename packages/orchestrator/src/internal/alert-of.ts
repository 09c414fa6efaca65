import type { OrchestratorAlert } from "../alert.ts";
import type { RecordedSlash, Unpaid } from "../receipt.ts";
import { nowOf, type Run } from "./run.ts";
import { stableId } from "./uuid.ts";

type About = Pick<Run, "receipt">;

/** The alert about a slash, taken or withheld. */
export function alertOf({ receipt }: About, slash: RecordedSlash): OrchestratorAlert {
  const { validator, reason, state, amount, note, at, transaction } = slash;
  const { round } = receipt;
  const done = state === "done";
  const paid =
    receipt.unpaid.some(({ account }) => account === validator) || done
      ? "; it is not paid for the round"
      : "";
  return {
    ...common({ receipt }, "slash", validator, reason),
    reason,
    at,
    severity: done && note === "" ? "warning" : "critical",
    text: done
      ? `validator slashed: ${reason}: ${amount} of ${validator} in round ${round?.id ?? "?"}${note === "" ? "" : ` (${note})`}${paid}`
      : `validator not slashed: ${reason}: ${validator} in round ${round?.id ?? "?"} (${note})${paid}; a person has to decide`,
    participant: validator,
    amount: done ? amount : null,
    transaction,
  };
}

/** The alert about somebody who is not paid. */
export const alertOfUnpaid = (run: Pick<Run, "receipt" | "clock">, unpaid: Unpaid): OrchestratorAlert => ({
  ...common(run, "unpaid", unpaid.account, unpaid.reason),
  reason: unpaid.reason,
  at: nowOf(run),
  severity: "warning",
  text: `${unpaid.role} not paid: ${unpaid.reason}: ${unpaid.account} gets nothing for round ${run.receipt.round?.id ?? "?"}`,
  participant: unpaid.account,
  amount: null,
  transaction: null,
});

/** The alert about a round that was given up. */
export const alertOfCancelled = (run: Pick<Run, "receipt" | "clock">, why: string): OrchestratorAlert => ({
  ...common(run, "cancelled"),
  reason: "round:cancelled",
  at: nowOf(run),
  severity: "warning",
  text: `round ${run.receipt.round?.id ?? "?"} was cancelled: ${why}; its stakes are free, nobody is paid${unpunished(run)}`,
  participant: null,
  amount: null,
  transaction: null,
});

function unpunished({ receipt }: About): string {
  const spared = receipt.slashes.filter(({ state }) => state !== "done");
  return spared.length === 0
    ? ""
    : `, and not slashed: ${spared.map(({ validator }) => validator).join(", ")}`;
}

function common({ receipt }: About, ...about: readonly string[]) {
  const { arena, chainId, id: run, round, timings } = receipt;
  const [kind = "", ...rest] = about;
  return {
    // The plan's own number makes it unique beyond this folder.
    id: stableId(kind, chainId, arena, run, round?.teacherJobId ?? "", ...rest),
    arena,
    chainId,
    run,
    roundId: round?.id ?? null,
    context: timings.scoreboard?.parameters ?? null,
  };
}
