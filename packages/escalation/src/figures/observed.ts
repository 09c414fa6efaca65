import type { MvcrsState } from "../ledger/state.ts";

/** Every challenge with the time of the observation that raised it, in milliseconds. */
export const observedChallenges = (state: MvcrsState) =>
  [...state.challenges.values()].map(({ raised, metric, level, deviation }) => ({
    level,
    metric,
    deviation,
    time: Date.parse(raised.signal.observedAt),
  }));
