import { type MetricRow, metricsSchema, type Series, seriesSchema } from "@mvcrs/portal/format";
import { signal } from "@preact/signals";
import { load, problemOf } from "./load.ts";

export const metrics = signal<readonly MetricRow[] | null>(null);
export const metricsProblem = signal<string | null>(null);

export async function readMetrics(): Promise<void> {
  try {
    metrics.value = (await load("data/metrics.json", metricsSchema)).metrics;
    metricsProblem.value = null;
  } catch (thrown) {
    metricsProblem.value = problemOf(thrown);
  }
}

export const readSeries = (series: number): Promise<Series> =>
  load(`data/series/${series}.json`, seriesSchema);
