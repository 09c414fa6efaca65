import { createHash } from "node:crypto";
import { z } from "zod";
import type { Challenge } from "../challenge.ts";
import { levelSchema, patterns, raisedSchema, resolutions, verdictsSchema } from "../events.ts";
import { emptyState, type MvcrsState } from "../state.ts";
import { EntryIds, type IdRun, type SavedIds } from "./entry-ids.ts";

/**
 * The version of what is saved and of how it is folded. Whoever changes `applyEvent` or what stands below raises it, so that
 * states of the version before are thrown away; a test compares it with what a log folds to.
 */
export const foldedVersion = 1;

const natural = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string();

/** The first line. The second is what it vouches for. */
const headingSchema = z.strictObject({
  format: z.literal("mvcrs folded state"),
  version: z.literal(foldedVersion),
  count: z.int().min(1),
  chain_hash: hash,
  /** Of the second line. */
  sha256: hash,
});

const challengeSchema = z.strictObject({
  id: z.uuid(),
  metric: text,
  source: text,
  pattern: z.enum(patterns),
  advice: text,
  value: z.number(),
  observedAt: text,
  verdicts: verdictsSchema,
  absent: z.null(),
  raised: raisedSchema,
  seq: natural,
  level: levelSchema,
  status: z.enum(["open", "acknowledged"]),
  resolution: z.null(),
  overdueSince: text.nullable(),
  acknowledgedAt: text.nullable(),
  acknowledgedBy: text.nullable(),
  remindedAt: text.nullable(),
  reminders: natural,
  observations: natural,
  deviation: z.number(),
  levelSince: text,
  criticalRun: natural,
  history: z.array(z.strictObject({ seq: natural, type: text, at: text, actor: text, note: text })),
});

const latencySchema = z.strictObject({ counts: z.array(natural), sum: z.number() });
const perLevel = z.strictObject({ soft: natural, material: natural, critical: natural });

/** A row of a table and where it begins. */
const rowSchema = z.strictObject({ at: natural, text });

const bodySchema = z.strictObject({
  lastAt: text.nullable(),
  challenges: z.array(challengeSchema),
  open: z.array(z.tuple([text, z.array(z.uuid())])),
  mutes: z.array(
    z.strictObject({ id: text, metric: text, owner: text, reason: text, since: text, until: text }),
  ),
  totals: perLevel,
  raisedPerDay: z.array(z.tuple([text, natural])),
  accepted: z.array(z.tuple([text, z.strictObject({ value: z.number(), at: natural })])),
  resolvedAs: z.record(z.enum(resolutions), natural),
  latencies: z.strictObject({ policy: latencySchema, consensus: latencySchema, forecast: latencySchema }),
  lastLevel: levelSchema.nullable(),
  deviationSum: z.number(),
  criticalChallengeRun: natural,
  /** The entries about the lock; what they say is read from the log. */
  lockEntries: z.array(natural),
  closedAgain: z.boolean(),
  ids: z.strictObject({
    runs: z.array(z.strictObject({ sha256: hash, records: z.int().min(1) })),
    fresh: z.array(z.tuple([z.enum(["challenge", "alert"]), z.uuid(), natural])),
  }),
  tables: z.array(z.strictObject({ path: text, bytes: natural, rows: z.array(z.tuple([text, rowSchema])) })),
});

/** A table that is projected from the log: how long it is, and the rows of it that may still change. */
export interface SavedTable {
  readonly bytes: number;
  readonly rows: ReadonlyMap<string, z.infer<typeof rowSchema>>;
}
/** By their paths below the root. */
export type SavedTables = ReadonlyMap<string, SavedTable>;

/** A state that was saved, of which nothing is believed about the lock. */
export interface Saved {
  readonly count: number;
  readonly chainHash: string;
  /** The state without what the entries about the lock say. */
  readonly state: MvcrsState;
  readonly tables: SavedTables;
}

export const sha256 = (of: string): string => createHash("sha256").update(of).digest("hex");

/** The text of a state, all of whose closed challenges are let go. */
export function formatSaved(
  state: MvcrsState,
  chainHash: string,
  tables: SavedTables,
  { runs, fresh }: SavedIds,
): string {
  const open = [...state.challenges.values()].filter(({ status }) => status !== "resolved");
  const body: z.input<typeof bodySchema> = {
    lastAt: state.lastAt,
    challenges: open.map(asSaved),
    open: Array.from(state.open, ([metric, challenges]) => [metric, challenges.map(({ id }) => id)]),
    mutes: [...state.mutes.values()],
    totals: state.totals,
    raisedPerDay: [...state.raisedPerDay],
    accepted: [...state.accepted],
    resolvedAs: state.resolvedAs,
    latencies: state.latencies,
    lastLevel: state.lastLevel,
    deviationSum: state.deviationSum,
    criticalChallengeRun: state.criticalChallengeRun,
    lockEntries: state.lockEntries,
    closedAgain: state.closedAgain,
    ids: { runs: [...runs], fresh: fresh.map(([kind, id, seq]) => [kind, id, seq]) },
    tables: Array.from(tables, ([path, { bytes, rows }]) => ({ path, bytes, rows: [...rows] })),
  };
  const second = JSON.stringify(body);
  const heading: z.input<typeof headingSchema> = {
    format: "mvcrs folded state",
    version: foldedVersion,
    count: state.count,
    chain_hash: chainHash,
    sha256: sha256(second),
  };
  return `${JSON.stringify(heading)}\n${second}\n`;
}

/** The type says that a challenge may be closed; those that are saved are not. */
function asSaved(challenge: Challenge): z.input<typeof challengeSchema> {
  const { status } = challenge;
  return { ...challenge, status: status === "resolved" ? "open" : status, resolution: null, absent: null };
}

/**
 * The state in a saved text; what is wrong with it where it cannot be used. Whether it is of this log is for the caller to
 * find out, and what the entries about the lock say is for it to read.
 */
export function parseSaved(
  saved: string,
  readIds: (run: IdRun) => Promise<string>,
): Saved | { readonly problem: string } {
  const end = saved.indexOf("\n");
  const second = saved.slice(end + 1, -1);
  const heading = headingSchema.safeParse(jsonOf(saved.slice(0, Math.max(0, end))));
  if (!heading.success) return { problem: "it is of another version, or its first line is damaged" };
  const { count, chain_hash: chainHash, sha256: expected } = heading.data;
  if (!saved.endsWith("\n") || sha256(second) !== expected) return { problem: "its checksum is another one" };
  const body = bodySchema.safeParse(jsonOf(second));
  if (!body.success) return { problem: "it is not what is written there" };
  const state = stateOf(body.data, count, readIds);
  if (state === undefined) return { problem: "it contradicts itself" };
  const tables = body.data.tables.map(
    ({ path, bytes, rows }) => [path, { bytes, rows: new Map(rows) }] as const,
  );
  return { count, chainHash, state, tables: new Map(tables) };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function stateOf(
  body: z.output<typeof bodySchema>,
  count: number,
  readIds: (run: IdRun) => Promise<string>,
): MvcrsState | undefined {
  const challenges = new Map<string, Challenge>(
    body.challenges.map((challenge) => [challenge.id, challenge]),
  );
  const open = new Map<string, Challenge[]>();
  let placed = 0;
  for (const [metric, ids] of body.open) {
    const mine = ids.flatMap((id) => challenges.get(id) ?? []);
    if (mine.length !== ids.length || mine.some((challenge) => challenge.metric !== metric)) return undefined;
    placed += mine.length;
    open.set(metric, mine);
  }
  const places = [...body.challenges.map(({ seq }) => seq), ...body.ids.fresh.map(([, , seq]) => seq)];
  if (placed !== challenges.size || places.some((seq) => seq >= count)) return undefined;
  if (body.lockEntries.some((seq, i, all) => seq >= count || seq <= (all[i - 1] ?? -1))) return undefined;
  const { lastAt, totals, resolvedAs, latencies, lastLevel, deviationSum, criticalChallengeRun } = body;
  return {
    ...emptyState(),
    ...{ count, lastAt, challenges, open, totals, resolvedAs, latencies, lastLevel, deviationSum },
    criticalChallengeRun,
    ids: new EntryIds(body.ids.runs, body.ids.fresh, readIds),
    mutes: new Map(body.mutes.map((mute) => [mute.metric, mute])),
    raisedPerDay: new Map(body.raisedPerDay),
    accepted: new Map(body.accepted),
    lockEntries: body.lockEntries,
    closedAgain: body.closedAgain,
  };
}
