import { isMetricName, isSourceName, type Signal, signalSchema, type Witness } from "../signal.ts";
import { parseInstant } from "./instant.ts";

type Mutable<Fields> = { -readonly [Key in keyof Fields]: Fields[Key] };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const keys = new Set(["metric", "source", "value", "observedAt", "unit", "witnesses", "labels"]);

/**
 * Makes signals of parsed JSON records. The schema is the one truth of what a signal is; records of the plain shape
 * that long inputs consist of take a path beside it that accepts a subset of what it accepts, at a fraction of the
 * time. Names that were seen are remembered (`maxNames` at most): each is checked once, and every signal carries the
 * same string object for it, which is what makes the look-ups by name further on cheap.
 */
export class SignalRecords {
  readonly #metrics = new Map<string, string>();
  readonly #sources = new Map<string, string>();
  static readonly #maxNames = 200_000;
  #lastText = "";
  #lastTime = 0;

  /** The signal, or what keeps the record from being one. */
  parse(record: unknown): Signal | string {
    return this.#plain(record) ?? strict(record);
  }

  #plain(record: unknown): Signal | undefined {
    if (!isObject(record)) return undefined;
    const { value, observedAt, unit, labels } = record;
    const metric = this.#known(this.#metrics, record["metric"], isMetricName);
    const source = this.#known(this.#sources, record["source"], isSourceName);
    if (metric === undefined || source === undefined) return undefined;
    if (typeof value !== "number" || !Number.isFinite(value) || typeof observedAt !== "string")
      return undefined;
    if (unit !== undefined && (typeof unit !== "string" || unit.length > 1000)) return undefined;
    for (const key in record) if (!keys.has(key)) return undefined;
    const time = this.#timeOf(observedAt);
    if (time === undefined || (labels !== undefined && !plainLabels(labels))) return undefined;
    const witnesses =
      record["witnesses"] === undefined ? undefined : this.#plainWitnesses(record["witnesses"]);
    if (witnesses === null) return undefined;
    return toSignal(metric, source, value, time, observedAt, unit, witnesses, labels);
  }

  /** Long inputs give the same time to many signals in a row. */
  #timeOf(text: string): number | undefined {
    if (text === this.#lastText) return this.#lastTime;
    const parsed = parseInstant(text);
    if (parsed === undefined || !parsed.zoned) return undefined;
    this.#lastText = text;
    this.#lastTime = parsed.time;
    return parsed.time;
  }

  #plainWitnesses(list: unknown): readonly Witness[] | null {
    if (!Array.isArray(list) || list.length > 1000) return null;
    for (const witness of list) {
      if (!isObject(witness)) return null;
      const { value, weight } = witness;
      const source = this.#known(this.#sources, witness["source"], isSourceName);
      if (source === undefined || typeof value !== "number" || !Number.isFinite(value)) return null;
      if (weight !== undefined && !(typeof weight === "number" && weight > 0 && weight <= 1e9)) return null;
      for (const key in witness) if (key !== "source" && key !== "value" && key !== "weight") return null;
      witness["source"] = source;
    }
    return list;
  }

  /** The one string object of a valid name. */
  #known(seen: Map<string, string>, name: unknown, isName: (name: string) => boolean): string | undefined {
    if (typeof name !== "string") return undefined;
    const known = seen.get(name);
    if (known !== undefined) return known;
    if (!isName(name)) return undefined;
    if (seen.size >= SignalRecords.#maxNames) seen.clear();
    seen.set(name, name);
    return name;
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
  const signal: Mutable<Signal> = { metric, source, value: value === 0 ? 0 : value, observedAt, time };
  if (unit !== undefined) signal.unit = unit;
  if (witnesses !== undefined) signal.witnesses = witnesses;
  if (labels !== undefined) signal.labels = labels;
  return signal;
}

function strict(record: unknown): Signal | string {
  if (hasProtoKey(record)) return 'has a key "__proto__", which no signal has';
  const parsed = signalSchema.safeParse(record);
  if (!parsed.success)
    return parsed.error.issues
      .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
      .join("; ");
  const { metric, source, value, observedAt, unit, witnesses, labels } = parsed.data;
  const time = parseInstant(observedAt)?.time;
  if (time === undefined) return "observedAt: is not an RFC 3339 time";
  return toSignal(metric, source, value, time, observedAt, unit, witnesses?.map(withoutUndefined), labels);
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
