import type { Undelivered } from "./manage.ts";

/** What is measured of the outbox; times in seconds. */
export const measuredOutbox = (outbox: readonly Undelivered[]) =>
  outbox.map(({ channel, status, notice }) => ({ channel, status, since: Date.parse(notice.at) / 1000 }));
