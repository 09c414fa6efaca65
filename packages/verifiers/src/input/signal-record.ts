import type { Signal, Witness } from "../signal.ts";
import { signalSchema } from "../signal-schema.ts";
import { epochNumber } from "./epoch.ts";
import { canonicalInstant, parseInstant } from "./instant.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The signal that a parsed JSON record is, or what keeps it from being one. */
export function parseRecord(record: unknown): Signal | string {
  if (hasProtoKey(record)) return 'has a key "__proto__", which no signal has';
  const parsed = signalSchema.safeParse(withTextTime(record));
  if (!parsed.success)
    return parsed.error.issues
      .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
      .join("; ");
  const { metric, source, value, observedAt, unit, witnesses, labels } = parsed.data;
  const time = parseInstant(observedAt)?.time;
  if (time === undefined) return "observedAt: is not an RFC 3339 time";
  return {
    metric,
    source,
    // -0 and 0 are one value, and JSON (RFC 8785 3.2.2.3) writes both as 0.
    value: value === 0 ? 0 : value,
    observedAt: canonicalInstant(observedAt, time),
    time,
    ...(unit === undefined ? {} : { unit }),
    ...(witnesses === undefined ? {} : { witnesses: witnesses.map(withoutUndefined) }),
    ...(labels === undefined ? {} : { labels }),
  };
}

/** A time as a number, as machines write it, becomes the text that it means. */
function withTextTime(record: unknown): unknown {
  if (!isObject(record) || typeof record["observedAt"] !== "number") return record;
  const time = epochNumber(record["observedAt"]);
  return time === undefined ? record : { ...record, observedAt: new Date(time).toISOString() };
}

/** JSON.parse makes an own property of a `__proto__` key, and zod does not look at it. */
function hasProtoKey(record: unknown): boolean {
  if (!isObject(record)) return false;
  const { labels, witnesses } = record;
  const parts = [record, labels, ...(Array.isArray(witnesses) ? witnesses : [])];
  return parts.some((part) => isObject(part) && Object.hasOwn(part, "__proto__"));
}

function withoutUndefined(
  witness: {
    readonly [Key in keyof Witness]: Witness[Key] | undefined;
  },
): Witness {
  const { source, value, ...optional } = witness;
  return {
    source: source ?? "",
    value: value ?? 0,
    ...Object.fromEntries(Object.entries(optional).filter(([, field]) => field !== undefined)),
  };
}
