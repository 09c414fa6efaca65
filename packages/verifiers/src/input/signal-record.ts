import { isMetricName, isSourceName, type Signal, signalSchema, type Witness } from "../signal.ts";
import { parseInstant } from "./instant.ts";

export type RecordResult =
  | { readonly signal: Signal }
  | { readonly problem: string; readonly code: "ROW_NOT_A_SIGNAL" };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const keys = new Set(["metric", "source", "value", "observedAt", "unit", "witnesses", "labels"]);

/**
 * Makes signals of parsed JSON records. The schema is the one truth of what a signal is; records of the plain shape
 * that long inputs consist of take a path beside it that accepts a subset of what it accepts, at a fraction of the
 * time. Names that were seen are remembered (`maxNames` at most), so that each is checked once.
 */
export class SignalRecords {
  readonly #metrics = new Set<string>();
  readonly #sources = new Set<string>();
  static readonly #maxNames = 200_000;

  parse(record: unknown): RecordResult {
    return this.#plain(record) ?? strict(record);
  }

  #plain(record: unknown): RecordResult | undefined {
    if (!isObject(record)) return undefined;
    const { metric, source, value, observedAt, unit, witnesses, labels } = record;
    if (typeof metric !== "string" || !this.#known(this.#metrics, metric, isMetricName)) return undefined;
    if (typeof source !== "string" || !this.#known(this.#sources, source, isSourceName)) return undefined;
    if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
    if (
      typeof observedAt !== "string" ||
      (unit !== undefined && (typeof unit !== "string" || unit.length > 1000))
    )
      return undefined;
    for (const key in record) if (!keys.has(key)) return undefined;
    const parsed = parseInstant(observedAt);
    if (parsed === undefined || !parsed.zoned) return undefined;
    const some = witnesses === undefined ? undefined : this.#plainWitnesses(witnesses);
    if (some === null || (labels !== undefined && !plainLabels(labels))) return undefined;
    return { signal: toSignal(metric, source, value, parsed.time, observedAt, unit, some, labels) };
  }

  #plainWitnesses(list: unknown): readonly Witness[] | null {
    if (!Array.isArray(list) || list.length > 1000) return null;
    for (const witness of list) {
      if (!isObject(witness)) return null;
      const { source, value, weight } = witness;
      if (typeof source !== "string" || !this.#known(this.#sources, source, isSourceName)) return null;
      if (typeof value !== "number" || !Number.isFinite(value)) return null;
      if (weight !== undefined && !(typeof weight === "number" && weight > 0 && weight <= 1e9)) return null;
      for (const key in witness) if (key !== "source" && key !== "value" && key !== "weight") return null;
    }
    return list;
  }

  #known(seen: Set<string>, name: string, isName: (name: string) => boolean): boolean {
    if (seen.has(name)) return true;
    if (!isName(name)) return false;
    if (seen.size >= SignalRecords.#maxNames) seen.clear();
    seen.add(name);
    return true;
  }
}

function plainLabels(labels: unknown): labels is Readonly<Record<string, string>> {
  if (!isObject(labels)) return false;
  for (const key in labels) {
    const value = labels[key];
    if (key === "__proto__" || typeof value !== "string" || value.length > 1000 || !isSourceName(key))
      return false;
  }
  return !Object.hasOwn(labels, "__proto__");
}

function toSignal(
  metric: string,
  source: string,
  value: number,
  time: number,
  written: string,
  unit: string | undefined,
  witnesses: readonly Witness[] | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): Signal {
  const canonical = written.length === 24 && written.endsWith("Z") && written[10] === "T";
  const observedAt = canonical ? written : new Date(time).toISOString();
  // -0 and 0 are one value, and JSON (RFC 8785 3.2.2.3) writes both as 0.
  const signal: Signal = { metric, source, value: value === 0 ? 0 : value, observedAt, time };
  if (unit === undefined && witnesses === undefined && labels === undefined) return signal;
  return {
    ...signal,
    ...(unit === undefined ? {} : { unit }),
    ...(witnesses === undefined ? {} : { witnesses }),
    ...(labels === undefined ? {} : { labels }),
  };
}

function strict(record: unknown): RecordResult {
  if (hasProtoKey(record))
    return { code: "ROW_NOT_A_SIGNAL", problem: 'has a key "__proto__", which no signal has' };
  const parsed = signalSchema.safeParse(record);
  if (!parsed.success) {
    const problem = parsed.error.issues
      .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
      .join("; ");
    return { code: "ROW_NOT_A_SIGNAL", problem };
  }
  const { metric, source, value, observedAt, unit, witnesses, labels } = parsed.data;
  const time = parseInstant(observedAt)?.time;
  if (time === undefined) return { code: "ROW_NOT_A_SIGNAL", problem: "observedAt: is not an RFC 3339 time" };
  return {
    signal: toSignal(metric, source, value, time, observedAt, unit, witnesses?.map(withoutUndefined), labels),
  };
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
