import type { Challenge } from "../ledger/challenge.ts";

/** A challenge with the time of the observation that raised it, in milliseconds. */
export const observedChallenge = ({ raised, metric, level, deviation }: Challenge) => ({
  level,
  metric,
  deviation,
  time: Date.parse(raised.signal.observedAt),
});
