import { createHash } from "node:crypto";
import { type MvcrsEvent, mvcrsEventSchema } from "@mvcrs/escalation";

/** The present of the story. */
export const present = Date.parse("2026-11-26T03:04:00.000Z");
const dayMs = 86_400_000;

const uuid = (of: string): string => {
  const hex = createHash("sha256").update(of).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** What attackers would write where they may write something. */
export const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

const metrics = [
  ["arena.validatorStake", 5, "ether"],
  ["arena.recentSlashes", 0, "count"],
  ["arena.studentRewardSplitBps", 2500, "bps"],
  ["stakeManager.totalStaked", 1250, "ether"],
  ["oracle.ethUsd", 3120.5, "usd"],
  ["bridge.pendingWithdrawals", 12, "count"],
  ["treasury.balance", 88_400, "ether"],
] as const;

const voted = (
  expected: number,
  deviation: number,
  confidence: number,
  reason: string,
  interval?: [number, number],
) => ({
  ...{ status: "voted", expected, deviation, confidence, reason },
  ...(interval === undefined ? {} : { interval }),
});
const abstained = {
  status: "abstained",
  expected: null,
  deviation: 0,
  confidence: 0.2,
  reason: "too short a history",
};

function verdictsOf(value: number, target: number, deviation: number, consensusAgrees: boolean) {
  const spread = Math.max(0.05, Math.abs(target) * 0.02);
  return {
    primary: voted(target, deviation, 0.95, `${value} is not within ${spread} of ${target}`),
    secondary: voted(
      value,
      consensusAgrees ? 0 : deviation * 0.8,
      0.83,
      consensusAgrees ? "as the witnesses say" : `the witnesses say ${target}`,
      [value, value],
    ),
    tertiary:
      deviation > 0.5
        ? abstained
        : voted(target, deviation * 0.9, 0.78, `unlike its history: ${value}`, [
            target - spread,
            target + spread,
          ]),
  };
}

/** Some six weeks of a deployment, with an incident at their end. `n` challenges before it. */
export function story(n = 120): MvcrsEvent[] {
  const events: object[] = [];
  let random = 7;
  const next = (): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random / 2_147_483_647;
  };
  const add = (type: string, at: number, actor: string, rest: object, id = uuid(`${events.length}`)) => {
    events.push({ type, id, at: new Date(at).toISOString(), actor, ...rest });
    return id;
  };
  const raise = (which: number, at: number, level: string, deviation: number, pattern: string) => {
    const [metric, target, unit] = metrics[which] ?? metrics[0];
    const value = Number((target + (target === 0 ? 3 : target * deviation)).toFixed(3));
    return add("challenge.raised", at, "mvcrs", {
      ...{ level, pattern, deviation, dissent: null, critical_run: level === "critical" ? 1 : 0 },
      advice:
        "The value breaks the declared expectation: fix the cause, or change the configuration on purpose.",
      reason: `${level} ${pattern}: policy: ${value} is not within tolerance of ${target}`,
      signal: {
        ...{ metric, source: "evm:31337", value, unit, observedAt: new Date(at - 4000).toISOString() },
        witnesses: ["a", "b", "c"].map((name) => ({
          source: `rpc-${name}.example`,
          value: name === "c" && pattern === "witness-fault" ? target : value,
        })),
      },
      verdicts: verdictsOf(value, target, deviation, pattern !== "false-report"),
    });
  };
  const begin = present - 42 * dayMs;
  for (let at = begin, k = 0; k < n; k++) {
    at += ((40 * dayMs) / n) * (0.4 + 1.2 * next());
    const level = next() < 0.72 ? "soft" : next() < 0.8 ? "material" : "critical";
    const deviation = Number(
      (level === "soft"
        ? 0.05 + next() * 0.1
        : level === "material"
          ? 0.15 + next() * 0.14
          : 0.3 + next() * 0.5
      ).toFixed(3),
    );
    const which = Math.floor(next() * metrics.length);
    const id = raise(
      which,
      at,
      level,
      deviation,
      next() < 0.6 ? "standing-violation" : next() < 0.5 ? "drift" : "false-report",
    );
    const about = { challenge_id: id };
    if (next() < 0.5)
      add("challenge.extended", at + 600_000, "mvcrs", {
        ...{ ...about, level, observations: 2, deviation, critical_run: 0, value: metrics[which]?.[1] ?? 0 },
        ...{ observed_at: new Date(at + 590_000).toISOString(), reason: "2 of the last 8 observations" },
        verdicts: verdictsOf(
          (metrics[which]?.[1] ?? 1) * (1 + deviation),
          metrics[which]?.[1] ?? 1,
          deviation,
          true,
        ),
      });
    if (level !== "soft")
      add("challenge.acknowledged", at + 1_200_000, "alice", { ...about, reason: "looking into it" });
    add("challenge.resolved", at + 3_600_000, level === "soft" ? "mvcrs" : "alice", {
      ...{ ...about, resolution: level === "soft" ? "cleared" : "remediated" },
      reason:
        level === "soft" ? "5 observations in a row did not show it" : "the operator set the stake back",
    });
    if (k === Math.floor(n / 3))
      add("gate.evaluated", at + 3_700_000, "phase8-gate", { ok: true, counts: { failed: 0 }, broken: [] });
    if (k === Math.floor(n / 2))
      add("drill.completed", at + 3_800_000, "mvcrs drill", {
        scenarios: ["stolen-key", "lying-node"],
        seed: "1",
        moments: 21,
      });
    if (k === n - 2)
      add("metric.muted", at + 3_900_000, "bob", {
        metric: "oracle.ethUsd",
        owner: "bob",
        reason: "maintenance of the feed",
        until: new Date(present + 3_600_000).toISOString(),
      });
  }
  // The incident.
  add("challenge.raised", present - 26 * 3_600_000, "mvcrs", {
    ...{ level: "material", pattern: "drift", deviation: 0.22, dissent: "forecast", critical_run: 0 },
    ...{ advice: hostile, reason: `material drift: ${hostile}` },
    signal: {
      metric: `feed/${hostile}`,
      source: hostile,
      value: 7.25,
      observedAt: new Date(present - 26 * 3_600_000).toISOString(),
    },
    verdicts: {
      primary: abstained,
      secondary: abstained,
      tertiary: voted(5, 0.22, 0.7, hostile, [4.8, 5.2]),
    },
  });
  raise(5, present - 9 * 3_600_000, "material", 0.24, "false-report");
  const critical = raise(0, present - 52 * 60_000, "critical", 0.62, "unauthorised-change");
  add("challenge.extended", present - 40 * 60_000, "mvcrs", {
    ...{
      challenge_id: critical,
      level: "critical",
      observations: 4,
      deviation: 0.71,
      critical_run: 3,
      value: 8.55,
    },
    ...{
      observed_at: new Date(present - 41 * 60_000).toISOString(),
      reason: "critical unauthorised-change, 3 of the last 8",
    },
    verdicts: verdictsOf(8.55, 5, 0.45, true),
  });
  const members = [
    "0x4b4E5206A0dcBd6C88BC56844bCcf643965A771F",
    "0x5643c80669715EfE6bD18ceD9CA599d36A19d20E",
    "0x25F7676ee88F0eE287B4FBf139344744072D3c63",
  ];
  add("trust_lock.engaged", present - 40 * 60_000, "mvcrs", {
    ...{ marker: "MVCRS_TRUST_LOCK", challenge_id: critical, committee: { members, threshold: 2 } },
    reason: "critical challenge on arena.validatorStake",
  });
  add("orchestrator.alert", present - 39 * 60_000, "orchestrator", {
    ...{
      reason: "freeze:trust-lock",
      severity: "critical",
      text: "the orchestrator froze itself: a trust lock is on",
    },
    ...{ arena: "0x8945D6F074bE8e5bcaf839b5dC1F44a9F13a31e3", chain_id: "31337", run: null, round_id: null },
    ...{ participant: null, amount: null, transaction: null, context: null },
  });
  add("owner_op.executed", present - 30 * 60_000, "on-call", {
    plan_hash: "acd678c1b29786d2aeaaec8286dacc50d906e06e28315bf8d9fbe2949185d0dc",
    verified: true,
    receipts: [],
  });
  const lastAlarm = events.findIndex((event) => "id" in event && event.id === critical);
  const told = (channel: string, kind: string, minutes: number, rest: object) =>
    add("notice.ended", present - minutes * 60_000, "mvcrs", {
      ...{ outcome: "delivered", notice: uuid(`notice ${channel}`), channel, kind },
      ...{ about: lastAlarm, about_id: critical, challenge_id: critical, attempts: 1, ...rest },
    });
  told("pager", "pagerduty", 29, {});
  told("ops", "webhook", 28, { attempts: 3 });
  told("chat", "slack", 27, { outcome: "given_up", attempts: 30, problem: `HTTP 404 ${hostile}` });
  return events.map((event) => mvcrsEventSchema.parse(event));
}

/** One more challenge, as a signal that comes while somebody looks. */
export const oneMore = (k: number): MvcrsEvent =>
  mvcrsEventSchema.parse({
    ...{
      type: "challenge.raised",
      id: uuid(`more ${k}`),
      at: new Date(present + 1000 * k).toISOString(),
      actor: "mvcrs",
    },
    ...{
      level: "material",
      pattern: "drift",
      deviation: 0.2,
      dissent: null,
      critical_run: 0,
      advice: "look",
      reason: `live entry ${k}`,
    },
    signal: {
      metric: `live.metric${k}`,
      source: "evm:31337",
      value: k,
      observedAt: new Date(present).toISOString(),
    },
    verdicts: { primary: voted(1, 0.2, 0.9, "no"), secondary: abstained, tertiary: abstained },
  });
