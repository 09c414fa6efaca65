import type { VerifierName } from "./verdict.ts";

/**
 * Which verifiers deviate names the pattern (docs/verdicts.md). The others are not about a value: what is wrong with the
 * witnesses, the clock or the reporting itself.
 */
export type Pattern =
  | "unauthorised-change"
  | "false-report"
  | "drift"
  | "standing-violation"
  | "reporter-fault"
  | "misreported-violation"
  | "breakdown"
  | "disputed"
  | "witness-fault"
  | "no-coverage"
  | "stuck"
  | "silence"
  | "clock-fault"
  | "unusable-reports";

const advices: Readonly<Record<Pattern, string>> = {
  "unauthorised-change":
    "The value breaks what is declared and is unlike its past: find out who changed it, and revert or authorise it.",
  "false-report":
    "The witnesses see another value than the one reported: check the reporter and its keys before anyone acts on the number.",
  drift:
    "The value left its own history: look for the cause; if it is the new normal, close with superseded.",
  "standing-violation":
    "The value breaks the declared expectation: fix the cause, or change the configuration on purpose.",
  "reporter-fault":
    "The report is not what the witnesses see, and what they see is new: check the reporter first, then what changed.",
  "misreported-violation":
    "The witnesses see a value that breaks policy, and the report does not show it: fix the cause, and check the reporter.",
  breakdown:
    "The witnesses see a value that breaks policy, and the report, another one, breaks it too: freeze what depends on them.",
  disputed: "The witnesses contradict each other, so nothing is confirmed: find out which of them is right.",
  "witness-fault":
    "One witness is outvoted by the others: check its unit, its source and its clock, or take it off the list.",
  "no-coverage": "Too few can judge this metric: bring its witnesses back, add others, or declare a target.",
  stuck: "The value stands still and never did before: check whether its source still measures.",
  silence: "The metric stopped reporting: check its source; nothing is known about its value since.",
  "clock-fault":
    "Its time lies in the future: set the clock of its source; its samples are judged all the same.",
  "unusable-reports":
    "Reports of this source cannot be read, so nobody knows what they hide: look at the rows named, and fix their writer.",
};

/** What an operator should do first, in one or two sentences. */
export function adviceFor(pattern: Pattern): string {
  return advices[pattern];
}

const meanings: Readonly<Record<Pattern, string>> = {
  "unauthorised-change": "a value that breaks what is declared and is unlike its past",
  "standing-violation": "a value that breaks what is declared",
  drift: "a value unlike its own past",
  "misreported-violation": "the witnesses see a violation that the report does not show",
  breakdown: "the witnesses see a violation, and the report is another one",
  "false-report": "a report that is not what the witnesses see",
  "reporter-fault": "a report that is not what the witnesses see, while what they see is new",
  disputed: "witnesses that contradict each other",
  "witness-fault": "a witness that the others outvote",
  "no-coverage": "too few who can judge it",
  stuck: "a value that stands still and never did",
  silence: "no report any more",
  "clock-fault": "a time that lies in the future",
  "unusable-reports": "reports that cannot be read",
};

const known = new Map(Object.entries(meanings));

/** What a pattern is, to be put into a sentence (`reported by x: a value unlike its own past`); an unknown one is its name. */
export const meaningOf = (pattern: string): string => known.get(pattern) ?? pattern;

/**
 * Patterns that are about one thing share a family, and one open challenge: the value itself, its source, or what the
 * pattern names.
 */
export function familyOf(pattern: Pattern): string {
  switch (pattern) {
    case "unauthorised-change":
    case "drift":
    case "standing-violation":
    case "misreported-violation":
    case "breakdown":
      return "value";
    case "false-report":
    case "reporter-fault":
      return "source";
    default:
      return pattern;
  }
}

/** Within a family, the patterns that say more come later. */
const byWeight: readonly Pattern[] = [
  "drift",
  "standing-violation",
  "unauthorised-change",
  "misreported-violation",
  "breakdown",
  "false-report",
  "reporter-fault",
];

/** Whether a challenge named `before` is named `after` once that was seen too. */
export const outranks = (after: Pattern, before: Pattern): boolean =>
  familyOf(after) === familyOf(before) && byWeight.indexOf(after) > byWeight.indexOf(before);

/** Whether the value itself is confirmed to be wrong, rather than a party that speaks of it. */
export const isAboutValue = (pattern: Pattern): boolean =>
  pattern === "unauthorised-change" || pattern === "standing-violation";

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
