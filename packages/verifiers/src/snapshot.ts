import { z } from "zod";
import { verifierErrors } from "./errors.ts";

/** Raised whenever the meaning of a stored number changes. */
export const snapshotVersion = 3;

const text = z.string().min(1);
const count = z.int().nonnegative();
const flag = z.union([z.literal(0), z.literal(1)]);

const witnessSchema = z.strictObject({
  source: text,
  reliability: z.number().min(0).max(1),
  seen: count,
  missed: count,
  lastValue: z.number(),
  twin: text.nullable(),
  twinRun: count,
  lastTime: z.number(),
  outvoted: count.max(2 ** 32 - 1),
  compared: count,
  outvotedCount: count,
  ratio: z.number(),
});

const number = z.number();
const forecastSchema = z.strictObject({
  numbers: z.array(number.nullable()),
  first: z.string().nullable(),
  season: z
    .strictObject({
      kind: z.enum(["day", "week", "cycle"]),
      period: number.positive(),
      numbers: z.array(number),
      days: z.string(),
      week: z.string().nullable(),
    })
    .nullable(),
});

const bits = count.max(2 ** 32 - 1);
const evidenceSchema = z.strictObject({
  soft: bits,
  material: bits,
  critical: bits,
  falseSoft: bits,
  falseMaterial: bits,
  falseCritical: bits,
  disputed: bits,
  uncovered: bits,
  unusual: bits,
  extreme: bits,
  silent: bits,
});

const seriesSchema = z.strictObject({
  metric: text,
  source: text,
  policy: z.strictObject({
    seen: flag,
    lastValue: z.number(),
    lastTime: z.number(),
    locked: flag,
    lockedValue: z.number(),
    silentSpans: count,
    spentAt: z.number(),
  }),
  evidence: evidenceSchema.nullable(),
  kept: z.strictObject({ forecast: forecastSchema, acceptedAt: z.number() }).nullable(),
  roster: z.array(witnessSchema).max(64),
  forecast: forecastSchema,
});

const snapshotSchema = z.strictObject({
  version: z.literal(snapshotVersion),
  newestTime: z.number().nullable(),
  series: z.array(seriesSchema),
});

/** Everything a panel remembers; plain JSON data. */
export type PanelSnapshot = z.output<typeof snapshotSchema>;

/** @throws SNAPSHOT_VERSION, SNAPSHOT_INVALID with every problem and its path */
export function parseSnapshot(value: unknown): PanelSnapshot {
  const found: unknown =
    typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (found !== undefined && found !== snapshotVersion)
    throw verifierErrors.create("SNAPSHOT_VERSION", { found, supported: snapshotVersion });
  const parsed = snapshotSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 20)
    .map(({ path, message }) => `${path.join(".") || "(top)"}: ${message}`);
  throw verifierErrors.create("SNAPSHOT_INVALID", { problems });
}
