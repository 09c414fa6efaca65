import { restorePanel, type SeriesKey } from "@mvcrs/verifiers";
import type { LogPosition } from "../../ledger/artifacts/projections.ts";
import { type MvcrsConfig, panelConfig } from "../../ledger/config/config.ts";
import type { MvcrsState } from "../../ledger/state.ts";
import type { SavedState } from "../saved-state.ts";
import { SeriesProgress } from "../series.ts";
import { reportsMetric, seriesOfReports } from "../unusable-reports.ts";
import { restoreShard, storeShard } from "./shard-memory.ts";
import type { ShardCommit, StoredShard } from "./shard-source.ts";

interface MemoryOptions {
  readonly config: MvcrsConfig;
  readonly notice: (text: string) => void;
}

/**
 * What one judge remembers, taken apart for many: a commit for each shard that has any of it. `state` is the log as far as it was
 * judged.
 *
 * @throws SNAPSHOT_VERSION, SNAPSHOT_INVALID
 */
export function intoShards(
  saved: SavedState,
  state: MvcrsState,
  { config, shardOf }: MemoryOptions & { readonly shardOf: (key: string) => number },
): readonly ShardCommit[] {
  const panel = restorePanel(panelConfig(config), saved.panel);
  const series = new SeriesProgress(saved.series);
  const keys = new Map<number, Map<string, SeriesKey>>();
  const shardFor = (metric: string): Map<string, SeriesKey> => {
    const shard = shardOf(metric);
    const known = keys.get(shard) ?? new Map<string, SeriesKey>();
    keys.set(shard, known);
    return known;
  };
  for (const { metric, source } of saved.series) {
    const judgedWith = metric === seriesOfReports ? reportsMetric(source) : metric;
    shardFor(judgedWith).set(JSON.stringify([metric, source]), { metric, source });
  }
  const { runs, joined } = saved.tracker;
  const metricOf = (id: string): string | undefined => state.challenges.get(id)?.metric;
  for (const [metric] of runs) shardFor(metric);
  for (const { id } of joined) shardFor(metricOf(id) ?? "");
  return [...keys].map(([shard, changed]) => {
    const tracker = {
      runs: runs.filter(([metric]) => shardOf(metric) === shard),
      joined: joined.filter(({ id }) => shardOf(metricOf(id) ?? "") === shard),
    };
    return { shard, numbers: [], told: [], ...storeShard({ panel, series }, tracker, changed) };
  });
}

/** What many judges remember, put together for one. @throws SNAPSHOT_VERSION */
export function fromShards(
  stored: readonly StoredShard[],
  { count, chainHash }: LogPosition,
  { config, notice }: MemoryOptions,
): SavedState {
  const memories = stored.map((shard) => restoreShard(shard, config, notice));
  const panels = memories.map(({ panel }) => panel.snapshot());
  const [first] = panels;
  const newest = panels.flatMap(({ newestTime }) => (newestTime === null ? [] : [newestTime]));
  return {
    version: 2,
    count,
    chain_hash: chainHash,
    series: memories.flatMap(({ series }) => series.snapshot()),
    tracker: {
      runs: memories.flatMap(({ tracker }) => tracker?.runs ?? []),
      joined: memories.flatMap(({ tracker }) => tracker?.joined ?? []),
    },
    panel: {
      ...first,
      newestTime: newest.length === 0 ? null : Math.max(...newest),
      series: panels.flatMap(({ series }) => series),
    },
  };
}
