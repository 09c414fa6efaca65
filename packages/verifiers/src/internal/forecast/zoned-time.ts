const hour = 3_600_000;

/** Local wall-clock time of an IANA zone as milliseconds, so that a day's habits stay where they are when clocks change. */
export class ZonedTime {
  readonly #format: Intl.DateTimeFormat;
  #hour = Number.NaN;
  #offset = 0;

  /** @throws RangeError for a zone that is none */
  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  local(time: number): number {
    // Zones change their offset at whole quarters of an hour.
    const quarter = Math.floor(time / (hour / 4));
    if (quarter !== this.#hour) {
      this.#hour = quarter;
      const at = quarter * (hour / 4);
      const parts: Record<string, number> = {};
      for (const { type, value } of this.#format.formatToParts(at)) parts[type] = Number(value);
      const { year = 0, month = 1, day = 1, hour: hours = 0, minute = 0, second = 0 } = parts;
      this.#offset = Date.UTC(year, month - 1, day, hours, minute, second) - at;
    }
    return time + this.#offset;
  }
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
