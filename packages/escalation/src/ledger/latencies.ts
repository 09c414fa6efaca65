import type { EventOf } from "./events.ts";

/** Upper bounds in seconds, from one to two weeks: signals come by stream or in daily files. */
export const latencyBounds = [
  1, 5, 15, 60, 300, 900, 3600, 10_800, 43_200, 86_400, 259_200, 1_209_600,
] as const;

/** How long challenges of a verifier took: how many up to each bound and beyond the last, and their sum in seconds. */
export interface Latency {
  readonly counts: number[];
  sum: number;
}

/** By the verifiers that voted. */
export interface Latencies {
  readonly policy: Latency;
  readonly consensus: Latency;
  readonly forecast: Latency;
}

const none = (): Latency => ({ counts: Array.from({ length: latencyBounds.length + 1 }, () => 0), sum: 0 });

export const emptyLatencies = (): Latencies => ({ policy: none(), consensus: none(), forecast: none() });

/** Counts the time from the observation to the challenge in the log, for each verifier that voted on it. */
export function observe(latencies: Latencies, { at, signal, verdicts }: EventOf<"challenge.raised">): void {
  const { primary, secondary, tertiary } = verdicts;
  const seconds = Math.max(0, (Date.parse(at) - Date.parse(signal.observedAt)) / 1000);
  const bound = latencyBounds.findIndex((most) => seconds <= most);
  const place = bound < 0 ? latencyBounds.length : bound;
  for (const [latency, { status }] of [
    [latencies.policy, primary],
    [latencies.consensus, secondary],
    [latencies.forecast, tertiary],
  ] as const) {
    if (status !== "voted") continue;
    latency.counts[place] = (latency.counts[place] ?? 0) + 1;
    latency.sum += seconds;
  }
}
