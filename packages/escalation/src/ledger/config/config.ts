import { metricConfigSchema } from "@mvcrs/verifiers";
import { z } from "zod";
import { personalFields } from "../private/personal-fields.ts";
import { notificationsSchema } from "./channel-config.ts";
import { hasRightChecksum } from "./checksum.ts";

const deviation = z.number().positive().max(1e6);

/** `state/mvcrs_config.json` (docs/configuration.md). Every key may be left out; what then holds is its default. */
export const configSchema = z
  .strictObject({
    $schema: z
      .string()
      .max(2000)
      .optional()
      .describe(
        "Where an editor finds the JSON Schema of this file (`mvcrs config schema`); nothing else reads it.",
      ),
    deviation_threshold_soft: deviation
      .default(0.05)
      .describe("Deviation from which an observation is soft."),
    deviation_threshold_material: deviation
      .default(0.15)
      .describe("Deviation from which an observation is material: a person reviews it."),
    deviation_threshold_critical: deviation
      .default(0.3)
      .describe("Deviation from which an observation is critical: at two of them the trust lock engages."),
    confidence_floor: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe("A verifier less sure than this abstains."),
    dissent_persistence: z
      .int()
      .min(2)
      .max(1000)
      .default(3)
      .describe(
        "Of the last eight observations of a series, how many have to show what one party alone says before a person is asked (material).",
      ),
    soft_clear_after: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(5)
      .describe(
        "Consecutive observations of a metric without what a soft challenge is about, after which it clears itself.",
      ),
    review_window_hours: z
      .number()
      .positive()
      .max(24 * 365)
      .default(24)
      .describe("Hours within which a person has to review a material challenge."),
    max_auto_trust_locks_per_day: z
      .int()
      .min(0)
      .max(1000)
      .default(1)
      .describe("Trust locks that critical challenges may engage by themselves per UTC day."),
    lock_on_source_faults: z
      .boolean()
      .default(false)
      .describe(
        "Whether a critical challenge about a source (a lasting false report or misreport) may engage the trust lock too, and not only one about a value.",
      ),
    human_review_policy: z
      .strictObject({
        auto_issue: z
          .boolean()
          .default(false)
          .describe("Open an issue for each material or critical challenge."),
        issue_labels: z
          .array(z.string().min(1).max(50))
          .max(20)
          .default(["mvcrs", "governance-review"])
          .describe("Labels of these issues."),
      })
      .prefault({}),
    metrics: z
      .record(z.string().min(1).max(200), metricConfigSchema)
      .default({})
      .describe(
        "What is expected of each metric, by name or glob (`arena.*`); the most specific entry wins.",
      ),
    governance_committee: z
      .strictObject({
        members: z
          .array(
            z
              .string()
              .regex(/^0x[0-9a-fA-F]{40}$/, { error: "must be an Ethereum address", abort: true })
              .refine(hasRightChecksum, "has a wrong checksum: a letter or digit is mistyped (EIP-55)"),
          )
          .max(100)
          .default([])
          .describe(
            "Addresses whose signatures release a trust lock: the first committee, or the one proposed.",
          ),
        threshold: z.int().min(1).max(100).default(1).describe("How many of them have to sign."),
      })
      .prefault({}),
    notifications: notificationsSchema.prefault({}),
    log: z
      .strictObject({
        origin: z
          .string()
          .regex(
            /^[\x21-\x2a\x2c-\x7e]{1,200}$/,
            "must be 1 to 200 printable characters, without spaces and +",
          )
          .default("mvcrs.local/log")
          .describe(
            "The log's name on its checkpoints (C2SP tlog-checkpoint), unique and schemaless like a URL.",
          ),
        key: z
          .string()
          .max(1000)
          .nullable()
          .default(null)
          .describe("Path of the signer key file, relative to the root."),
        rotate: z
          .strictObject({
            bytes: z
              .int()
              .min(1_000_000)
              .max(100_000_000_000)
              .nullable()
              .default(null)
              .describe("Close the log's file into a segment before an append once it has so many bytes."),
            daily: z
              .boolean()
              .default(false)
              .describe("Close it before the first append of a day (UTC), too."),
          })
          .prefault({}),
      })
      .prefault({}),
    vault: z
      .strictObject({
        keep: z
          .array(z.enum(personalFields))
          .max(personalFields.length)
          .default([])
          .describe(
            "What a person's commands say that is kept in the log's vault, where it can be deleted, instead of in its lines: `reason`, `actor`, `owner`.",
          ),
      })
      .prefault({}),
  })
  .superRefine((config, context) => {
    const { deviation_threshold_soft: soft, deviation_threshold_material: material } = config;
    const critical = config.deviation_threshold_critical;
    if (!(soft < material))
      context.addIssue({
        code: "custom",
        path: ["deviation_threshold_material"],
        message: `must be above deviation_threshold_soft (${soft}), is ${material}`,
      });
    if (!(material < critical))
      context.addIssue({
        code: "custom",
        path: ["deviation_threshold_critical"],
        message: `must be above deviation_threshold_material (${material}), is ${critical}`,
      });
    const channels = Object.values(config.notifications.channels);
    if (config.human_review_policy.auto_issue && !channels.some(({ kind }) => kind === "github"))
      context.addIssue({
        code: "custom",
        path: ["human_review_policy", "auto_issue"],
        message: "needs a channel of kind github under notifications.channels",
      });
    const { members, threshold } = config.governance_committee;
    const distinct = new Set(members.map((member) => member.toLowerCase())).size;
    if (distinct < members.length)
      context.addIssue({
        code: "custom",
        path: ["governance_committee", "members"],
        message: "names a member twice",
      });
    if (members.length > 0 && threshold > distinct)
      context.addIssue({
        code: "custom",
        path: ["governance_committee", "threshold"],
        message: `must be at most the number of members (${distinct}), is ${threshold}`,
      });
  });

export type MvcrsConfig = z.output<typeof configSchema>;

/** The configuration that holds where no file says otherwise. */
export function defaultConfig(): MvcrsConfig {
  // Without the code that zod generates for speed: it takes longer to make than one small object takes to read.
  return configSchema.parse({}, { jitless: true });
}

/** What the verifiers need of the configuration. */
export function panelConfig(config: MvcrsConfig) {
  return {
    thresholds: {
      soft: config.deviation_threshold_soft,
      material: config.deviation_threshold_material,
      critical: config.deviation_threshold_critical,
    },
    confidenceFloor: config.confidence_floor,
    dissentPersistence: config.dissent_persistence,
    metrics: config.metrics,
  };
}

/** The configuration as a JSON Schema (draft 2020-12), for editors and for the reference in docs/configuration.md. */
export function configJsonSchema() {
  return z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" });
}
