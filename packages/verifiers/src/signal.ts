import { z } from "zod";
import { parseInstant } from "./input/instant.ts";

/** A second party's report of the same quantity at (about) the same time. */
export interface Witness {
  /** Who reports, for example `evm:31337`. */
  readonly source: string;
  readonly value: number;
  /** Relative weight, above 0. Default 1. */
  readonly weight?: number;
  /** RFC 3339 UTC; the signal's own time if absent. */
  readonly observedAt?: string;
  /** Who runs the witness; witnesses with one operator count once. */
  readonly operator?: string;
  /** The signing key of the witness; witnesses that share one are not independent. */
  readonly key?: string;
  /** The machine of the witness; witnesses that share one are not independent. */
  readonly host?: string;
  /** Shown, but not counted. */
  readonly advisory?: boolean;
}

/** One observation of one metric by one source: what the verifiers judge. */
export interface Signal {
  /** `[A-Za-z0-9][A-Za-z0-9._:-]*`, 200 characters at most. */
  readonly metric: string;
  /** Printable ASCII without spaces, 200 characters at most. */
  readonly source: string;
  /** Finite. */
  readonly value: number;
  /** RFC 3339 UTC with milliseconds. */
  readonly observedAt: string;
  /** `observedAt` in milliseconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
  readonly unit?: string;
  readonly witnesses?: readonly Witness[];
  readonly labels?: Readonly<Record<string, string>>;
}

const metricPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/;
const sourcePattern = /^[\x21-\x7e]{1,200}$/;

/** True for a name that is safe in a file name, a CSV cell and a terminal. */
export function isMetricName(name: string): boolean {
  return metricPattern.test(name);
}

/** True for a name of a source or a witness. */
export function isSourceName(name: string): boolean {
  return sourcePattern.test(name);
}

/** Says of a key that is not there that it is missing, and of another what it should be. */
const must =
  (be: string) =>
  ({ input }: { readonly input: unknown }): string =>
    input === undefined ? "is missing" : `must be ${be}`;

const instant = z.string({ error: must("text") }).superRefine((text, context) => {
  const parsed = parseInstant(text);
  if (parsed === undefined)
    context.addIssue({ code: "custom", message: `"${text.slice(0, 40)}" is not an RFC 3339 time` });
  else if (!parsed.zoned)
    context.addIssue({ code: "custom", message: `"${text}" has no time zone; write it with Z or an offset` });
});
const metricName = z
  .string({ error: must("text") })
  .regex(metricPattern, "must be 1 to 200 letters, digits and . _ : - only, the first a letter or digit");
const sourceName = z
  .string({ error: must("text") })
  .regex(sourcePattern, "must be 1 to 200 printable ASCII characters without spaces");
// JSON has no NaN and no Infinity, but 1e999 parses to one.
const finite = z.number({ error: must("a finite number") });
const text = z.string().max(1000);

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
