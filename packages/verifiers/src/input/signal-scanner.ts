import { isMetricName, isSourceName, type Signal, type Witness } from "../signal.ts";
import { canonicalInstant, parseInstant } from "./instant.ts";
import { hashStep, NameTable } from "./name-table.ts";
import { decodeQuoted } from "./quoted.ts";
import { isText } from "./text.ts";

type Mutable<Fields> = { -readonly [Key in keyof Fields]: Fields[Key] };

const newline = 0x0a;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

/** Exact: every power of ten up to 10^22 is a double. */
const powersOfTen: readonly number[] = Array.from({ length: 16 }, (_, power) => 10 ** power);
const maxExactDigits = 15;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// The keys in the order in which most writers put them.
const signalKeys = {
  metric: 0,
  source: 1,
  value: 2,
  observedAt: 3,
  unit: 4,
  witnesses: 5,
  labels: 6,
} as const;
const witnessKeys = {
  source: 0,
  value: 1,
  weight: 2,
  observedAt: 3,
  operator: 4,
  key: 5,
  host: 6,
  advisory: 7,
} as const;
const wordsOf = (keys: object) => Object.keys(keys).map((key) => new TextEncoder().encode(`${key}"`));
const signalWords = wordsOf(signalKeys);
const witnessWords = wordsOf(witnessKeys);

/**
 * Reads a signal straight from the bytes of its line, without the objects and strings that JSON.parse would make on the
 * way. Of keys that it does not know (one that is escaped, say) or meets twice, and of values that the schema refuses, it
 * only says that it cannot read them (`undefined`), and the slow path decides (`parseRecord`). What it does read is
 * what the slow path would have read.
 */
export class SignalScanner {
  readonly #metrics = new NameTable(isMetricName);
  readonly #sources = new NameTable(isSourceName);
  readonly #texts = new NameTable(isText);
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** Long inputs give the same time to many signals in a row. */
  #lastText = "";
  #lastCanonical = "";
  #lastTime = 0;

  /** The signal on the line that begins at `start`, whose `end` it then knows; `undefined` where this cannot tell. */
  scan(bytes: Uint8Array, start: number): Signal | undefined {
    this.#bytes = bytes;
    this.#at = start;
    const signal = this.#signal();
    return signal !== undefined && this.#next() === newline ? signal : undefined;
  }

  /** Where the line ends that was scanned last, if it has a signal. */
  get end(): number {
    return this.#at;
  }

  #signal(): Signal | undefined {
    if (this.#next() !== openBrace) return undefined;
    this.#at += 1;
    let seen = 0;
    let key = -1;
    let metric: string | undefined;
    let source: string | undefined;
    let value = Number.NaN;
    let timed = false;
    let unit: string | undefined;
    let witnesses: readonly Witness[] | undefined;
    let labels: Readonly<Record<string, string>> | undefined;
    for (;;) {
      key = this.#key(signalWords, key + 1);
      if (key < 0 || (seen & (1 << key)) !== 0) return undefined;
      seen |= 1 << key;
      switch (key) {
        case signalKeys.metric:
          metric = this.#name(this.#metrics);
          if (metric === undefined) return undefined;
          break;
        case signalKeys.source:
          source = this.#name(this.#sources);
          if (source === undefined) return undefined;
          break;
        case signalKeys.value:
          value = this.#number();
          if (Number.isNaN(value)) return undefined;
          break;
        case signalKeys.observedAt:
          timed = this.#instant();
          if (!timed) return undefined;
          break;
        case signalKeys.unit:
          unit = this.#name(this.#texts);
          if (unit === undefined) return undefined;
          break;
        case signalKeys.witnesses:
          witnesses = this.#witnesses();
          if (witnesses === undefined) return undefined;
          break;
        default:
          labels = this.#labels();
          if (labels === undefined) return undefined;
      }
      const after = this.#next();
      this.#at += 1;
      if (after === closeBrace) break;
      if (after !== comma) return undefined;
    }
    if (metric === undefined || source === undefined || Number.isNaN(value) || !timed) return undefined;
    const signal: Mutable<Signal> = {
      metric,
      source,
      // -0 and 0 are one value, and JSON (RFC 8785 3.2.2.3) writes both as 0.
      value: value === 0 ? 0 : value,
      observedAt: this.#lastCanonical,
      time: this.#lastTime,
    };
    if (unit !== undefined) signal.unit = unit;
    if (witnesses !== undefined) signal.witnesses = witnesses;
    if (labels !== undefined) signal.labels = labels;
    return signal;
  }

  #witnesses(): readonly Witness[] | undefined {
    if (this.#next() !== openBracket) return undefined;
    this.#at += 1;
    const list: Witness[] = [];
    if (this.#next() === closeBracket) {
      this.#at += 1;
      return list;
    }
    for (;;) {
      const witness = this.#witness();
      if (witness === undefined || list.length >= 1000) return undefined;
      list.push(witness);
      const after = this.#next();
      this.#at += 1;
      if (after === closeBracket) return list;
      if (after !== comma) return undefined;
    }
  }

  #witness(): Witness | undefined {
    if (this.#next() !== openBrace) return undefined;
    this.#at += 1;
    let seen = 0;
    let key = -1;
    let source: string | undefined;
    let value = Number.NaN;
    let weight: number | undefined;
    let rest: Partial<Mutable<Witness>> | undefined;
    for (;;) {
      key = this.#key(witnessWords, key + 1);
      if (key < 0 || (seen & (1 << key)) !== 0) return undefined;
      seen |= 1 << key;
      if (key === witnessKeys.source) {
        source = this.#name(this.#sources);
        if (source === undefined) return undefined;
      } else if (key === witnessKeys.value) {
        value = this.#number();
        if (Number.isNaN(value)) return undefined;
      } else if (key === witnessKeys.weight) {
        weight = this.#number();
        if (!(weight > 0 && weight <= 1e9)) return undefined;
      } else {
        rest ??= {};
        if (!this.#witnessField(rest, key)) return undefined;
      }
      const after = this.#next();
      this.#at += 1;
      if (after === closeBrace) break;
      if (after !== comma) return undefined;
    }
    if (source === undefined || Number.isNaN(value)) return undefined;
    const witness: Witness = weight === undefined ? { source, value } : { source, value, weight };
    return rest === undefined ? witness : { ...witness, ...rest };
  }

  #witnessField(into: Partial<Mutable<Witness>>, key: number): boolean {
    if (key === witnessKeys.advisory) {
      const flag = this.#boolean();
      if (flag === undefined) return false;
      into.advisory = flag;
      return true;
    }
    if (key === witnessKeys.observedAt) {
      const time = this.#text();
      if (time === undefined || parseInstant(time)?.zoned !== true) return false;
      into.observedAt = time;
      return true;
    }
    const text = this.#name(this.#texts);
    if (text === undefined) return false;
    if (key === witnessKeys.operator) into.operator = text;
    else if (key === witnessKeys.key) into.key = text;
    else into.host = text;
    return true;
  }

  #labels(): Readonly<Record<string, string>> | undefined {
    if (this.#next() !== openBrace) return undefined;
    this.#at += 1;
    const labels: Record<string, string> = {};
    if (this.#next() === closeBrace) {
      this.#at += 1;
      return labels;
    }
    for (;;) {
      const key = this.#name(this.#sources);
      if (key === undefined || key === "__proto__" || Object.hasOwn(labels, key)) return undefined;
      if (this.#next() !== colon) return undefined;
      this.#at += 1;
      const value = this.#text();
      if (value === undefined || !isText(value)) return undefined;
      labels[key] = value;
      const after = this.#next();
      this.#at += 1;
      if (after === closeBrace) return labels;
      if (after !== comma) return undefined;
    }
  }

  /** Which of `words` the key here is, `likely` perhaps, its colon taken too; -1 for none of them. */
  #key(words: readonly Uint8Array[], likely: number): number {
    if (this.#next() !== quote) return -1;
    const start = this.#at + 1;
    for (let tried = 0; tried < words.length; tried++) {
      const index = (likely + tried) % words.length;
      const word = words[index];
      if (word === undefined || !startsWith(this.#bytes, start, word)) continue;
      this.#at = start + word.length;
      if (this.#next() !== colon) return -1;
      this.#at += 1;
      return index;
    }
    return -1;
  }

  /** Skips blanks; returns the byte that stands there then, a newline at the end of the bytes. */
  #next(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at] ?? newline;
    while (byte === 0x20 || byte === 0x09 || byte === 0x0d) byte = bytes[++this.#at] ?? newline;
    return byte;
  }

  #name(table: NameTable): string | undefined {
    if (this.#next() !== quote) return undefined;
    const bytes = this.#bytes;
    const start = this.#at + 1;
    let hash = 0;
    for (let at = start; ; at++) {
      const byte = bytes[at] ?? newline;
      if (byte === quote) {
        this.#at = at + 1;
        return table.get(bytes, start, at, hash);
      }
      if (byte < 0x20) return undefined;
      hash = hashStep(hash, byte);
      if (byte !== backslash) continue;
      // What is escaped ends no text; the escape itself is looked at when the text is decoded.
      const escaped = bytes[++at] ?? newline;
      if (escaped < 0x20) return undefined;
      hash = hashStep(hash, escaped);
    }
  }

  /** A text that need not come again. */
  #text(): string | undefined {
    if (this.#next() !== quote) return undefined;
    const bytes = this.#bytes;
    const start = this.#at + 1;
    for (let at = start; ; at++) {
      const byte = bytes[at] ?? newline;
      if (byte < 0x20) return undefined;
      if (byte === backslash && (bytes[++at] ?? newline) < 0x20) return undefined;
      if (byte !== quote) continue;
      this.#at = at + 1;
      return decodeQuoted(bytes, start, at);
    }
  }

  /** Reads a time into `#lastTime` and `#lastCanonical`. */
  #instant(): boolean {
    if (this.#next() !== quote) return false;
    const bytes = this.#bytes;
    const start = this.#at + 1;
    const last = this.#lastText;
    let same = 0;
    while (same < last.length && bytes[start + same] === last.charCodeAt(same)) same += 1;
    if (same === last.length && same > 0 && bytes[start + same] === quote) {
      this.#at = start + same + 1;
      return true;
    }
    const text = this.#text();
    const parsed = text === undefined ? undefined : parseInstant(text);
    if (text === undefined || parsed === undefined || !parsed.zoned) return false;
    // Only what stands in the bytes as it reads can be compared with them.
    this.#lastText = text.length === this.#at - 1 - start ? text : "";
    this.#lastTime = parsed.time;
    this.#lastCanonical = canonicalInstant(text, parsed.time);
    return true;
  }

  #boolean(): boolean | undefined {
    const first = this.#next();
    const word = first === 0x74 ? "true" : "false";
    for (let i = 0; i < word.length; i++)
      if (this.#bytes[this.#at + i] !== word.charCodeAt(i)) return undefined;
    this.#at += word.length;
    return first === 0x74;
  }

  /** A finite number in the grammar of RFC 8259 6, rounded as JSON.parse rounds; NaN for anything else. */
  #number(): number {
    let byte = this.#next();
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    const negative = byte === minus;
    if (negative) byte = bytes[++at] ?? 0;
    const first = at;
    let digits = 0;
    if (byte === zero) byte = bytes[++at] ?? 0;
    else {
      if (!isDigit(byte)) return Number.NaN;
      while (isDigit(byte)) {
        digits = digits * 10 + (byte - zero);
        byte = bytes[++at] ?? 0;
      }
    }
    let count = at - first;
    let scale = 0;
    if (byte === point) {
      const from = at + 1;
      byte = bytes[++at] ?? 0;
      while (isDigit(byte)) {
        digits = digits * 10 + (byte - zero);
        byte = bytes[++at] ?? 0;
      }
      scale = at - from;
      if (scale === 0) return Number.NaN;
      count += scale;
    }
    if (byte === 0x65 || byte === 0x45) {
      byte = bytes[++at] ?? 0;
      if (byte === minus || byte === 0x2b) byte = bytes[++at] ?? 0;
      if (!isDigit(byte)) return Number.NaN;
      while (isDigit(byte)) byte = bytes[++at] ?? 0;
      count = Number.POSITIVE_INFINITY;
    }
    this.#at = at;
    if (count <= maxExactDigits) {
      // Both are exact doubles, so that the one rounding of the division is the right one (Clinger 1990).
      const value = scale === 0 ? digits : digits / (powersOfTen[scale] ?? 1);
      return negative ? -value : value;
    }
    const value = Number(decoder.decode(bytes.subarray(start, at)));
    return Number.isFinite(value) ? value : Number.NaN;
  }
}

function startsWith(bytes: Uint8Array, start: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}

const isDigit = (byte: number): boolean => byte >= zero && byte <= 0x39;
