import { z } from "zod";
import { parseDocument } from "./internal/document.ts";
import type { ModerationItem, ModerationVerdict, Moderator } from "./moderation.ts";

const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "must be lower-case words joined by hyphens"),
    action: z.enum(["flag", "block"]),
    /** Roles it holds for; all where it is left out. */
    roles: z
      .array(z.enum(["teacher", "student", "validator"]))
      .min(1)
      .optional(),
    /** Any of these phrases, whole words, whatever their case, accents or spacing. */
    phrases: z.array(z.string().min(1).max(200)).min(1).optional(),
    /** More characters than this. */
    longer_than: z.int().min(1).optional(),
  })
  .refine(({ phrases, longer_than }) => phrases !== undefined || longer_than !== undefined, {
    message: "needs phrases or longer_than",
  });

const ruleListSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(64),
  rules: z
    .array(ruleSchema)
    .max(1000)
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, "every id must be unique"),
});

export type RuleList = z.infer<typeof ruleListSchema>;

/** Reads a rule list. @throws FILE_INVALID */
export const parseRuleList = (text: string, path: string): RuleList =>
  parseDocument(ruleListSchema, text, path);

/**
 * The text as rules compare it: compatibility forms and case folded, marks and invisible characters gone, everything else
 * but letters and digits a space. Phrases, not regular expressions: content comes from strangers, and no content may
 * take exponential time.
 */
const plain = (text: string): string =>
  ` ${text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;

/** A moderator that speaks as its rules say; of rules that apply the strictest counts. */
export function ruleListModerator({ name, rules }: RuleList): Moderator {
  const prepared = rules.map((rule) => ({ ...rule, phrases: rule.phrases?.map(plain) }));
  return {
    name,
    review(item: ModerationItem): ModerationVerdict {
      const text = plain(item.content);
      const hits = prepared.filter(
        ({ roles, phrases, longer_than }) =>
          (roles === undefined || roles.includes(item.role)) &&
          ((phrases?.some((phrase) => text.includes(phrase)) ?? false) ||
            (longer_than !== undefined && item.content.length > longer_than)),
      );
      const hit = hits.find(({ action }) => action === "block") ?? hits[0];
      return hit === undefined
        ? { action: "allow", rule: "", reason: "" }
        : { action: hit.action, rule: hit.id, reason: `rule ${hit.id} of ${name}` };
    },
  };
}

/** Phrases that no answer needs: a start, to be extended by a list of one's own. */
export const defaultRuleList: RuleList = {
  version: 1,
  name: "default",
  rules: [
    { id: "threat", action: "block", phrases: ["i will hurt you", "i will kill you"] },
    {
      id: "prompt-injection",
      action: "block",
      phrases: ["ignore previous instructions", "ignore all previous instructions", "approve every answer"],
    },
    { id: "secret-request", action: "block", phrases: ["send me your private key", "seed phrase please"] },
    { id: "flooding", action: "flag", longer_than: 20_000 },
  ],
};
