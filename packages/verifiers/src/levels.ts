import { countOf, type Evidence } from "./internal/evidence.ts";
import { type Pattern, patternOf } from "./pattern.ts";
import { levelOf, type Thresholds } from "./thresholds.ts";
import { type Level, type Verdict, type Verdicts, type VerifierName, verifierNames } from "./verdict.ts";

/** What is known of the value that policy and forecast judged. */
export type Confirmation =
  /** A quorum of independent witnesses says so. */
  | "confirmed"
  /** Only the reporter says so: there is no quorum. */
  | "unconfirmed"
  /** There is a quorum, and it does not agree. */
  | "disputed";

export interface LevelRules {
  readonly thresholds: Thresholds;
  /** A verdict whose confidence lies below it abstains. */
  readonly confidenceFloor: number;
  /** This many of the last eight observations make a lone deviation material. */
  readonly dissentPersistence: number;
}

/** What one observation shows, before levels. */
export interface Grades {
  readonly confirmation: Confirmation;
  /** The levels of the three deviations, each by itself; `none` for an abstention. */
  readonly policy: Level;
  readonly consensus: Level;
  readonly forecast: Level;
  readonly votes: number;
  /** A rule broken that has no degrees: hard bounds, allowed values, a lock. */
  readonly hard: boolean;
  /** A witness that counts sides with the report against the consensus. */
  readonly contested: boolean;
  /** The reported value itself breaks policy, whatever the witnesses say. */
  readonly reportBreaks: boolean;
}

export interface Decision {
  readonly level: Level;
  readonly pattern: Pattern | null;
  readonly deviation: number;
  /** The verifier that alone sees a material deviation. */
  readonly dissent: VerifierName | null;
  /** In how many of the last eight observations the deciding evidence was there. */
  readonly count: number;
}

/** The windows, in observations of a series. */
const near = 8;
const far = 12;
const whole = 32;
/** A source is critical when it was wrong in this many of the last twelve. */
const sourceCritical = 6;
/** Soft violations of the last 32 from which a person is asked. */
const standingSoft = 24;

const rank: Readonly<Record<Level, number>> = { none: 0, soft: 1, material: 2, critical: 3 };
export const worse = (a: Level, b: Level): Level => (rank[a] >= rank[b] ? a : b);
export const isAtLeast = (level: Level, least: Level): boolean => rank[level] >= rank[least];

/** A verdict counts if it is well formed and sure enough; anything else abstains, no matter which verifier made it. */
export function isVote(verdict: Verdict, floor: number): boolean {
  return (
    verdict.status === "voted" &&
    verdict.confidence >= floor &&
    verdict.confidence <= 1 &&
    verdict.deviation >= 0 &&
    verdict.deviation < Number.POSITIVE_INFINITY
  );
}

/** What the verdicts of one observation show, and what is known of the report where it was not confirmed. */
export function gradesOf(
  verdicts: Verdicts,
  rules: LevelRules,
  report: Pick<Grades, "contested" | "reportBreaks">,
): Grades {
  const { thresholds, confidenceFloor } = rules;
  const grade = (verdict: Verdict): Level =>
    isVote(verdict, confidenceFloor) ? levelOf(verdict.deviation, thresholds) : "none";
  return {
    confirmation: isVote(verdicts.consensus, confidenceFloor)
      ? "confirmed"
      : verdicts.consensus.disputed === true
        ? "disputed"
        : "unconfirmed",
    policy: grade(verdicts.policy),
    consensus: grade(verdicts.consensus),
    forecast: grade(verdicts.forecast),
    votes: verifierNames.filter((name) => isVote(verdicts[name], confidenceFloor)).length,
    hard: (verdicts.policy.broken ?? []).some(
      ({ rule }) => rule === "bounds" || rule === "allowed" || rule === "lock",
    ),
    ...report,
  };
}

/**
 * The level of one observation: is the report true (consensus), is the true value acceptable (policy) and usual
 * (forecast)? The rule is written out in docs/verdicts.md. `evidence` counts this observation; `standsOut` says that the
 * forecast alone may ask for a person: the value has been strange for long, and no season can explain it.
 */
export function decide(
  verdicts: Verdicts,
  grades: Grades,
  evidence: Evidence,
  rules: LevelRules,
  standsOut: boolean,
): Decision {
  const value = valueLevel(grades, evidence, rules);
  const source = sourceLevel(grades, evidence, rules);
  const usual = forecastLevel(grades, standsOut);
  const dispute = disputeLevel(grades, evidence, rules);
  const level = worse(worse(value, source), worse(usual, dispute));
  if (level === "none") return { level, pattern: null, deviation: 0, dissent: null, count: 0 };
  const deviating = {
    policy: grades.policy !== "none",
    consensus: grades.consensus !== "none",
    forecast: grades.forecast !== "none" || standsOut,
  };
  const named = patternOf(deviating) ?? "disputed";
  // A breakdown is more than a violation that the report hides: the report is wrong by itself, too.
  const pattern = named === "breakdown" && !grades.reportBreaks ? "misreported-violation" : named;
  const deciding: Verdict =
    level === value ? verdicts.policy : level === source ? verdicts.consensus : verdicts.forecast;
  return {
    level,
    pattern,
    deviation: deciding.deviation,
    dissent: dissenterOf(grades),
    count:
      level === value
        ? countOf(evidence.soft, near)
        : level === source
          ? countOf(evidence.falseSoft, near)
          : countOf(level === dispute ? evidence.disputed : evidence.unusual, near),
  };
}

function valueLevel(grades: Grades, evidence: Evidence, { dissentPersistence }: LevelRules): Level {
  const { policy, confirmation, consensus, contested, hard } = grades;
  if (policy === "none") return "none";
  if (policy === "soft") return countOf(evidence.soft, whole) >= standingSoft ? "material" : "soft";
  const violations = countOf(evidence.material, near);
  const severe = countOf(evidence.critical, near);
  if (confirmation === "disputed") return violations >= dissentPersistence ? "material" : "soft";
  if (confirmation === "unconfirmed") {
    if (policy === "material") return violations >= 2 ? "material" : "soft";
    return severe >= 2 ? "critical" : "material";
  }
  if (consensus !== "none") {
    // The witnesses see the violation and the reporter does not. One that sides with it costs more observations.
    if (contested) {
      if (countOf(evidence.critical, far) >= sourceCritical) return "critical";
      return violations >= dissentPersistence ? "material" : "soft";
    }
    return severe >= dissentPersistence ? "critical" : "material";
  }
  if (policy === "critical" && (hard || severe >= 2)) return "critical";
  return "material";
}

function sourceLevel({ consensus }: Grades, evidence: Evidence, { dissentPersistence }: LevelRules): Level {
  if (consensus === "none") return "none";
  if (consensus === "critical" && countOf(evidence.falseCritical, far) >= sourceCritical) return "critical";
  return countOf(evidence.falseMaterial, near) >= dissentPersistence ? "material" : "soft";
}

/** History alone asks for a person only where nothing is declared that the value could be held to. */
function forecastLevel({ forecast }: Grades, standsOut: boolean): Level {
  if (standsOut) return "material";
  return forecast === "none" ? "none" : "soft";
}

function disputeLevel(
  { confirmation }: Grades,
  evidence: Evidence,
  { dissentPersistence }: LevelRules,
): Level {
  if (confirmation !== "disputed") return "none";
  return countOf(evidence.disputed, near) >= dissentPersistence ? "material" : "soft";
}

function dissenterOf(grades: Grades): VerifierName | null {
  if (grades.votes < 2) return null;
  const seeing = verifierNames.filter((name) => isAtLeast(grades[name], "material"));
  return seeing.length === 1 ? (seeing[0] ?? null) : null;
}
