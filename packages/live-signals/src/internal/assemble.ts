import type { Block } from "@mvcrs/evm";
import type { Signal, Witness } from "@mvcrs/verifiers";
import type { Deployment } from "../deployment.ts";
import { type Quantity, toSignalValue } from "../quantity.ts";
import type { Report } from "../report.ts";
import { isAgentMetric } from "./agent-metric.ts";
import type { Reading } from "./read-state.ts";

/** The source that the orchestrator's files report as. */
const reporter = "orchestrator.scoreboard";

/**
 * What the receipts say counts half as much as an endpoint: with two endpoints that contradict each other it is what
 * tips the scales, and against two that agree it can do nothing.
 */
const receiptsWeight = 0.5;

/** What one endpoint says at a block. */
export interface EndpointReading {
  readonly label: string;
  readonly reading: Reading;
  /** How agents stand by the events: witnesses what the scoreboard says, is no signal by itself. */
  readonly scores: Reading | undefined;
}

export interface Moment {
  readonly chainId: string;
  readonly deployment: Deployment;
  readonly block: Block;
  readonly readings: readonly EndpointReading[];
}

/** What the chain says of itself: one signal for each quantity that more than half of the endpoints agree on. */
export function chainSignals(moment: Moment): Signal[] {
  const metrics = new Set(moment.readings.flatMap(({ reading }) => [...reading.keys()]));
  const signals: Signal[] = [];
  for (const metric of metrics) {
    const value = majority(moment.readings.map(({ reading }) => reading.get(metric)));
    if (value !== undefined)
      signals.push(signalOf(moment, metric, `evm:${moment.chainId}`, value, witnessesOf(moment, metric), {}));
  }
  return signals;
}

/** What the orchestrator says, witnessed by the endpoints at the report's own block. */
export function reportSignals(moment: Moment, report: Report): Signal[] {
  return [...report.values].map(([metric, value]) => {
    const receipt = report.receipts?.get(metric);
    const witnesses: Witness[] = [...witnessesOf(moment, metric)];
    if (receipt !== undefined)
      witnesses.push({
        source: "orchestrator.receipts",
        value: toSignalValue(receipt),
        weight: receiptsWeight,
        operator: "orchestrator",
      });
    return signalOf(moment, metric, reporter, value, witnesses, { via: report.via });
  });
}

/** How many endpoints stand on the agreed block, so that one that drops out or forks is seen as well. */
export function endpointsSignal(moment: Moment, endpoints: number): Signal {
  const quantity: Quantity = { unit: "count", raw: BigInt(endpoints) };
  return signalOf(moment, "live.endpoints", `evm:${moment.chainId}`, quantity, [], {});
}

/**
 * For each endpoint the number of quantities in which it contradicts what more than half of the weight says: the other
 * endpoints, and the receipts where the report is about this very block. Compared exactly. `live.disputed` counts the
 * quantities of which nobody has more than half of the weight behind it.
 */
export function contradictionSignals(moment: Moment, report: Report | null): Signal[] {
  const voices = moment.readings.map(({ label, reading }) => ({ label, reading, weight: 1 }));
  if (report?.receipts !== undefined)
    voices.push({ label: "", reading: report.receipts, weight: receiptsWeight });
  let disputed = 0n;
  const metrics = new Set(voices.flatMap(({ reading }) => [...reading.keys()]));
  const against = new Map(moment.readings.map(({ label }) => [label, 0]));
  for (const metric of metrics) {
    const said = voices.flatMap(({ label, reading, weight }) => {
      const value = reading.get(metric);
      return value === undefined ? [] : [{ label, raw: value.raw, weight }];
    });
    const weightOf = (raw: bigint) =>
      said.reduce((sum, other) => sum + (other.raw === raw ? other.weight : 0), 0);
    const whole = said.reduce((sum, { weight }) => sum + weight, 0);
    const truth = said.find(({ raw }) => 2 * weightOf(raw) > whole)?.raw;
    if (truth === undefined) {
      disputed += 1n;
      continue;
    }
    for (const { label, raw } of said)
      if (raw !== truth && against.has(label)) against.set(label, (against.get(label) ?? 0) + 1);
  }
  const unsettled: Quantity = { unit: "count", raw: disputed };
  const signals = [...against].map(([label, number]) => {
    const quantity: Quantity = { unit: "count", raw: BigInt(number) };
    return signalOf(moment, `live.contradictions.${label}`, `evm:${moment.chainId}`, quantity, [], {});
  });
  return [...signals, signalOf(moment, "live.disputed", `evm:${moment.chainId}`, unsettled, [], {})];
}

function witnessesOf({ readings, chainId }: Moment, metric: string): readonly Witness[] {
  const ofAgent = isAgentMetric(metric);
  return readings.flatMap(({ label, reading, scores }) => {
    // An account that no event speaks of has a count of none, once events were read.
    const found = ofAgent ? scores && (scores.get(metric) ?? none) : reading.get(metric);
    if (found === undefined) return [];
    return [{ source: `evm:${chainId}:${label}`, value: toSignalValue(found), operator: label }];
  });
}

const none: Quantity = { unit: "count", raw: 0n };

function signalOf(
  { block, deployment }: Moment,
  metric: string,
  source: string,
  quantity: Quantity,
  witnesses: readonly Witness[],
  labels: Readonly<Record<string, string>>,
): Signal {
  const time = Number(block.timestamp) * 1000;
  return {
    metric,
    source,
    value: toSignalValue(quantity),
    observedAt: new Date(time).toISOString(),
    time,
    unit: quantity.unit,
    ...(witnesses.length > 0 ? { witnesses } : {}),
    labels: { arena: deployment.arena, block: String(block.number), ...labels },
  };
}

/** The value that more than half of those who answered give, exactly. */
function majority(values: readonly (Quantity | undefined)[]): Quantity | undefined {
  const given = values.filter((value) => value !== undefined);
  return given.find(({ raw }) => 2 * given.filter((other) => other.raw === raw).length > given.length);
}
