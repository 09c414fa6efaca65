/**
 * What the last 32 observations of one series were evidence of, the latest in the lowest bit of each number. Levels go by
 * how many of the last few there are, so that who deviates now and then gains nothing by the pauses.
 */
export interface Evidence {
  /** The value broke policy, by grade: at soft, material and critical. */
  soft: number;
  material: number;
  critical: number;
  /** The report was not what the witnesses say: at soft, material and critical. */
  falseSoft: number;
  falseMaterial: number;
  falseCritical: number;
  /** The witnesses disagreed among themselves. */
  disputed: number;
  /** Regular witnesses were missing, so that no quorum was left. */
  uncovered: number;
  /** The forecast found the value strange, before silence; and so far off that no season explains it. */
  unusual: number;
  extreme: number;
  /** The metric went silent. */
  silent: number;
}

const evidenceKinds = [
  "soft",
  "material",
  "critical",
  "falseSoft",
  "falseMaterial",
  "falseCritical",
  "disputed",
  "uncovered",
  "unusual",
  "extreme",
  "silent",
] as const satisfies readonly (keyof Evidence)[];

export const noEvidence = (): Evidence => ({
  soft: 0,
  material: 0,
  critical: 0,
  falseSoft: 0,
  falseMaterial: 0,
  falseCritical: 0,
  disputed: 0,
  uncovered: 0,
  unusual: 0,
  extreme: 0,
  silent: 0,
});

/** Adds the next observation; what is not named did not show. */
export function observeEvidence(evidence: Evidence, seen: Partial<Record<keyof Evidence, boolean>>): void {
  for (const kind of evidenceKinds)
    evidence[kind] = ((evidence[kind] << 1) | (seen[kind] === true ? 1 : 0)) >>> 0;
}

export const isEmpty = (evidence: Evidence): boolean => evidenceKinds.every((kind) => evidence[kind] === 0);

/** How many of the last `window` observations (32 at most) are in `bits`. */
export function countOf(bits: number, window: number): number {
  let rest = window >= 32 ? bits >>> 0 : bits & (2 ** window - 1);
  let count = 0;
  while (rest !== 0) {
    count += rest & 1;
    rest >>>= 1;
  }
  return count;
}
