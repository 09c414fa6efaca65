import Papa from "papaparse";

/** What the telemetry keeps of a challenge: one row of `mvcrs_challenges.csv`. */
export interface ChallengeRow {
  /** When it was raised, RFC 3339 UTC. */
  readonly timestamp: string;
  readonly level: string;
  /** How it was closed; empty while it is open. */
  readonly resolution: string;
  /** Confidence of the policy verifier, 0..1. */
  readonly primaryConfidence: number;
  /** Confidence of the consensus verifier, 0..1. */
  readonly secondaryConfidence: number;
  /** Confidence of the forecast verifier, 0..1. */
  readonly tertiaryConfidence: number;
  readonly deviation: number;
  readonly challengeId: string;
  readonly metric: string;
  readonly source: string;
}

/** The header of the telemetry CSV, in the order that outside readers rely on. */
export const telemetryColumns = [
  "timestamp",
  "level",
  "resolution",
  "primary_confidence",
  "secondary_confidence",
  "tertiary_confidence",
  "deviation",
  "challenge_id",
  "metric",
  "source",
] as const;

// Six digits are more than any verdict carries, and keep 0.1 + 0.2 from printing as 0.30000000000000004.
const decimal = (value: number): string => String(Math.round(value * 1e6) / 1e6);

/**
 * The telemetry CSV: a header, then one row per challenge (RFC 4180, but `\n` line ends). Text that a spreadsheet would
 * run as a formula is made harmless with a leading apostrophe.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatTelemetryCsv, telemetryColumns } from "@mvcrs/telemetry";
 *
 * assert.equal(formatTelemetryCsv([]), `${telemetryColumns.join(",")}\n`);
 * ```
 */
export function formatTelemetryCsv(rows: Iterable<ChallengeRow>): string {
  return unparse([[...telemetryColumns], ...Array.from(rows, cellsOf)]);
}

/** One row of it, with the end of its line. */
export const formatTelemetryRow = (row: ChallengeRow): string => unparse([cellsOf(row)]);

// Handed over as rows: with a `fields` list Papa Parse adds an empty line where there is no data.
const unparse = (rows: string[][]): string =>
  `${Papa.unparse(rows, { newline: "\n", escapeFormulae: true })}\n`;

function cellsOf(row: ChallengeRow): string[] {
  return [
    row.timestamp,
    row.level,
    row.resolution,
    decimal(row.primaryConfidence),
    decimal(row.secondaryConfidence),
    decimal(row.tertiaryConfidence),
    decimal(row.deviation),
    row.challengeId,
    row.metric,
    row.source,
  ];
}
