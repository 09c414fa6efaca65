import type { VerifierName } from "./verdict.ts";

/**
 * Which verifiers deviate names the pattern (design 3.3). Three patterns are not about a value: `silence`, a metric that
 * stopped reporting, `no-coverage`, a required metric that too few verifiers can judge, and `unusable-reports`, a source
 * whose reports cannot be read.
 */
export type Pattern =
  | "unauthorised-change"
  | "false-report"
  | "drift"
  | "standing-violation"
  | "reporter-fault"
  | "misreported-violation"
  | "breakdown"
  | "silence"
  | "no-coverage"
  | "unusable-reports";

const advices: Readonly<Record<Pattern, string>> = {
  "unauthorised-change":
    "The value was really changed, against the declared expectation: find out who changed it, and revert or authorise it.",
  "false-report":
    "The witnesses see another value than the one reported: check the reporter and its keys before anyone acts on the number.",
  drift:
    "The value left its own history while policy and witnesses are content: look for a slow or new cause.",
  "standing-violation":
    "The value breaks the declared expectation and has done so for long: mend the cause, or change the configuration on purpose.",
  "reporter-fault":
    "The report fits neither its history nor the witnesses: restart or replace the reporter; the quantity itself is probably well.",
  "misreported-violation":
    "The report breaks policy and the witnesses do not confirm it: check the reporter first, then the policy.",
  breakdown:
    "All three verifiers deviate: treat value and reporter as failed, and freeze what depends on them.",
  silence: "The metric stopped reporting: check its source; nothing is known about its value since.",
  "no-coverage":
    "Too few verifiers can judge this required metric: add witnesses, declare a target, or wait for enough history.",
  "unusable-reports":
    "Reports of this source cannot be read, so nobody knows what they hide: look at the rows named, and mend their writer.",
};

/** What an operator should do first, in one or two sentences. */
export function adviceFor(pattern: Pattern): string {
  return advices[pattern];
}

/** Bits of the verifiers that deviate, in the order policy, consensus, forecast. */
const byMask: readonly (Pattern | null)[] = [
  null,
  "standing-violation",
  "false-report",
  "misreported-violation",
  "drift",
  "unauthorised-change",
  "reporter-fault",
  "breakdown",
];

/** The pattern of a set of deviating verifiers; null when none deviates. */
export function patternOf(deviating: Readonly<Record<VerifierName, boolean>>): Pattern | null {
  const mask = (deviating.policy ? 1 : 0) | (deviating.consensus ? 2 : 0) | (deviating.forecast ? 4 : 0);
  return byMask[mask] ?? null;
}
