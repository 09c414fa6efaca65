import type { ChallengeLevel, EventOf, Resolution } from "./events.ts";

/** One line in the life of a challenge, as its escalation asset shows it. */
export interface HistoryLine {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly actor: string;
  readonly note: string;
}

/** A challenge as the log has it so far. */
/**
 * Critical observations of a metric in a row, or critical challenges in a row in the log, from which "more than two
 * consecutive critical deviations" holds (docs/runbooks/mvcrs.md, section 7).
 */
export const criticalRunThatCounts = 3;

export interface Challenge {
  readonly id: string;
  readonly metric: string;
  readonly source: string;
  /** Named by the worst that was seen. */
  pattern: EventOf<"challenge.raised">["pattern"];
  advice: string;
  readonly raised: EventOf<"challenge.raised">;
  /** Sequence number of the raising entry. */
  readonly seq: number;
  level: ChallengeLevel;
  status: "open" | "acknowledged" | "resolved";
  resolution: Resolution | null;
  /** When the review window ended, where that has been recorded and nobody has acknowledged the challenge since. */
  overdueSince: string | null;
  /** When somebody last took it on. */
  acknowledgedAt: string | null;
  /** Who did. */
  acknowledgedBy: string | null;
  /** When the breach was last recorded, and everybody reminded. */
  remindedAt: string | null;
  /** How often it was since somebody last took it on. */
  reminders: number;
  /** Deviating observations as of the last event. */
  observations: number;
  /** The largest deviation as of the last event. */
  deviation: number;
  /** The latest observation that the log has of it, and what the verifiers said then. */
  value: number;
  observedAt: string;
  verdicts: EventOf<"challenge.raised">["verdicts"];
  /** Observations of its series in a row that did not show it any more; null where only the log is known. */
  absent: number | null;
  /** When the level became what it is: the review window counts from here. */
  levelSince: string;
  /** Most critical observations of its metric in a row, while it was open. */
  criticalRun: number;
  readonly history: HistoryLine[];
}

/** True while somebody, or enough normal observations, still has to close it. */
export function isOpen(challenge: Challenge): boolean {
  return challenge.status !== "resolved";
}
