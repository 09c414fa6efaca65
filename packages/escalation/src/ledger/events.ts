import type { Pattern } from "@mvcrs/verifiers";
import { z } from "zod";
import { approvalSchema, committeeApprovalSchema } from "./approval-schema.ts";
import { committeeSchema } from "./config/committee-schema.ts";

const uuid = z.uuid();
/** RFC 3339 UTC with milliseconds, the one form in which times enter the log. */
const instant = z.iso.datetime({ precision: 3 });
const ratio = z.number().min(0).max(1);

/** Levels that raise a challenge, least first. */
export const challengeLevels = ["soft", "material", "critical"] as const;
export type ChallengeLevel = (typeof challengeLevels)[number];
export const levelSchema = z.enum(challengeLevels);

/** What the deviating verifiers say together (docs/verdicts.md). */
export const patterns = [
  "unauthorised-change",
  "false-report",
  "drift",
  "standing-violation",
  "reporter-fault",
  "misreported-violation",
  "breakdown",
  "disputed",
  "witness-fault",
  "silence",
  "stuck",
  "clock-fault",
  "no-coverage",
  "unusable-reports",
] as const satisfies readonly Pattern[];

export const resolutions = ["remediated", "rejected", "superseded", "cleared"] as const;
export type Resolution = (typeof resolutions)[number];

// Loose: each verifier adds its own evidence, such as the rules broken or the witnesses outvoted.
const verdict = z.looseObject({
  status: z.enum(["voted", "abstained"]),
  expected: z.number().nullable(),
  deviation: z.number().min(0),
  confidence: ratio,
  reason: z.string(),
});

export const verdictsSchema = z.strictObject({ primary: verdict, secondary: verdict, tertiary: verdict });

/** Longest name of a person, in UTF-16 code units. */
export const maxNameLength = 200;
/** Longest reason that a person gives, in UTF-16 code units. */
export const maxReasonLength = 4000;
const head = { id: uuid, at: instant, actor: z.string().min(1).max(maxNameLength) };
const ofChallenge = { ...head, challenge_id: uuid };
const reason = z.string().min(1).max(maxReasonLength);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** What of an event is kept in the vault, as `sealFields` of `@mvcrs/chain` writes it; the value itself is `[private]` then. */
const kept = { vault: z.partialRecord(z.enum(["/reason", "/actor", "/owner"]), sha256).optional() };

export const raisedSchema = z.strictObject({
  type: z.literal("challenge.raised"),
  // The challenge's own id: a UUIDv5 over metric, source and observedAt.
  ...head,
  level: levelSchema,
  pattern: z.enum(patterns),
  deviation: z.number().min(0),
  dissent: z.enum(["policy", "consensus", "forecast"]).nullable(),
  advice: z.string(),
  reason: z.string(),
  /** How many critical observations of the metric in a row, this one included. */
  critical_run: z.int().min(0),
  signal: z.looseObject({
    metric: z.string(),
    source: z.string(),
    value: z.number(),
    observedAt: instant,
    unit: z.string().optional(),
  }),
  verdicts: verdictsSchema,
});

const extended = z.strictObject({
  type: z.literal("challenge.extended"),
  ...ofChallenge,
  level: levelSchema,
  /** Deviating observations so far, the first included. */
  observations: z.int().min(2),
  /** The largest deviation so far. */
  deviation: z.number().min(0),
  critical_run: z.int().min(0),
  /** The observation that made it worth an event. */
  value: z.number(),
  observed_at: instant,
  reason: z.string(),
  /** Where the worst that was seen has another name than before: that, and what to do first. */
  pattern: z.enum(patterns).optional(),
  advice: z.string().optional(),
  /** What the verifiers said of that observation. */
  verdicts: verdictsSchema.optional(),
});

const acknowledged = z.strictObject({
  type: z.literal("challenge.acknowledged"),
  ...ofChallenge,
  reason,
  ...kept,
});

const overdue = z.strictObject({
  type: z.literal("challenge.overdue"),
  ...ofChallenge,
  /** When the review window ended. */
  due_at: instant,
});

const resolved = z.strictObject({
  type: z.literal("challenge.resolved"),
  ...ofChallenge,
  resolution: z.enum(resolutions),
  reason,
  /** With superseded: the value that is the new normal. */
  accepted_value: z.number().optional(),
  ...kept,
});

const lockEngaged = z.strictObject({
  type: z.literal("trust_lock.engaged"),
  ...head,
  marker: z.literal("MVCRS_TRUST_LOCK"),
  /** The critical challenge that engaged it; absent where a person did. */
  challenge_id: uuid.optional(),
  /** Who can release it: the committee as of now, whatever the configuration says later. Absent in older entries. */
  committee: committeeSchema.optional(),
  reason,
  ...kept,
});

const lockReleased = z.strictObject({
  type: z.literal("trust_lock.released"),
  ...head,
  lock_id: uuid,
  /** Committee members whose signatures were verified. */
  approvers: z.array(z.string()),
  /** Their signatures, so that the log alone shows that the release was theirs. */
  approvals: z.array(approvalSchema),
  /** The committee that they are members of. Absent in older entries. */
  committee: committeeSchema.optional(),
  reason,
  ...kept,
});

const committeeChanged = z.strictObject({
  type: z.literal("committee.changed"),
  ...head,
  committee: committeeSchema,
  /** The committee that approved it; `null` where there was none. */
  previous: committeeSchema.nullable(),
  /** Members of the previous committee whose signatures were verified. */
  approvers: z.array(z.string()),
  approvals: z.array(committeeApprovalSchema),
  reason,
  ...kept,
});

const fixBranchOpened = z.strictObject({
  type: z.literal("fix_branch.opened"),
  ...head,
  branch: z.string(),
  commit: z.string(),
  criteria: z.array(z.string()).min(1),
});

const muted = z.strictObject({
  type: z.literal("metric.muted"),
  ...head,
  metric: z.string(),
  owner: z.string().min(1),
  reason,
  until: instant,
  ...kept,
});

const unmuted = z.strictObject({
  type: z.literal("metric.unmuted"),
  ...head,
  metric: z.string(),
  reason,
  ...kept,
});

const logRecovered = z.strictObject({
  type: z.literal("log.recovered"),
  ...head,
  set_aside: z.string(),
  bytes: z.int().min(0),
  offset: z.int().min(0),
});

const checkpointSigned = z.strictObject({
  type: z.literal("checkpoint.signed"),
  ...head,
  size: z.int().min(0),
  root_hash: sha256,
  key: z.string(),
});

/** Another key signs the log's checkpoints from here on. */
const checkpointKeyChanged = z.strictObject({
  type: z.literal("checkpoint_key.changed"),
  ...head,
  /** Verifier keys (C2SP signed-note): the one in force from here on, and the one before. */
  key: z.string().min(1),
  previous: z.string().min(1),
  /** The largest size that the signature of the one before counts for. */
  until: z.int().min(0),
  /** The one before is lost, or not to be trusted: it does not sign the hand-over. */
  lost: z.boolean(),
  reason,
  ...kept,
});

const orchestratorAlert = z.strictObject({
  type: z.literal("orchestrator.alert"),
  ...head,
  /** `moderation:…`, `auto-slash:…`, `freeze:…` or `round:cancelled`. */
  reason: z.string().regex(/^(?:moderation|auto-slash|freeze|round):./),
  severity: z.enum(["warning", "critical"]),
  text: reason,
  arena: z.string(),
  chain_id: z.string(),
  run: z.string().nullable(),
  round_id: z.string().nullable(),
  participant: z.string().nullable(),
  /** In the stake token's smallest unit. */
  amount: z.string().nullable(),
  transaction: z.string().nullable(),
  /** The arena's parameters as the run saw them. */
  context: z.record(z.string(), z.string()).nullable(),
});

/** A person froze the orchestrator; what it does by itself is an `orchestrator.alert`. */
const orchestratorFrozen = z.strictObject({
  type: z.literal("orchestrator.frozen"),
  ...head,
  reason,
  ...kept,
});

const orchestratorResumed = z.strictObject({
  type: z.literal("orchestrator.resumed"),
  ...head,
  reason,
  /** The freeze that was lifted. */
  frozen_since: instant,
  frozen_by: z.string().min(1),
  frozen_for: z.array(z.string().min(1)).min(1),
  ...kept,
});

/** The values that entries keep in the vault were deleted, with their salts. */
const payloadRedacted = z.strictObject({
  type: z.literal("payload.redacted"),
  ...head,
  /** The entries, each before this one. */
  redacts: z.array(z.int().min(0)).min(1).max(1000),
  reason,
});

/** A document of an incident, kept for whoever audits it. */
const incidentArchived = z.strictObject({
  type: z.literal("incident.archived"),
  ...head,
  kind: z.enum(["alert-payload", "run-receipt", "notice-payload", "other"]),
  /** Where it was found, below the root where it is there. */
  name: z.string().min(1).max(1000),
  sha256,
  bytes: z.int().min(0),
  /** The document itself; absent where no entry can hold it: then it is in state/archive/documents, under its hash. */
  text: z.string().optional(),
  challenge_id: uuid.optional(),
  reason,
  ...kept,
});

/** What became of a notice to one channel: an endpoint has accepted it, or it was given up. */
const noticeEnded = z.strictObject({
  type: z.literal("notice.ended"),
  ...head,
  outcome: z.enum(["delivered", "given_up"]),
  /** The id that the endpoint knows it by: the same for every attempt. */
  notice: uuid,
  channel: z.string().min(1).max(100),
  kind: z.enum(["webhook", "slack", "pagerduty", "github"]),
  /** The entry that it is about; a restored log may have another one in that place, so its event's id too. */
  about: z.int().min(0),
  about_id: uuid,
  challenge_id: uuid.optional(),
  attempts: z.int().min(1),
  /** Why it was given up, in our own words. */
  problem: z.string().max(1000).optional(),
  /** The channel that did not take it, where this one was told for that reason. */
  relay_of: z.string().max(100).optional(),
});

/** Another configuration is in force in a service that runs on. */
const configChanged = z.strictObject({
  type: z.literal("config.changed"),
  ...head,
  /** Below the root. */
  path: z.string(),
  /** SHA-256 of the configurations in canonical form, every default spelled out. */
  before: sha256,
  after: sha256,
  /** The keys that differ; absent where the earlier configuration was not at hand. */
  changes: z
    .array(z.strictObject({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
    .max(100)
    .optional(),
});

// The producers of these own their content; the log only asks for the head that every event has, and that none of them
// speaks for the vault.
const foreign = <Type extends string>(type: Type) =>
  z.looseObject({
    type: z.literal(type),
    ...head,
    vault: z.never().optional(),
    redacts: z.never().optional(),
  });

/** As `foreign`, but that who did it, and why it was done under a lock, may be kept in the vault. */
const ofOwner = <Type extends string>(type: Type) =>
  foreign(type).extend({
    vault: z.partialRecord(z.enum(["/actor", "/lock_set_aside"]), sha256).optional(),
  });

/** Every event of the MV-CRS log, one schema per type. */
export const mvcrsEventSchema = z.discriminatedUnion("type", [
  raisedSchema,
  extended,
  acknowledged,
  overdue,
  resolved,
  lockEngaged,
  lockReleased,
  committeeChanged,
  fixBranchOpened,
  muted,
  unmuted,
  logRecovered,
  checkpointSigned,
  checkpointKeyChanged,
  orchestratorAlert,
  orchestratorFrozen,
  orchestratorResumed,
  payloadRedacted,
  configChanged,
  incidentArchived,
  noticeEnded,
  ofOwner("owner_op.intended"),
  ofOwner("owner_op.executed"),
  foreign("drill.completed"),
  foreign("gate.evaluated"),
]);

export type MvcrsEvent = z.infer<typeof mvcrsEventSchema>;
export type EventOf<Type extends MvcrsEvent["type"]> = Extract<MvcrsEvent, { type: Type }>;
export type RecordedVerdict = z.infer<typeof verdict>;

const counted = z.looseObject({ type: z.string(), level: z.string().optional() });

/** What the chain's meta file counts: events by type, and raised challenges by level. An event of another kind counts for nothing. */
export function counterKeys(event: unknown): readonly string[] {
  const { success, data } = counted.safeParse(event);
  if (!success) return [];
  const { type, level } = data;
  return type === "challenge.raised" && level !== undefined ? [type, `${type}.${level}`] : [type];
}
