/**
 * Turns a wall-clock time, given in milliseconds as if it were UTC, into the instant it names in a zone; with `later`
 * into the second one, where clocks that go back make two of it.
 */
export type ToInstant = (wallTime: number, later?: boolean) => number;

/**
 * A converter for an IANA zone name (`Europe/Berlin`), `UTC` or a fixed offset (`+02:00`). A wall time that does not exist
 * (clocks going forward) means the instant as far after the gap. Returns `undefined` for a zone that is not known.
 */
export function zoneConverter(zone: string): ToInstant | undefined {
  if (zone === "UTC" || zone === "Z") return (wallTime) => wallTime;
  const fixed = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (fixed !== null) {
    const offset = (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000 * (fixed[1] === "-" ? -1 : 1);
    return (wallTime) => wallTime - offset;
  }
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
  const offsetAt = (instant: number): number => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const wall = Date.UTC(
      number("year"),
      number("month") - 1,
      number("day"),
      number("hour"),
      number("minute"),
      number("second"),
    );
    return wall - Math.floor(instant / 1000) * 1000;
  };
  return (wallTime, later = false) => {
    // The offsets a day before and after differ only around a change of clocks.
    const before = offsetAt(wallTime - 86_400_000);
    const after = offsetAt(wallTime + 86_400_000);
    const first = wallTime - before;
    if (before === after) return first;
    const second = wallTime - after;
    if (offsetAt(first) === before) return later && offsetAt(second) === after ? second : first;
    return offsetAt(second) === after ? second : first;
  };
}
