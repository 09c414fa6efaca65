import { gaussian, seeded } from "./random.ts";

/** A series by the index of its sample. */
export type Series = (index: number) => number;

/** Samples of a day, five minutes apart. */
export const perDay = 288;

/** Normal series that a forecast has to cope with. The same seed gives the same series on every machine. */
export const normalSeries = {
  "flat line": () => () => 45,
  "Gaussian noise": (seed) => {
    const normal = gaussian(seed);
    return () => 100 + normal();
  },
  "heavy tails (t, 3 degrees)": (seed: number) => {
    const normal = gaussian(seed);
    return () => 100 + normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3);
  },
  "log-normal": (seed: number) => {
    const normal = gaussian(seed);
    return () => Math.exp(1.5 * normal());
  },
  "weekly season": (seed: number) => {
    const normal = gaussian(seed);
    return (index: number) => (Math.floor(index / perDay) % 7 < 5 ? 100 : 60) + normal();
  },
  trend: (seed: number) => {
    const normal = gaussian(seed);
    return (index: number) => 100 + 0.01 * index + normal();
  },
  counter: (seed: number) => {
    const uniform = seeded(seed);
    let total = 0;
    return () => {
      total += 50 + 10 * uniform();
      return total;
    };
  },
  bursts: (seed: number) => {
    const uniform = seeded(seed);
    let left = 0;
    return () => {
      if (uniform() < 0.01) left = 6;
      left -= 1;
      return left >= 0 ? 50 + 10 * uniform() : 1 + 0.1 * uniform();
    };
  },
  "autoregressive (0.9)": (seed: number) => {
    const normal = gaussian(seed);
    let state = 0;
    return () => {
      state = 0.9 * state + normal();
      return 100 + state;
    };
  },
  "random walk": (seed: number) => {
    const normal = gaussian(seed);
    let state = 1000;
    return () => {
      state += normal();
      return state;
    };
  },
} as const satisfies Readonly<Record<string, (seed: number) => Series>>;
