import { growingPause } from "@mvcrs/errors";

const bounds = { first: 5_000, most: 3_600_000 };
/** An endpoint may ask for a pause, but not for ever. */
const maxRetryAfterMs = 24 * 3_600_000;

/**
 * How long to wait before the next attempt, in milliseconds: exponential with full jitter, so that many senders do not
 * come back together (Brooker, "Exponential Backoff And Jitter"). `attempts` counts those made; `random` is in [0, 1).
 */
export const backoff = (attempts: number, random: () => number): number =>
  Math.floor(random() * growingPause(attempts, bounds));

const imfFixdate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** `Retry-After` (RFC 9110 10.2.3) in milliseconds from `now`, at most a day; `null` where it says nothing usable. */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Math.min(maxRetryAfterMs, Number(text) * 1000);
  if (!imfFixdate.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(maxRetryAfterMs, Math.max(0, at - now));
}

/**
 * When what was deferred until `until` is due, in milliseconds. No delay is longer than a day: a time further off was
 * written by a clock that was ahead (a rehearsal with `--now`), and must hold up nothing.
 */
export const dueBy = (until: number, now: number): number => (until - now > maxRetryAfterMs ? now : until);
