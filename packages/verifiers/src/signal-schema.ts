import { z } from "zod";
import { epochForms } from "./input/epoch.ts";
import { parseInstant } from "./input/instant.ts";
import { isText, textRule } from "./input/text.ts";
import { metricPattern, sourcePattern } from "./signal.ts";

/** Says of a key that is not there that it is missing, and of another what it should be. */
const must =
  (be: string) =>
  ({ input }: { readonly input: unknown }): string =>
    input === undefined ? "is missing" : `must be ${be}`;

const instant = z
  .string({ error: must(`text, or a number of ${epochForms}`) })
  .superRefine((text, context) => {
    const parsed = parseInstant(text);
    if (parsed === undefined)
      context.addIssue({ code: "custom", message: `"${text.slice(0, 40)}" is not an RFC 3339 time` });
    else if (!parsed.zoned)
      context.addIssue({
        code: "custom",
        message: `"${text}" has no time zone; write it with Z or an offset`,
      });
  });
const metricName = z
  .string({ error: must("text") })
  .regex(metricPattern, "must be 1 to 200 letters, digits and . _ : - only, the first a letter or digit");
const sourceName = z
  .string({ error: must("text") })
  .regex(sourcePattern, "must be 1 to 200 printable ASCII characters without spaces");
// JSON has no NaN and no Infinity, but 1e999 parses to one.
const finite = z.number({ error: must("a finite number") });
const text = z.string({ error: must("text") }).refine(isText, textRule);

const witnessSchema = z.strictObject({
  source: sourceName,
  value: finite,
  weight: z.number().positive().max(1e9).optional(),
  observedAt: instant.optional(),
  operator: text.optional(),
  key: text.optional(),
  host: text.optional(),
  advisory: z.boolean().optional(),
});

/** The JSON form of a signal, as one line of JSONL holds it. */
export const signalSchema = z.strictObject({
  metric: metricName,
  source: sourceName,
  value: finite,
  observedAt: instant,
  unit: text.optional(),
  witnesses: z.array(witnessSchema).max(1000).optional(),
  labels: z
    .record(z.string().regex(/^(?!__proto__$)[\x21-\x7e]{1,200}$/, "is not a label name"), text)
    .optional(),
});
