import type { Standing } from "../forecast.ts";
import type { Pattern } from "../pattern.ts";
import type { Signal } from "../signal.ts";
import { type ConsensusVerdict, deviationCap, type Level } from "../verdict.ts";
import { countOf, type Evidence } from "./evidence.ts";
import type { Roster } from "./witness-roster.ts";

/** Something that is wrong beside the value: with a witness, with coverage, with the reporting. */
export interface Finding {
  readonly pattern: Pattern;
  readonly level: Level;
  readonly deviation: number;
  readonly reason: string;
}

const near = 8;
/** A witness is at fault after this many of the last eight comparisons; a gross one at once. */
const faultSoft = 2;
const gross = 10;

/** The outvoted witness that is at fault the longest, or null. */
export function witnessFault(
  roster: Roster,
  outvoted: readonly string[],
  expected: number,
  persistence: number,
): Finding | null {
  let worst: { readonly source: string; readonly count: number; readonly ratio: number } | null = null;
  for (const source of outvoted) {
    const { bits, ratio } = roster.faultOf(source);
    const count = countOf(bits, near);
    if (count < faultSoft && !isGross(ratio)) continue;
    if (worst === null || count > worst.count) worst = { source, count, ratio };
  }
  if (worst === null) return null;
  const { source, count, ratio } = worst;
  const others = outvoted.filter((each) => each !== source);
  const more = others.length === 0 ? "" : `; outvoted too: ${others.join(", ")}`;
  return {
    pattern: "witness-fault",
    level: count >= persistence ? "material" : "soft",
    deviation: Math.min(deviationCap, Math.abs(ratio - 1)),
    reason: `witness ${source} is outvoted in ${count} of its last ${near} comparisons: ${describeRatio(ratio, expected)}${more}`,
  };
}

const isGross = (ratio: number): boolean =>
  Math.abs(ratio) >= gross || (ratio !== 0 && Math.abs(ratio) <= 1 / gross);

/** "off by 10^18: a unit?" where the ratio is a power of ten to a hundredth. */
function describeRatio(ratio: number, expected: number): string {
  const exponent = Math.log10(Math.abs(ratio));
  const whole = Math.round(exponent);
  if (ratio > 0 && whole !== 0 && Math.abs(exponent - whole) < 0.005) return `off by 10^${whole}: a unit?`;
  return `its value is ${Number((ratio * expected).toPrecision(6))} where the others say ${Number(expected.toPrecision(6))}`;
}

const uncoveredSoft = 3;
const uncoveredMaterial = 12;

/** Regular witnesses stay away, or were found to count as one, so that no quorum is left. */
export function missingWitnesses(
  { uncovered }: Evidence,
  { silent, dependent, reason }: ConsensusVerdict,
): Finding | null {
  const missed = countOf(uncovered, 16);
  if ((uncovered & 1) === 0 || missed < uncoveredSoft) return null;
  const copies = (dependent ?? []).map((sources) => `; ${sources.join(" and ")} count as one`).join("");
  const why = silent === undefined ? `${reason}${copies}` : `missing: ${silent.join(", ")}${copies}`;
  return {
    pattern: "no-coverage",
    level: missed >= uncoveredMaterial ? "material" : "soft",
    deviation: 0,
    reason: `no quorum of witnesses in ${missed} of the last 16 observations; ${why}`,
  };
}

/** A value stands still in a series that never stood still nearly so long. */
export function stuckFinding(
  standing: Standing | null,
  historyMs: number,
  isExtreme: boolean,
): Finding | null {
  if (standing === null) return null;
  const { run, longest } = standing;
  const allowed = 12 + 4 * longest;
  if (run < allowed) return null;
  // In a first day and night a value may well rest at its lowest: only the next night tells.
  const restsPerhaps = isExtreme && historyMs < 2 * 86_400_000;
  return {
    pattern: "stuck",
    level: run >= 2 * allowed && !restsPerhaps ? "material" : "soft",
    deviation: 0,
    reason: `the value has not changed for ${run + 1} observations; before, never for more than ${longest + 1}`,
  };
}

export const clockFinding = ({ observedAt }: Signal, aheadBy: number): Finding => ({
  pattern: "clock-fault",
  level: "soft",
  deviation: 0,
  reason: `${observedAt} lies ${Math.round(aheadBy / 1000)} s in the future`,
});
