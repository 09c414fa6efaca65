import { beganAt } from "../forecast.ts";
import type { Decision, Grades } from "../levels.ts";
import type { Signal } from "../signal.ts";
import { type Verdicts, verifierNames } from "../verdict.ts";
import { countOf } from "./evidence.ts";
import { clockFinding, type Finding, missingWitnesses, stuckFinding, witnessFault } from "./findings.ts";
import type { Series } from "./series-book.ts";

/** What there is to say of a series beside the level of this signal: of its witnesses, its history, its clock. */
export function findingsOf(
  { judges, roster, forecast, evidence }: Series,
  signal: Signal,
  verdicts: Verdicts,
  grades: Grades,
  decision: Decision,
  { persistence, aheadBy }: { readonly persistence: number; readonly aheadBy: number | undefined },
): readonly Finding[] {
  const { consensus } = verdicts;
  const { outvoted, expected } = consensus;
  const found: (Finding | null)[] = [];
  if (outvoted !== undefined && expected !== null && grades.confirmation === "confirmed")
    found.push(witnessFault(roster, outvoted, expected, persistence));
  if (grades.confirmation === "disputed" && decision.pattern !== "disputed" && evidence !== null)
    found.push({
      pattern: "disputed",
      level: countOf(evidence.disputed, 8) >= persistence ? "material" : "soft",
      deviation: 0,
      reason: consensus.reason,
    });
  const missing = evidence === null ? null : missingWitnesses(evidence, consensus);
  if (missing !== null) found.push(missing);
  else if (judges.required && grades.votes < 2)
    found.push({
      pattern: "no-coverage",
      level: "soft",
      deviation: 0,
      reason: `a required metric, and ${grades.votes} of the three verifiers can judge it: ${verifierNames.map((name) => `${name}: ${verdicts[name].reason}`).join("; ")}`,
    });
  const history = signal.time - beganAt(forecast);
  found.push(stuckFinding(judges.forecast.standing(forecast), history, judges.forecast.isAtEdge(forecast)));
  if (aheadBy !== undefined) found.push(clockFinding(signal, aheadBy));
  return found.filter((finding) => finding !== null);
}
