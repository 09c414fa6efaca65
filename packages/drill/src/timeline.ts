/**
 * - `calm`: the normal course of things;
 * - `incident`: what the rehearsal does to the deployment;
 * - `detected`: somebody or something noticed, with the evidence;
 * - `contained`: from here on it does no more harm;
 * - `recovered`: back to normal;
 * - `command`: what the operator typed.
 */
export type Mark = "calm" | "incident" | "detected" | "contained" | "recovered" | "command";

/** Something that happened in the rehearsal. */
export interface Moment {
  readonly scenario: string;
  readonly mark: Mark;
  /** By the chain's clock, RFC 3339 UTC. */
  readonly at: string;
  readonly text: string;
  /** Entries of the log that show it. */
  readonly entries?: readonly number[];
  /** Sections of the emergency runbook that the command belongs to. */
  readonly runbook?: string;
  /** By the machine's clock, milliseconds since the rehearsal began. Differs from run to run. */
  readonly wallMs: number;
}

/** How long one incident took. Chain time is the same for the same seed, wall time is measured. */
export interface Timing {
  readonly scenario: string;
  readonly detectSeconds: number;
  readonly containSeconds: number;
  readonly detectWallMs: number;
  readonly containWallMs: number;
}

/** From the incident to the first detection and to the containment; null where one of them is missing. */
export function timingOf(scenario: string, moments: readonly Moment[]): Timing | null {
  const first = (mark: Mark) => moments.find((each) => each.scenario === scenario && each.mark === mark);
  const [incident, detected, contained] = [first("incident"), first("detected"), first("contained")];
  if (incident === undefined || detected === undefined || contained === undefined) return null;
  const seconds = (to: Moment) => (Date.parse(to.at) - Date.parse(incident.at)) / 1000;
  return {
    scenario,
    detectSeconds: seconds(detected),
    containSeconds: seconds(contained),
    detectWallMs: Math.round(detected.wallMs - incident.wallMs),
    containWallMs: Math.round(contained.wallMs - incident.wallMs),
  };
}
