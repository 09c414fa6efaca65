import { isMetricName } from "../signal.ts";
import { epochForms, epochNumber, epochTime } from "./epoch.ts";
import { parseInstant } from "./instant.ts";

/** The names under which records in the field carry their time, in the order in which they are looked for. */
export const timeKeys: readonly string[] = [
  "observedAt",
  "observed_at",
  "timestamp",
  "@timestamp",
  "time",
  "datetime",
  "date",
  "ts",
  "computed_at",
  "executedAt",
];

export type WideResult =
  | {
      readonly observedAt: string;
      readonly time: number;
      readonly values: readonly (readonly [metric: string, value: number])[];
    }
  | { readonly problem: string };

const maxDepth = 8;

/**
 * Reads a JSON record that is not a signal but has a time and numbers, as governance pipelines write them: every
 * number is a value of the metric named by its path (`inputs.weighted_consensus_pct`), a boolean is 0 or 1. Text,
 * lists and nulls are left alone. Returns `undefined` where the record has no time key at all.
 */
export function readWideRecord(record: unknown, prefix = ""): WideResult | undefined {
  if (typeof record !== "object" || record === null || Array.isArray(record)) return undefined;
  const fields = new Map<string, unknown>(Object.entries(record));
  const timeKey =
    timeKeys.find((key) => typeof fields.get(key) === "string") ??
    timeKeys.find((key) => typeof fields.get(key) === "number");
  if (timeKey === undefined || fields.has("metric")) return undefined;
  const time = readTime(fields.get(timeKey));
  if (typeof time === "string") return { problem: `${timeKey}: ${time}` };
  const values: [string, number][] = [];
  const { [timeKey]: _, ...others } = Object.fromEntries(fields);
  const problem = collect(others, prefix, 0, values);
  if (problem !== undefined) return { problem };
  if (values.length === 0) return { problem: "holds no number and no boolean, so it says nothing to judge" };
  return { observedAt: new Date(time).toISOString(), time, values };
}

/** Milliseconds since 1970, or what is wrong with the time. */
function readTime(written: unknown): number | string {
  if (typeof written === "number")
    return epochNumber(written) ?? `${written} is not a time, which has ${epochForms}`;
  const text = String(written);
  const epoch = epochTime(text);
  if (epoch !== undefined) return epoch;
  const parsed = parseInstant(text);
  if (parsed === undefined) return `"${text.slice(0, 40)}" is not an RFC 3339 time`;
  return parsed.zoned ? parsed.time : `"${text}" has no time zone; write it with Z or an offset`;
}

function collect(
  node: object,
  prefix: string,
  depth: number,
  values: [string, number][],
): string | undefined {
  for (const [key, value] of Object.entries(node)) {
    const name = `${prefix}${key}`;
    if (typeof value === "number" || typeof value === "boolean") {
      if (!isMetricName(name)) return `"${name.slice(0, 60)}" cannot be a metric name`;
      if (!Number.isFinite(Number(value))) return `${name}: must be a finite number`;
      values.push([name, Number(value)]);
    } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      if (depth >= maxDepth) return `${name}: is nested more than ${maxDepth} deep`;
      const problem = collect(value, `${name}.`, depth + 1, values);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}
