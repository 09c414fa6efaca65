import type { Decision, Grades } from "../levels.ts";
import type { Pattern } from "../pattern.ts";
import { type Verdict, type Verdicts, verifierNames } from "../verdict.ts";

const confirmations: Readonly<Record<Grades["confirmation"], string>> = {
  confirmed: "confirmed by the witnesses",
  unconfirmed: "unconfirmed: only the reporter says so",
  disputed: "the witnesses disagree, so nothing is confirmed",
};

/** What happened first, then who says so. */
export function explain(
  decision: Decision,
  pattern: Pattern,
  grades: Grades,
  verdicts: Verdicts,
  soft: number,
): string {
  const said = verifierNames
    .map((name): Verdict => verdicts[name])
    .filter(({ deviation, status, verifier }) =>
      pattern === "disputed" ? verifier === "consensus" : status === "voted" && deviation >= soft,
    )
    .map(({ verifier, reason }) => `${verifier}: ${reason}`);
  const often = decision.count > 1 ? `, ${decision.count} of the last 8` : "";
  const known =
    grades.policy !== "none" || pattern === "drift" ? `, ${confirmations[grades.confirmation]}` : "";
  const why = said.length === 0 ? "unlike its history for long" : said.join("; ");
  return `${decision.level} ${pattern}${known}${often}: ${why}`;
}
