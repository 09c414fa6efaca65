import { z } from "zod";
import { hash, levelSchema, natural, timelineEntrySchema } from "./entry.ts";
import { lockRowSchema, openRowSchema, snapshotSchema } from "./snapshot.ts";

const head = { format: z.literal("mvcrs portal"), version: z.literal(1) };
const instant = z.string();

/** Entries in a page of the timeline. */
export const pageSize = 512;
/** Challenges in a chunk. */
export const chunkSize = 256;
/** Lines in a file of lines: those of a bundle of the tiles. */
export const linesSize = 256;
/** Points of a series; a longer one is merged until it has fewer. */
export const seriesPoints = 1024;

/** `data/timeline/<n>.json`: entries from `n * pageSize` on. Never changes once it is full. */
export const timelinePageSchema = z.strictObject({
  ...head,
  page: natural,
  /** The state before its first entry. */
  before: snapshotSchema,
  entries: z.array(timelineEntrySchema).max(pageSize),
});
export type TimelinePage = z.infer<typeof timelinePageSchema>;

/** One challenge of a chunk, whether open or closed. */
const challengeRowSchema = z.strictObject({
  id: z.string(),
  metric: z.string(),
  source: z.string(),
  level: levelSchema,
  pattern: z.string(),
  raised_at: instant,
  closed_at: instant.nullable(),
  resolution: z.string().nullable(),
  /** Its entries, the raising one first. */
  entries: z.array(natural).min(1),
});
export type ChallengeRow = z.infer<typeof challengeRowSchema>;

/** `data/challenges/<n>.json`: challenges in the order raised, from `n * chunkSize` on. */
export const challengeChunkSchema = z.strictObject({
  ...head,
  chunk: natural,
  challenges: z.array(challengeRowSchema).max(chunkSize),
});

/** `data/ids/<first digit>.json`: from a challenge's id to its place in the order raised. */
export const idsSchema = z.strictObject({ ...head, ids: z.record(z.string(), natural) });

/** One or more neighbouring observations of a metric. */
const seriesPointSchema = z.strictObject({
  /** Entries of the first and of the last observation in it. */
  from: natural,
  seq: natural,
  /** Observed at, in milliseconds since 1970: the last one's. */
  t: z.number(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** What was expected of the last one, by the verifier that says an interval: forecast, then consensus, then policy. */
  expected: z.tuple([z.number(), z.number()]).nullable(),
  level: levelSchema,
  deviation: z.number(),
  /** Deviations of policy, consensus and forecast for the last one; null for one that abstained. */
  verdicts: z.tuple([z.number().nullable(), z.number().nullable(), z.number().nullable()]),
  observations: z.int().min(1),
});
export type SeriesPoint = z.infer<typeof seriesPointSchema>;

/** `data/series/<n>.json`: what the log has of the n-th metric, in the order in which metrics were first seen. */
export const seriesSchema = z.strictObject({
  ...head,
  metric: z.string(),
  unit: z.string().nullable(),
  /** Entries of the log that it takes in, and the leaf hash of the last. */
  count: natural,
  chain_hash: hash,
  /** So many observations are merged into a point (docs/formats/portal.md). */
  step: z.int().min(1),
  points: z.array(seriesPointSchema),
});
export type Series = z.infer<typeof seriesSchema>;

/** A metric in a row of `data/metrics.json`. */
export const metricRowSchema = z.strictObject({
  name: z.string(),
  /** Which file of `data/series/` is its. */
  series: natural,
  observations: natural,
  challenges: natural,
  last: z.strictObject({ seq: natural, at: instant, level: levelSchema, value: z.number() }),
});
export type MetricRow = z.infer<typeof metricRowSchema>;

/** `data/metrics.json` */
export const metricsSchema = z.strictObject({ ...head, metrics: z.array(metricRowSchema) });

/** A day of challenges: raised by level, the sum of their deviations and the largest. */
export const dayRowSchema = z.strictObject({
  day: z.string(),
  soft: natural,
  material: natural,
  critical: natural,
  deviation_sum: z.number(),
  deviation_max: z.number(),
});
export type DayRow = z.infer<typeof dayRowSchema>;

/** How often two verifiers that both voted on a raised challenge were of one mind. */
export const agreementSchema = z.strictObject({
  policy: z.strictObject({ voted: natural, deviates: natural }),
  consensus: z.strictObject({ voted: natural, deviates: natural }),
  forecast: z.strictObject({ voted: natural, deviates: natural }),
  pairs: z.array(
    z.strictObject({
      of: z.tuple([z.string(), z.string()]),
      both: natural,
      agree: natural,
    }),
  ),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** What is not in the log: each is `null` where it is not configured or not known. */
export const factsSchema = z.strictObject({
  /** The verifier key of the log's checkpoints, as this host has it. */
  key: z.string().nullable(),
  outbox: z
    .strictObject({
      waiting: natural,
      dead: natural,
      oldest_at: instant.nullable(),
      channels: z.array(z.string()),
    })
    .nullable(),
  daily_check: z
    .strictObject({ at: instant, ok: z.boolean(), disagreements: natural, note: z.string().nullable() })
    .nullable(),
  /** The last verification of the whole log on this host. */
  verified: z.strictObject({ at: instant, ok: z.boolean(), note: z.string().nullable() }).nullable(),
  sources: z
    .array(
      z.strictObject({
        name: z.string(),
        /** The last signal from it. */
        last_at: instant.nullable(),
        /** Seconds of silence that are too many; null where nobody has said. */
        stale_after_s: z.number().nullable(),
        state: z.enum(["following", "waiting", "failed", "unknown"]),
        note: z.string().nullable(),
      }),
    )
    .nullable(),
  witnesses: z
    .array(
      z.strictObject({
        source: z.string(),
        series: natural,
        outvoted: natural,
        compared: natural,
        dependent: z.boolean(),
      }),
    )
    .nullable(),
  committee: z
    .strictObject({
      members: z.array(z.string()),
      threshold: natural,
      /** Who has approved the release of the lock that is on. */
      approvers: z.array(z.string()),
      /** Approvals that were found and do not count, and why. */
      refused: z.array(z.string()),
    })
    .nullable(),
  selfplay: z
    .strictObject({
      chain_id: z.string(),
      arena: z.string(),
      as_of: instant,
      parameters: z.array(z.strictObject({ name: z.string(), value: z.string() })),
      pauses: z.array(z.strictObject({ module: z.string(), paused: z.boolean() })),
      rounds: natural,
      difficulty: natural,
      failures: natural,
      frozen: z.strictObject({ since: instant, by: z.string(), reasons: z.array(z.string()) }).nullable(),
      agents: z.array(
        z.strictObject({
          address: z.string(),
          wins: natural,
          losses: natural,
          slashes: natural,
          slashed: z.string(),
        }),
      ),
      agent_count: natural,
      rewards: z
        .strictObject({
          at: instant,
          total: z.string(),
          shares: z.array(z.strictObject({ address: z.string(), amount: z.string() })),
        })
        .nullable(),
    })
    .nullable(),
});
export type Facts = z.infer<typeof factsSchema>;

/** A server that stands behind the page; a static folder has none. */
export const serviceSchema = z.strictObject({
  /** Where server-sent events come from, relative to the page. */
  events: z.string(),
  /** What may be done from the page, and where it is sent; `null` where nothing may. */
  actions: z
    .strictObject({
      /** Takes POST of `actionSchema`, relative to the page. */
      url: z.string(),
      /** The person who is logged in; `null` where nobody is. */
      actor: z.string().nullable(),
      /** Where to log in; `null` where a token is pasted instead. */
      login: z.string().nullable(),
      logout: z.string().nullable(),
      /** Sent back as the header `x-mvcrs-csrf` with every action. */
      csrf: z.string().nullable(),
      kinds: z.array(z.enum(["acknowledge", "resolve", "mute", "unmute"])),
    })
    .nullable(),
});
export type Service = z.infer<typeof serviceSchema>;

/** `data/overview.json`: small, whatever the log is. */
export const overviewSchema = z.strictObject({
  ...head,
  made_at: instant,
  /** It is made again within so many milliseconds. Past twice that it is stale. */
  promised_ms: z.int().min(1),
  log: z.strictObject({
    origin: z.string(),
    count: natural,
    chain_hash: hash,
    root_hash: hash,
    bytes: natural,
    last_at: instant.nullable(),
    /** The last checkpoint signed; the tiles below `log/` reach as far. */
    checkpoint: z.strictObject({ size: natural, root_hash: hash, signed_at: instant.nullable() }).nullable(),
  }),
  /** Why the root cannot be vouched for, where it cannot: then nothing here permits anything. */
  contradictions: z.array(z.string()),
  review_window_ms: z.number(),
  state: snapshotSchema,
  lock: lockRowSchema.nullable(),
  /** Open material and critical challenges, what is due first above; no more than `worstRows`. */
  urgent: z.array(openRowSchema),
  days: z.array(dayRowSchema),
  agreement: agreementSchema,
  challenges: natural,
  /** The newest entry of each kind that a card shows: the gate's verdict, a drill, an owner operation, … */
  latest: z.array(timelineEntrySchema),
  facts: factsSchema,
  service: serviceSchema.nullable(),
});
export type Overview = z.infer<typeof overviewSchema>;
