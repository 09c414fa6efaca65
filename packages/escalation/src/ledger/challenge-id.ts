import type { Pattern } from "@mvcrs/verifiers";
import { v5 } from "uuid";

/** The namespace of every identifier that is derived rather than drawn (RFC 9562 5.5). */
const namespace = "7d3f0f0e-6a0b-5c58-9a43-5f1d0a6f2c11";

// The unit separator occurs in no metric, source or time, so two different tuples never make one name.
const derive = (kind: string, ...parts: readonly (string | number)[]): string =>
  v5([kind, ...parts].join("\u001f"), namespace);

/** Patterns that one observation may show beside what is wrong with its value; each has an id of its own. */
const besideTheValue: ReadonlySet<Pattern> = new Set<Pattern>([
  "silence",
  "disputed",
  "witness-fault",
  "no-coverage",
  "stuck",
  "clock-fault",
]);

/**
 * The id of a challenge: the same signal fed twice has the same one. Silence is not an observation, and must not
 * share the id of the last one before it.
 */
export function challengeId(
  signal: { readonly metric: string; readonly source: string; readonly observedAt: string },
  pattern: Pattern | null,
): string {
  const kind = pattern !== null && besideTheValue.has(pattern) ? pattern : "challenge";
  return derive(kind, signal.metric, signal.source, signal.observedAt);
}

/** The id of a root that a command marks in passing: the same command, killed and run again, makes the same one. */
export const rootId = (createdAt: string, origin: string): string => derive("root", createdAt, origin);

/** The id of an automatic event about something with an id, so that a replay of the same input derives it again. */
export function followUpId(type: string, about: string, ordinal: number): string {
  return derive(type, about, ordinal);
}
