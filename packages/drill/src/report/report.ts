import type { Scenario } from "../scenarios/scenario.ts";
import type { Stage } from "../stage.ts";
import { type Moment, type Timing, timingOf } from "../timeline.ts";

/** What the rehearsal found. All but `measured` and `log` is the same for the same seed. */
export interface DrillReport {
  readonly version: 1;
  readonly seed: string;
  readonly incidents: readonly {
    readonly scenario: string;
    readonly title: string;
    /** Seconds of the chain's clock. */
    readonly detectSeconds: number;
    readonly containSeconds: number;
  }[];
  readonly timeline: readonly Omit<Moment, "wallMs">[];
  /** Entries of the log that prove what was detected and done. */
  readonly evidence: readonly {
    readonly seq: number;
    readonly scenario: string;
    readonly type: string;
    readonly what: string;
    readonly proof: string;
  }[];
  readonly alerts: {
    readonly webhook: readonly { readonly type: string; readonly level: string; readonly title: string }[];
    readonly signaturesVerified: boolean;
    readonly orchestrator: readonly string[];
  };
  /** Sections of the emergency runbook, and how many commands of each were typed. */
  readonly runbook: Readonly<Record<string, number>>;
  readonly gate: { readonly ok: boolean; readonly text: string } | null;
  readonly log: { readonly count: number; readonly chain_hash: string; readonly root_hash: string };
  readonly measured: { readonly totalMs: number; readonly incidents: readonly Timing[] };
}

export function reportOf(facts: {
  readonly seed: string;
  readonly scenarios: readonly Scenario[];
  readonly stage: Stage;
  readonly proofs: ReadonlyMap<number, string>;
  readonly meta: DrillReport["log"];
  readonly gate: DrillReport["gate"] | undefined;
}): DrillReport {
  const { stage, scenarios, proofs } = facts;
  const { moments, world } = stage;
  const timings = scenarios.flatMap(({ name }) => timingOf(name, moments) ?? []);
  const entries = new Map(stage.entries().map((entry) => [entry.seq, entry.event]));
  const plain = plainNames(stage);
  const runbook: Record<string, number> = {};
  for (const { runbook: section } of moments)
    if (section !== undefined) runbook[section] = (runbook[section] ?? 0) + 1;
  return {
    version: 1,
    seed: facts.seed,
    incidents: timings.map(({ scenario, detectSeconds, containSeconds }) => ({
      scenario,
      title: scenarios.find(({ name }) => name === scenario)?.title ?? scenario,
      detectSeconds,
      containSeconds,
    })),
    timeline: moments.map(({ wallMs: _, text, ...moment }) => ({ ...moment, text: plain(text) })),
    evidence: [...proofs].map(([seq, proof]) => {
      const event = entries.get(seq);
      return {
        seq,
        scenario: moments.find(({ entries: shown = [] }) => shown.includes(seq))?.scenario ?? "",
        type: event?.type ?? "",
        what: plain(event?.reason ?? event?.type ?? ""),
        proof,
      };
    }),
    alerts: {
      // Sorted: notices of different subjects reach the webhook in any order.
      webhook: world.webhook.alerts
        .map(({ type, level, title }) => ({ type, level, title: plain(title) }))
        .sort((a, b) => (`${a.type} ${a.title}` < `${b.type} ${b.title}` ? -1 : 1)),
      signaturesVerified: world.webhook.alerts.every(({ verified }) => verified),
      orchestrator: stage.rounds.alerts.map(({ reason }) => reason),
    },
    runbook,
    gate: facts.gate ?? null,
    log: facts.meta,
    measured: { totalMs: Math.round(moments.at(-1)?.wallMs ?? 0), incidents: timings },
  };
}

/** Ports differ from run to run; the endpoints have names here. */
function plainNames({ world }: Stage): (text: string) => string {
  const port = (url: string) => new URL(url).host;
  return (text) =>
    text.replaceAll(port(world.chain.url), "endpoint-a").replaceAll(port(world.relay.url), "endpoint-b");
}
