/** Latencies that were counted by bounds, in seconds. */
export interface MeteredLatencies {
  /** Upper bounds, rising. */
  readonly bounds: readonly number[];
  /** By verifier: how many were up to each bound and not to the one before, at last beyond all, and the sum of all. */
  readonly of: Readonly<Record<string, { readonly counts: readonly number[]; readonly sum: number }>>;
}

const name = "mvcrs_verifier_latency_seconds";

export const latencyNames: readonly string[] = ["_bucket", "_sum", "_count"].map((end) => `${name}${end}`);

/** The histogram in the Prometheus text format: prom-client counts observations one by one, and these are millions. */
export function formatLatencies({ bounds, of }: MeteredLatencies): string {
  const lines = [
    `# HELP ${name} From an observation to its challenge in the log, by each verifier that voted on it.`,
    `# TYPE ${name} histogram`,
  ];
  for (const [verifier, { counts, sum }] of Object.entries(of)) {
    let upTo = 0;
    for (const [i, count] of counts.entries()) {
      upTo += count;
      lines.push(`${name}_bucket{le="${bounds[i] ?? "+Inf"}",verifier="${verifier}"} ${upTo}`);
    }
    lines.push(`${name}_sum{verifier="${verifier}"} ${sum}`, `${name}_count{verifier="${verifier}"} ${upTo}`);
  }
  return `\n${lines.join("\n")}\n`;
}
