import type { Assessment, Level, Pattern, VerifierName } from "@mvcrs/verifiers";
import type { DecodedBatch } from "@mvcrs/verifiers/input";

const start = Date.parse("2026-11-01T00:00:00.000Z");
const hour = 3_600_000;

/** An assessment as a panel would give it, for tests of what follows from it. */
export function assessment(level: Level, hours: number, more: Partial<AssessmentParts> = {}): Assessment {
  const { metric = "m", deviation = level === "none" ? 0 : 0.5, dissent = null } = more;
  const time = start + hours * hour;
  const verdict = { status: "voted", expected: 1, deviation, confidence: 1, reason: "test" } as const;
  return {
    signal: { metric, source: "s", value: 1, observedAt: new Date(time).toISOString(), time },
    verdicts: {
      policy: { verifier: "policy", ...verdict },
      consensus: { verifier: "consensus", ...verdict },
      forecast: { verifier: "forecast", ...verdict },
    },
    deviation,
    level,
    pattern: level === "none" ? null : (more.pattern ?? "drift"),
    dissent,
    count: level === "none" ? 0 : 1,
    confirmation: "confirmed",
    value: 1,
    findings: more.findings ?? [],
    advice: "look",
    reason: "because",
  };
}

interface AssessmentParts {
  readonly metric: string;
  readonly deviation: number;
  readonly pattern: Pattern;
  readonly dissent: VerifierName | null;
  readonly findings: readonly Assessment[];
}

/** Signals of one metric an hour apart, with three witnesses that say 5 or what is given, as a decoder would batch them. */
export async function* batches(
  values: readonly number[],
  truth: (value: number) => number = () => 5,
  size = 5,
  metric = "m",
): AsyncGenerator<DecodedBatch> {
  for (let at = 0; at < values.length; at += size) {
    const signals = values.slice(at, at + size).map((value, i) => {
      const time = start + (at + i) * hour;
      const witnesses = ["a", "b", "c"].map((source) => ({ source, value: truth(value) }));
      return { metric, source: "s", value, observedAt: new Date(time).toISOString(), time, witnesses };
    });
    yield { signals, problems: [], rows: signals.length, bytes: at };
  }
}
