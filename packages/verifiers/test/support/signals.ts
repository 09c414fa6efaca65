import type { z } from "zod";
import {
  createPanel,
  defaultPanelConfig,
  metricConfigSchema,
  type Panel,
  type PanelConfig,
  type Signal,
  type Witness,
} from "../../src/index.ts";

const start = Date.parse("2026-11-22T00:00:00.000Z");
const step = 300_000;

/** The time of the n-th sample, five minutes apart. */
export const timeAt = (index: number): number => start + index * step;

export function signalAt(
  index: number,
  value: number,
  more: { readonly metric?: string; readonly source?: string; readonly witnesses?: readonly Witness[] } = {},
): Signal {
  const time = timeAt(index);
  return {
    metric: "test.metric",
    source: "reporter",
    value,
    observedAt: new Date(time).toISOString(),
    time,
    ...more,
  };
}

export type MetricInput = z.input<typeof metricConfigSchema>;

export function configWith(metrics: Readonly<Record<string, MetricInput>>): PanelConfig {
  return {
    ...defaultPanelConfig,
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([name, entry]) => [name, metricConfigSchema.parse(entry)]),
    ),
  };
}

export const panelWith = (metrics: Readonly<Record<string, MetricInput>>): Panel =>
  createPanel(configWith(metrics));
