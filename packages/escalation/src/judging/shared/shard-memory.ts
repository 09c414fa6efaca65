import { checkJson, describeProblems } from "@mvcrs/files";
import { createPanel, type Panel, restorePanel, type SeriesKey, verifierErrors } from "@mvcrs/verifiers";
import { z } from "zod";
import { type MvcrsConfig, panelConfig } from "../../ledger/config/config.ts";
import { SeriesProgress, type SeriesSnapshot, seriesSnapshotSchema } from "../series.ts";
import { type TrackerSnapshot, trackerSnapshotSchema } from "../tracker.ts";
import type { StoredShard } from "./shard-source.ts";

const snapshotSchema = z.strictObject({
  version: z.literal(1),
  /** Of the verifiers' state. */
  panel: z.int(),
  newest_time: z.number().nullable(),
  tracker: trackerSnapshotSchema,
});
const partSchema = z.strictObject({
  progress: seriesSnapshotSchema.element.optional(),
  /** Checked by the verifiers when they restore it. */
  panel: z.unknown().optional(),
});

/** What is remembered of the series of one shard. */
export interface ShardMemory {
  readonly panel: Panel;
  readonly series: SeriesProgress;
  readonly tracker: TrackerSnapshot | undefined;
}

/**
 * What a shard remembered when it was last committed. What cannot be used is said, and that shard starts from nothing: the others,
 * and whoever holds this one next, must not stand still for it.
 *
 * @throws SNAPSHOT_VERSION where another version of the program wrote it
 */
export function restoreShard(
  { shard, snapshot, parts }: StoredShard,
  config: MvcrsConfig,
  notice: (text: string) => void,
): ShardMemory {
  const forPanel = panelConfig(config);
  const nothing = { panel: createPanel(forPanel), series: new SeriesProgress(), tracker: undefined };
  if (snapshot === null) return nothing;
  const anew = (problem: string): ShardMemory => {
    notice(`what is known of shard ${shard} cannot be used: ${problem}; its verifiers start from nothing`);
    return nothing;
  };
  const whole = checkJson(snapshot, snapshotSchema);
  if (!whole.ok) return anew(describeProblems(whole.problems));
  const progress: SeriesSnapshot[number][] = [];
  const series: unknown[] = [];
  for (const [name, body] of parts) {
    const part = checkJson(body, partSchema);
    if (!part.ok) return anew(`${name}: ${describeProblems(part.problems)}`);
    if (part.value.progress !== undefined) progress.push(part.value.progress);
    if (part.value.panel !== undefined) series.push(part.value.panel);
  }
  try {
    const { panel: version, newest_time: newestTime, tracker } = whole.value;
    const panel = restorePanel(forPanel, { version, newestTime, series });
    return { panel, series: new SeriesProgress(progress), tracker };
  } catch (thrown) {
    if (!verifierErrors.is(thrown, "SNAPSHOT_INVALID")) throw thrown;
    return anew(thrown.details.problems.join("; "));
  }
}

/** What changed of a shard, as it is committed: the series that are named, each by itself. */
export function storeShard(
  { panel, series }: Pick<ShardMemory, "panel" | "series">,
  tracker: TrackerSnapshot,
  changed: ReadonlyMap<string, SeriesKey>,
): { readonly snapshot: string; readonly parts: ReadonlyMap<string, string> } {
  const { version, newestTime, series: judged } = panel.snapshot(changed.values());
  const parts = new Map<string, z.infer<typeof partSchema>>();
  for (const progress of series.snapshot(changed.values())) parts.set(partName(progress), { progress });
  for (const one of judged) parts.set(partName(one), { ...parts.get(partName(one)), panel: one });
  const snapshot: z.infer<typeof snapshotSchema> = {
    version: 1,
    panel: version,
    newest_time: newestTime,
    tracker,
  };
  return {
    snapshot: JSON.stringify(snapshot),
    parts: new Map([...parts].map(([name, part]) => [name, JSON.stringify(part)])),
  };
}

/** A series' name among the parts: no source holds a space. */
export const partName = ({ metric, source }: SeriesKey): string => `${source} ${metric}`;
