import { gaussian } from "@mvcrs/test-kit/random";
import { normalSeries, perDay, type Series } from "@mvcrs/test-kit/series";

export type { Series };

/** Kinds of series, five minutes a sample, that a forecast has to cope with. */
export const kinds: Readonly<Record<string, (seed: number) => Series>> = {
  ...normalSeries,
  "daily season": (seed) => {
    const normal = gaussian(seed);
    return (index) => 100 + 20 * Math.sin((2 * Math.PI * index) / perDay) + normal();
  },
};
