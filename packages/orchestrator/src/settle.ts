import type { Judgement } from "./agents.ts";
import type { RecordedJudgement, Unpaid } from "./receipt.ts";
import { nextStrikes } from "./score-run.ts";
import type { SlashCause } from "./slash-reason.ts";

export interface CollectedRound {
  /** Students whose answers count. */
  readonly answered: readonly string[];
  readonly judgements: readonly {
    readonly validator: string;
    readonly judgement: Judgement | null;
    readonly blocked: boolean;
  }[];
}

export interface Settled {
  readonly winners: readonly string[];
  readonly approvals: ReadonlyMap<string, number>;
  readonly judgements: readonly RecordedJudgement[];
}

/**
 * Who has won, and how each validator did. An answer wins with more than half of the judgements that count; one that
 * was blocked, or copied word for word from an earlier one, does not count. A validator is `outvoted` where it was
 * against the majority on more than half of the answers. Limit: this trusts a majority of honest validators.
 */
export function settleRound({ answered, judgements }: CollectedRound): Settled {
  const seen = new Set<string>();
  const sorted = judgements.map(({ validator, judgement, blocked }) => {
    // Two independent reasons are never the same words; the first to use them keeps its vote.
    const words = judgement === null ? "" : judgement.rationale.replaceAll(/\s+/g, " ").trim().toLowerCase();
    const copied = words !== "" && seen.has(words);
    seen.add(words);
    const state = judgement === null ? "no-show" : blocked ? "blocked" : copied ? "copied" : "ok";
    const approve =
      judgement === null ? null : answered.filter((student) => judgement.approve.includes(student));
    return { validator, approve, state } as const;
  });
  const counting = sorted.filter(({ state }) => state === "ok");
  const approvals = new Map(
    answered.map((student) => [
      student,
      counting.filter(({ approve }) => approve?.includes(student) ?? false).length,
    ]),
  );
  const winners = answered.filter((student) => (approvals.get(student) ?? 0) * 2 > counting.length);
  const won = new Set(winners);
  return {
    winners,
    approvals,
    judgements: sorted.map(({ validator, approve, state }) => {
      const against = answered.filter(
        (student) => (approve?.includes(student) ?? false) !== won.has(student),
      );
      const outvoted = state === "ok" && counting.length > 2 && against.length * 2 > answered.length;
      return { validator, approve, outcome: outvoted ? "outvoted" : state };
    }),
  };
}

/**
 * Who gets nothing: whose work moderation has blocked, who submitted nothing, who copied. A blocked teacher is reported in
 * an alert of its own; a blocked validator is in that of its slash.
 */
export function unpaidIn(
  teacher: { readonly account: string; readonly blocked: boolean; readonly submitted: boolean },
  judgements: readonly RecordedJudgement[],
): Unpaid[] {
  const { account, blocked, submitted } = teacher;
  const unpaid: Unpaid[] = [];
  if (blocked) unpaid.push({ account, role: "teacher", reason: "moderation:block", alert: "due" });
  else if (!submitted) unpaid.push({ account, role: "teacher", reason: "no-show", alert: "none" });
  for (const { validator, outcome } of judgements) {
    if (outcome === "ok" || outcome === "outvoted") continue;
    const reason = outcome === "blocked" ? "moderation:block" : outcome;
    unpaid.push({ account: validator, role: "validator", reason, alert: "none" });
  }
  return unpaid;
}

export interface SlashWish {
  readonly validator: string;
  readonly cause: SlashCause;
}

/** Whom to slash: what moderation blocked at once, a failure once it has come `limit` times in a row. At most one each. */
export function slashWishes(
  judgements: readonly RecordedJudgement[],
  strikesOf: (validator: string) => Readonly<Record<string, number>>,
  limit: number,
): SlashWish[] {
  return judgements.flatMap(({ validator, outcome }): SlashWish[] => {
    if (outcome === "blocked") return [{ validator, cause: { kind: "moderation" } }];
    if (outcome === "ok") return [];
    return (nextStrikes(strikesOf(validator), outcome)[outcome] ?? 0) >= limit
      ? [{ validator, cause: { kind: "auto-slash", failure: outcome } }]
      : [];
  });
}
