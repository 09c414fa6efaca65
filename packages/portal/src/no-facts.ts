import type { Facts } from "./format/files.ts";

/** Nothing is known beside the log. */
export const noFacts: Facts = {
  key: null,
  outbox: null,
  daily_check: null,
  verified: null,
  sources: null,
  witnesses: null,
  committee: null,
  selfplay: null,
};
