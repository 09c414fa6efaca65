import { z } from "zod";
import { challengeLevels } from "../events.ts";
import { audiences } from "./audiences.ts";
import { urlProblem } from "./url.ts";

/** What would hold a secret in plain sight; named, so that the refusal can say what to write instead. */
const inlineSecrets = new Set(["secret", "token", "routing_key", "password", "api_key", "key"]);

// Upper case only: a secret pasted where the name belongs must not pass for one and turn up in a message.
const envName = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]{0,99}$/, "must be the name of an environment variable, in upper case");
const filePath = z.string().min(1).max(1000);
const httpsUrl = z
  .string()
  .max(2000)
  .superRefine((url, context) => {
    const problem = urlProblem(url);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });

const common = {
  audience: z
    .enum(audiences)
    .default("reviewers")
    .describe("Whose notices it gets: `reviewers` or `committee`."),
  min_level: z
    .enum(challengeLevels)
    .default("material")
    .describe("Notices below this level are not sent to it."),
};

const webhook = channel({
  kind: z.literal("webhook").describe("CloudEvents 1.0 as JSON, signed as Standard Webhooks are."),
  ...common,
  url: httpsUrl.describe("Where to post: https, or http to this machine."),
  secret_env: envName.optional().describe("Environment variable with the signing secret."),
  secret_file: filePath.optional().describe("File with the signing secret, relative to the root."),
}).superRefine(oneOf("secret"));

const slack = channel({
  kind: z.literal("slack").describe("A Slack incoming webhook. Its URL is the secret."),
  ...common,
  url_env: envName.optional().describe("Environment variable with the webhook's URL."),
  url_file: filePath.optional().describe("File with the webhook's URL, relative to the root."),
}).superRefine(oneOf("url"));

const pagerduty = channel({
  kind: z.literal("pagerduty").describe("PagerDuty Events API v2: challenges and trust locks only."),
  ...common,
  url: httpsUrl
    .default("https://events.pagerduty.com/v2/enqueue")
    .describe("The events endpoint: https, or http to this machine."),
  routing_key_env: envName.optional().describe("Environment variable with the integration's routing key."),
  routing_key_file: filePath
    .optional()
    .describe("File with the integration's routing key, relative to the root."),
}).superRefine(oneOf("routing_key"));

const github = channel({
  kind: z
    .literal("github")
    .describe("One issue per challenge, as human_review_policy says; challenges only."),
  ...common,
  url: httpsUrl
    .default("https://api.github.com")
    .describe("The API's base: https, or http to this machine. Any GitHub-compatible one."),
  repository: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/, "must be owner/name")
    .refine((text) => !text.split("/").some((part) => /^\.+$/.test(part)), "must be owner/name")
    .describe("The repository, as owner/name."),
  token_env: envName.optional().describe("Environment variable with a token that may write issues."),
  token_file: filePath.optional().describe("File with a token that may write issues, relative to the root."),
}).superRefine(oneOf("token"));

/** `notifications` of the configuration. */
export const notificationsSchema = z.strictObject({
  channels: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "must be lower-case letters, digits and -"),
      z.discriminatedUnion("kind", [webhook, slack, pagerduty, github]),
    )
    .default({})
    .describe("Where notices go, by a name of your choice."),
  request_timeout_seconds: z
    .number()
    .positive()
    .max(300)
    .default(10)
    .describe("How long one request may take."),
  max_attempts: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .describe("Attempts after which a delivery is given up and listed by `mvcrs outbox list --dead`."),
});

export type NotificationsConfig = z.output<typeof notificationsSchema>;
export type ChannelConfig = NotificationsConfig["channels"][string];
export type ChannelOf<Kind extends ChannelConfig["kind"]> = Extract<ChannelConfig, { kind: Kind }>;

function channel<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return undefined;
      const inline = issue.keys.filter(
        (key) => inlineSecrets.has(key) || (key === "url" && !("url" in shape)),
      );
      return inline.length === 0
        ? undefined
        : `no secret stands in the configuration: write ${inline.map((key) => `${key}_env or ${key}_file`).join(", ")} in place of ${inline.join(", ")}`;
    },
  });
}

/** Exactly one of `<name>_env` and `<name>_file`. */
function oneOf(name: string) {
  const keys = [`${name}_env`, `${name}_file`] as const;
  return (value: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void => {
    const given = keys.filter((key) => value[key] !== undefined);
    if (given.length !== 1)
      context.addIssue({ code: "custom", message: `needs exactly one of ${keys.join(" and ")}` });
  };
}
