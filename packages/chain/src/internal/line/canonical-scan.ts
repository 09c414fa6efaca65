// One pass over the bytes that answers what `canonicalize(JSON.parse(text)) === text` answers, without building a
// value: a log of millions of lines is checked at memory speed. A property test holds the two against each other.

/** As `MAX_DEPTH` of `@mvcrs/canonical`, which a thread that runs as source cannot import; a test holds the two against each other. */
export const MAX_DEPTH = 500;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Set by `scanString`: the last string was printable ASCII without escapes, so its bytes order as its code units do. */
let plain = true;

/** The offset just behind the canonical JSON value that begins at `at`, or -1 when there is none before `end`. */
export function scanValue(bytes: Uint8Array, at: number, end: number, depth: number): number {
  if (at >= end) return -1;
  switch (bytes[at]) {
    case QUOTE:
      return scanString(bytes, at, end);
    case 0x7b:
      return depth >= MAX_DEPTH ? -1 : scanObject(bytes, at, end, depth + 1);
    case 0x5b:
      return depth >= MAX_DEPTH ? -1 : scanArray(bytes, at, end, depth + 1);
    case 0x74:
      return scanWord(bytes, at, end, "true");
    case 0x66:
      return scanWord(bytes, at, end, "false");
    case 0x6e:
      return scanWord(bytes, at, end, "null");
    default:
      return scanNumber(bytes, at, end);
  }
}

/** The offset behind `word`, or -1 when the bytes at `at` are not that ASCII word. */
export function scanWord(bytes: Uint8Array, at: number, end: number, word: string): number {
  if (at + word.length > end) return -1;
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return -1;
  return at + word.length;
}

function scanArray(bytes: Uint8Array, start: number, end: number, depth: number): number {
  let at = start + 1;
  if (bytes[at] === 0x5d && at < end) return at + 1;
  for (;;) {
    at = scanValue(bytes, at, end, depth);
    if (at < 0 || at >= end) return -1;
    const byte = bytes[at++];
    if (byte === 0x5d) return at;
    if (byte !== COMMA) return -1;
  }
}

function scanObject(bytes: Uint8Array, start: number, end: number, depth: number): number {
  let at = start + 1;
  if (bytes[at] === 0x7d && at < end) return at + 1;
  let lastStart = -1;
  let lastEnd = -1;
  let lastPlain = true;
  for (;;) {
    if (at >= end || bytes[at] !== QUOTE) return -1;
    const keyStart = at;
    at = scanString(bytes, at, end);
    if (at < 0 || at >= end || bytes[at] !== 0x3a) return -1;
    const keyPlain = plain;
    if (lastStart >= 0) {
      const ascending =
        keyPlain && lastPlain
          ? bytesBefore(bytes, lastStart + 1, lastEnd - 1, keyStart + 1, at - 1)
          : textOf(bytes, lastStart, lastEnd) < textOf(bytes, keyStart, at);
      if (!ascending) return -1;
    }
    lastStart = keyStart;
    lastEnd = at;
    lastPlain = keyPlain;
    at = scanValue(bytes, at + 1, end, depth);
    if (at < 0 || at >= end) return -1;
    const byte = bytes[at++];
    if (byte === 0x7d) return at;
    if (byte !== COMMA) return -1;
  }
}

function bytesBefore(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): boolean {
  let left = a;
  let right = b;
  while (left < aEnd && right < bEnd) {
    const difference = (bytes[left++] ?? 0) - (bytes[right++] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return aEnd - a < bEnd - b;
}

const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  JSON.parse(decoder.decode(bytes.subarray(start, end)));

function scanString(bytes: Uint8Array, start: number, end: number): number {
  plain = true;
  let at = start + 1;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte >= 0x80) {
      plain = false;
      at = scanUtf8(bytes, at, end, byte);
    } else if (byte === BACKSLASH) {
      plain = false;
      at = scanEscape(bytes, at, end);
    } else if (byte < 0x20) {
      return -1;
    } else {
      at++;
    }
    if (at < 0) return -1;
  }
  return -1;
}

/** RFC 8785 3.2.2.2: the short escapes where JSON has them, `\u00xx` in lower case for the other control characters. */
function scanEscape(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return -1;
  switch (bytes[at + 1]) {
    case QUOTE:
    case BACKSLASH:
    case 0x62: // \b
    case 0x66: // \f
    case 0x6e: // \n
    case 0x72: // \r
    case 0x74: // \t
      return at + 2;
    case 0x75:
      return scanControl(bytes, at, end);
    default:
      return -1;
  }
}

function scanControl(bytes: Uint8Array, at: number, end: number): number {
  if (at + 6 > end || bytes[at + 2] !== 0x30 || bytes[at + 3] !== 0x30) return -1;
  const high = bytes[at + 4];
  if (high !== 0x30 && high !== 0x31) return -1;
  const low = bytes[at + 5] ?? 0;
  const digit = low >= 0x30 && low <= 0x39 ? low - 0x30 : low >= 0x61 && low <= 0x66 ? low - 0x57 : -1;
  if (digit < 0) return -1;
  // These five have a short escape, which is then the only canonical one.
  if (high === 0x30 && (digit === 8 || digit === 9 || digit === 10 || digit === 12 || digit === 13))
    return -1;
  return at + 6;
}

/** Well-formed UTF-8 only (Unicode, table 3-7): no overlong form, no surrogate, nothing above U+10FFFF. */
function scanUtf8(bytes: Uint8Array, at: number, end: number, lead: number): number {
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >> 4 === 0xe ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0 || at + length > end) return -1;
  const second = bytes[at + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return -1;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return -1;
  return at + length;
}

function scanNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (bytes[at] === 0x2d) at++;
  const digits = at;
  let byte = at < end ? (bytes[at] ?? 0) : 0;
  while (byte >= 0x30 && byte <= 0x39) byte = ++at < end ? (bytes[at] ?? 0) : 0;
  const count = at - digits;
  if (count === 0) return -1;
  const fraction = byte === 0x2e || byte === 0x65;
  if (!fraction && count <= 15) {
    // Up to fifteen digits are exact in a double, so their shortest form is themselves; a leading 0 stands alone.
    if (bytes[digits] !== 0x30) return at;
    return count === 1 && digits === start ? at : -1;
  }
  while ((byte >= 0x30 && byte <= 0x39) || byte === 0x2e || byte === 0x65 || byte === 0x2b || byte === 0x2d)
    byte = ++at < end ? (bytes[at] ?? 0) : 0;
  let token = "";
  for (let i = start; i < at; i++) token += String.fromCharCode(bytes[i] ?? 0);
  const value = Number(token);
  return Number.isFinite(value) && String(value) === token ? at : -1;
}
