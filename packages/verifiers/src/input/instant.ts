/** A point in time as a file wrote it. */
export interface ParsedInstant {
  /** Milliseconds since 1970-01-01T00:00:00Z; for a time without zone, as if it had been UTC. */
  readonly time: number;
  /** Whether the text named its zone. */
  readonly zoned: boolean;
}

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** The times that four digits of a year can write in UTC: an offset must not lead beyond them. */
const earliest = Date.parse("0001-01-01T00:00:00Z");
const latest = Date.parse("9999-12-31T23:59:59.999Z");

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/**
 * Parses an RFC 3339 time, and the looser forms that files in the field have: a space for the `T`, no zone, no
 * seconds, a date alone, a zone of hours only. A leap second counts as the second before it. Digits past the millisecond are cut.
 * Returns `undefined` for anything else, impossible dates included.
 */
export function parseInstant(text: string): ParsedInstant | undefined {
  const fast = fastUtc(text);
  if (fast !== undefined) return { time: fast, zoned: true };
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone] = match;
  const y = Number(year);
  const m = Number(month);
  const d = Number(day);
  const h = Number(hour);
  const min = Number(minute);
  const s = Math.min(Number(second), 59);
  if (m < 1 || m > 12 || d < 1 || d > daysIn(y, m) || h > 23 || min > 59 || Number(second) > 60)
    return undefined;
  const ms = Number(fraction.padEnd(3, "0").slice(0, 3));
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  date.setUTCHours(h, min, s, ms);
  const offset = zone === undefined ? 0 : offsetMinutes(zone);
  if (offset === undefined) return undefined;
  const time = date.getTime() - offset * 60_000;
  return time < earliest || time > latest ? undefined : { time, zoned: zone !== undefined };
}

/** A parsed time in UTC with milliseconds: as it was written, where it was written so. */
export function canonicalInstant(written: string, time: number): string {
  const canonical = written.length === 24 && written.endsWith("Z") && written[10] === "T";
  return canonical ? written : new Date(time).toISOString();
}

function offsetMinutes(zone: string): number | undefined {
  if (zone.length === 1 || zone === "UTC") return 0;
  const hours = Number(zone.slice(1, 3));
  // PostgreSQL writes `+00` where the minutes are none.
  const minutes = zone.length === 3 ? 0 : Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/** `YYYY-MM-DDTHH:MM:SS[.mmm]Z` without a regular expression: the form that long inputs have on every line. */
function fastUtc(text: string): number | undefined {
  const { length } = text;
  if ((length !== 24 && length !== 20) || text.charCodeAt(length - 1) !== 90 /* Z */) return undefined;
  if (
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(10) !== 84 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58 ||
    (length === 24 && text.charCodeAt(19) !== 46)
  )
    return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  const ms = length === 24 ? digits(text, 20, 3) : 0;
  // Each digit group that is not one is NaN and fails its comparison.
  if (
    !(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 28) ||
    !(hour <= 23 && minute <= 59 && second <= 59 && ms <= 999)
  )
    return undefined;
  return (
    daysFromCivil(year, month, day) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
  );
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar; years are counted from March, so leap days come last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
