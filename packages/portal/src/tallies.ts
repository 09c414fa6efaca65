import type { EventOf } from "@mvcrs/escalation/ledger";
import { defaultThresholds } from "@mvcrs/verifiers";
import type { Agreement, DayRow } from "./format/files.ts";

type Raised = EventOf<"challenge.raised">;

const names = ["policy", "consensus", "forecast"] as const;
const couples = [
  ["policy", "consensus"],
  ["policy", "forecast"],
  ["consensus", "forecast"],
] as const;

export const noAgreement = (): Agreement => ({
  policy: { voted: 0, deviates: 0 },
  consensus: { voted: 0, deviates: 0 },
  forecast: { voted: 0, deviates: 0 },
  pairs: couples.map(([one, two]) => ({ of: [one, two], both: 0, agree: 0 })),
});

/** Counts the three verdicts of a challenge, by the threshold that holds unless configured: of the log alone. */
export function countAgreement(agreement: Agreement, { verdicts }: Raised): void {
  const said = new Map<string, boolean>();
  for (const [at, { status, deviation }] of [
    verdicts.primary,
    verdicts.secondary,
    verdicts.tertiary,
  ].entries()) {
    const name = names[at];
    if (status !== "voted" || name === undefined) continue;
    const deviates = deviation >= defaultThresholds.soft;
    said.set(name, deviates);
    agreement[name].voted += 1;
    if (deviates) agreement[name].deviates += 1;
  }
  for (const pair of agreement.pairs) {
    const [one, two] = pair.of.map((name) => said.get(name));
    if (one === undefined || two === undefined) continue;
    pair.both += 1;
    if (one === two) pair.agree += 1;
  }
}

export function countDay(days: Map<string, DayRow>, { at, level, deviation }: Raised): void {
  const day = at.slice(0, 10);
  const row = days.get(day) ?? { day, soft: 0, material: 0, critical: 0, deviation_sum: 0, deviation_max: 0 };
  days.set(day, {
    ...row,
    [level]: row[level] + 1,
    deviation_sum: row.deviation_sum + deviation,
    deviation_max: Math.max(row.deviation_max, deviation),
  });
}
