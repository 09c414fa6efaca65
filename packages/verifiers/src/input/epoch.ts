/** Digits of a present-day time since 1970, by its unit: how many of that unit make a millisecond, and back. */
const units = new Map<number, (digits: string) => number>([
  [10, (digits) => Number(digits) * 1000],
  [13, (digits) => Number(digits)],
  [16, (digits) => Number(digits.slice(0, -3))],
  [19, (digits) => Number(digits.slice(0, -6))],
]);

/** What `epochTime` reads, in words. */
export const epochForms = "10, 13, 16 or 19 digits: seconds, ms, us or ns since 1970";

/**
 * Milliseconds since 1970 of a time that a machine wrote as a number: the count of its digits says the unit. Seconds may
 * have a fraction. Digits past the millisecond are cut.
 */
export function epochTime(text: string): number | undefined {
  const match = /^(\d{10,19})(?:\.(\d+))?$/.exec(text);
  const [, whole = "", fraction = ""] = match ?? [];
  const unit = units.get(whole.length);
  if (unit === undefined) return undefined;
  return unit(whole) + (whole.length === 10 ? Number(fraction.padEnd(3, "0").slice(0, 3)) : 0);
}

/** The same for a number as JSON.parse returns it; a double holds nanoseconds to the microsecond, which is enough. */
export function epochNumber(value: number): number | undefined {
  return value >= 1e9 && value < 1e19 ? epochTime(decimalOf(value)) : undefined;
}

const decimalOf = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : String(value);
