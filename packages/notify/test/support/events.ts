import type { ChallengeLevel, EventOf, MvcrsEvent } from "@mvcrs/escalation";

/** A readable UUID: version 4, ending in the number. */
export const uuid = (n: number): string => `0b5e7f86-4f7e-4a6c-8a7e-${String(n).padStart(12, "0")}`;

export const at = (minutes: number): string =>
  new Date(Date.parse("2026-11-22T00:00:00.000Z") + minutes * 60_000).toISOString();

const verdict = { status: "voted", expected: 1, deviation: 0.5, confidence: 1, reason: "test" } as const;

export function raised(
  n: number,
  level: ChallengeLevel = "material",
  metric = "arena.validatorStake",
  minutes = 0,
): EventOf<"challenge.raised"> {
  return {
    type: "challenge.raised",
    id: uuid(n),
    at: at(minutes),
    actor: "mvcrs",
    level,
    pattern: "drift",
    deviation: 0.5,
    dissent: null,
    advice: "Look at the history.",
    reason: "forecast is off by 0.5",
    critical_run: level === "critical" ? 1 : 0,
    signal: { metric, source: "orchestrator", value: 9, observedAt: at(minutes), unit: "ether" },
    verdicts: { primary: verdict, secondary: verdict, tertiary: verdict },
  };
}

const next = (() => {
  let n = 1000;
  return () => uuid(n++);
})();

type Part<Type extends MvcrsEvent["type"]> = Omit<EventOf<Type>, "type" | "id" | "at" | "actor">;

/** Any other event; `actor` is alice. */
export function event<Type extends MvcrsEvent["type"]>(
  type: Type,
  part: Part<Type>,
  minutes = 1,
): MvcrsEvent {
  return { type, id: next(), at: at(minutes), actor: "alice", ...part } as unknown as MvcrsEvent;
}

export const extended = (n: number, level: ChallengeLevel, criticalRun = 0, minutes = 1): MvcrsEvent =>
  event(
    "challenge.extended",
    {
      challenge_id: uuid(n),
      level,
      observations: 2,
      deviation: 0.6,
      critical_run: criticalRun,
      value: 10,
      observed_at: at(minutes),
      reason: "again",
    },
    minutes,
  );

export const resolved = (n: number, minutes = 2, resolution: "remediated" | "rejected" = "remediated") =>
  event("challenge.resolved", { challenge_id: uuid(n), resolution, reason: "stake restored" }, minutes);
export const acknowledged = (n: number, minutes = 1) =>
  event("challenge.acknowledged", { challenge_id: uuid(n), reason: "on it" }, minutes);
export const overdue = (n: number, minutes = 1440) =>
  event("challenge.overdue", { challenge_id: uuid(n), due_at: at(minutes) }, minutes);
export const muted = (metric: string, untilMinutes: number, minutes = 0) =>
  event("metric.muted", { metric, owner: "bob", reason: "maintenance", until: at(untilMinutes) }, minutes);
