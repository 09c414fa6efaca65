import { type Pattern, patternOf } from "./pattern.ts";
import { levelOf, type Thresholds } from "./thresholds.ts";
import type { Level, Verdict, VerifierName } from "./verdict.ts";

/** The memory that triangulation needs of a series: who dissented alone, and for how many observations in a row. */
export interface DissentState {
  readonly dissenter: VerifierName | null;
  readonly run: number;
}

export const noDissent: DissentState = { dissenter: null, run: 0 };

export interface TriangulationRules {
  readonly thresholds: Thresholds;
  /** A verdict whose confidence lies below it abstains. */
  readonly confidenceFloor: number;
  /** So many lone dissents of one verifier in a row make a material level. */
  readonly dissentPersistence: number;
}

export interface Triangulation {
  readonly level: Level;
  /** Median of three votes, smaller of two, one alone capped below material; 0 without a vote. */
  readonly deviation: number;
  readonly pattern: Pattern | null;
  /** The verifier that alone sees a material deviation. */
  readonly dissent: VerifierName | null;
  /** The state to pass in with the next observation of the series; `run` counts this observation. */
  readonly next: DissentState;
  /** How many verdicts counted as votes. */
  readonly votes: number;
}

/** A verdict counts if it is well formed and sure enough; anything else abstains, whoever made it. */
export function isVote(verdict: Verdict, floor: number): boolean {
  return (
    verdict.status === "voted" &&
    verdict.confidence >= floor &&
    verdict.confidence <= 1 &&
    verdict.deviation >= 0 &&
    verdict.deviation < Number.POSITIVE_INFINITY
  );
}

const median3 = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

/** One vote alone stays below material: by a millionth, so that the number still reads well. */
const capAlone = (deviation: number, { soft, material }: Thresholds): number =>
  Math.min(deviation, Math.max(soft, material * (1 - 1e-6)));

const noVotes: Triangulation = {
  level: "none",
  deviation: 0,
  pattern: null,
  dissent: null,
  next: noDissent,
  votes: 0,
};
/** What is said where no vote deviates, by the number of votes. */
const calm: readonly Triangulation[] = [0, 1, 2, 3].map((votes) => ({ ...noVotes, votes }));

/**
 * Design 3.3. Pure: the same verdicts, rules and state give the same result. No single verifier can raise a critical
 * level whatever it says, nor a material one before `dissentPersistence` observations; and where three vote, none can
 * hide what the other two see.
 */
export function triangulate(
  verdicts: Readonly<Record<VerifierName, Verdict>>,
  rules: TriangulationRules,
  state: DissentState = noDissent,
): Triangulation {
  const { policy, consensus, forecast } = verdicts;
  const { thresholds, confidenceFloor } = rules;
  // -1 marks an abstention; a vote is never negative.
  const p = isVote(policy, confidenceFloor) ? policy.deviation : -1;
  const c = isVote(consensus, confidenceFloor) ? consensus.deviation : -1;
  const f = isVote(forecast, confidenceFloor) ? forecast.deviation : -1;
  const votes = (p < 0 ? 0 : 1) + (c < 0 ? 0 : 1) + (f < 0 ? 0 : 1);

  // Nearly every observation: nobody sees anything.
  if (p <= 0 && c <= 0 && f <= 0 && thresholds.soft > 0) return calm[votes] ?? noVotes;

  let deviation = 0;
  if (votes === 3) deviation = median3(p, c, f);
  // Of two votes and one -1, the smaller vote is the median.
  else if (votes === 2) deviation = median3(p, c, f);
  else if (votes === 1) deviation = capAlone(Math.max(p, c, f), thresholds);
  let level = levelOf(deviation, thresholds);

  const { soft, material } = thresholds;
  const seeing = (p >= material ? 1 : 0) + (c >= material ? 1 : 0) + (f >= material ? 1 : 0);
  const dissent: VerifierName | null =
    seeing !== 1 ? null : p >= material ? "policy" : c >= material ? "consensus" : "forecast";
  const next: DissentState =
    dissent === null
      ? noDissent
      : { dissenter: dissent, run: state.dissenter === dissent ? state.run + 1 : 1 };
  if (dissent !== null) level = next.run >= rules.dissentPersistence ? "material" : "soft";

  const pattern =
    level === "none" ? null : patternOf({ policy: p >= soft, consensus: c >= soft, forecast: f >= soft });
  return { level, deviation, pattern, dissent, next, votes };
}
