import { gaussian, seeded } from "@mvcrs/test-kit/random";

/** Seeded generators: the same seed gives the same series on every machine. */
export type Series = (index: number) => number;

const perDay = 288;

/** Kinds of series, five minutes a sample, that a forecast has to cope with. */
export const kinds: Readonly<Record<string, (seed: number) => Series>> = {
  "flat line": () => () => 45,
  "Gaussian noise": (seed) => {
    const normal = gaussian(seed);
    return () => 100 + normal();
  },
  "heavy tails (t, 3 degrees)": (seed) => {
    const normal = gaussian(seed);
    return () => 100 + normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3);
  },
  "log-normal": (seed) => {
    const normal = gaussian(seed);
    return () => Math.exp(1.5 * normal());
  },
  "daily season": (seed) => {
    const normal = gaussian(seed);
    return (index) => 100 + 20 * Math.sin((2 * Math.PI * index) / perDay) + normal();
  },
  "weekly season": (seed) => {
    const normal = gaussian(seed);
    return (index) => (Math.floor(index / perDay) % 7 < 5 ? 100 : 60) + normal();
  },
  trend: (seed) => {
    const normal = gaussian(seed);
    return (index) => 100 + 0.01 * index + normal();
  },
  counter: (seed) => {
    const uniform = seeded(seed);
    let total = 0;
    return () => {
      total += 50 + 10 * uniform();
      return total;
    };
  },
  bursts: (seed) => {
    const uniform = seeded(seed);
    let left = 0;
    return () => {
      if (uniform() < 0.01) left = 6;
      left -= 1;
      return left >= 0 ? 50 + 10 * uniform() : 1 + 0.1 * uniform();
    };
  },
  "autoregressive (0.9)": (seed) => {
    const normal = gaussian(seed);
    let state = 0;
    return () => {
      state = 0.9 * state + normal();
      return 100 + state;
    };
  },
  "random walk": (seed) => {
    const normal = gaussian(seed);
    let state = 1000;
    return () => {
      state += normal();
      return state;
    };
  },
};
