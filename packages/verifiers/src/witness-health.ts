import type { Roster } from "./internal/witness-roster.ts";

/** How one witness of one series has done. */
export interface WitnessHealth {
  readonly metric: string;
  /** The source whose reports it is a witness of. */
  readonly source: string;
  readonly witness: string;
  /** 0.25 to 1: a running mean of "agreed with the consensus". */
  readonly reliability: number;
  /** When it was last counted, RFC 3339 UTC; null where that is not known. */
  readonly lastHeard: string | null;
  /** Observations of the series in a row without it. */
  readonly missed: number;
  /** How often it was compared with a consensus, and outvoted. */
  readonly compared: number;
  readonly outvoted: number;
  /** Its value as a multiple of the consensus, when it was last outvoted; null where it never was. */
  readonly ratio: number | null;
  /** The witness that it was found to repeat, which counts as one with it. */
  readonly repeats: string | null;
}

export function witnessHealth(metric: string, source: string, roster: Roster): WitnessHealth[] {
  const twins = roster.hasTwins() ? roster.twins() : [];
  return roster.records().map((record) => ({
    metric,
    source,
    witness: record.source,
    reliability: record.reliability,
    lastHeard: record.lastTime > 0 ? new Date(record.lastTime).toISOString() : null,
    missed: record.missed,
    compared: record.compared,
    outvoted: record.outvotedCount,
    ratio: record.outvotedCount > 0 ? record.ratio : null,
    repeats:
      twins.flatMap(([a, b]) => (a === record.source ? [b] : b === record.source ? [a] : []))[0] ?? null,
  }));
}
