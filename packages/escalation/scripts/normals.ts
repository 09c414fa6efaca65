// Feeds normal series of many kinds through `rehearseInput`, nobody closing anything, and prints how many challenges of each
// level they raised: node packages/escalation/scripts/normals.ts [SERIES_PER_KIND] [SAMPLES]. The kinds after the line
// "held back" were not looked at while the forecast was made.
import { fileURLToPath } from "node:url";
import { gaussian, seeded } from "@mvcrs/test-kit/random";
import { normalSeries } from "@mvcrs/test-kit/series";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import { configSchema, nothingJudged, rehearseInput } from "../src/index.ts";
import { minute, start } from "./scenarios.ts";

const day = 288;
const turn = 2 * Math.PI;

/** A value and, unless samples are five minutes apart, the minute it came. */
export type Kind = (seed: number) => (index: number) => number | readonly [value: number, minutes: number];

const wave = (index: number, period = day): number => Math.sin((turn * index) / period);
const isWorkday = (index: number): boolean => Math.floor(index / day) % 7 < 5;
const poisson = (uniform: () => number, mean: number): number => {
  let count = 0;
  let left = Math.exp(mean) * uniform();
  for (let term = 1; left > term && count < 1000; ) {
    left -= term;
    count += 1;
    term *= mean / count;
  }
  return count;
};

/** The kinds that the bounds below are about. */
export const kinds: Readonly<Record<string, Kind>> = {
  ...normalSeries,
  "daily season": (seed) => {
    const uniform = seeded(seed);
    return (index) => 100 + 40 * wave(index) + 5 * uniform() - 2.5;
  },
  "daily and weekly": (seed) => {
    const normal = gaussian(seed);
    return (index) => 100 + (isWorkday(index) ? 40 : 15) * wave(index) + 2 * normal();
  },
  "square wave": (seed) => {
    const normal = gaussian(seed);
    return (index) => (index % day >= 96 && index % day < 204 ? 80 : 20) + normal();
  },
  "Poisson counts": (seed) => {
    const uniform = seeded(seed);
    return () => poisson(uniform, 3);
  },
};

/** Held back: written after the forecast stood. */
export const heldBack: Readonly<Record<string, Kind>> = {
  "daily, a gap of six hours each two days": (seed) => {
    const normal = gaussian(seed);
    return (index) => {
      const at = index + 72 * Math.floor(index / (2 * day));
      return [100 + 40 * wave(at) + normal(), 5 * at];
    };
  },
  "daily, a gap of three days each nine": (seed) => {
    const normal = gaussian(seed);
    return (index) => {
      const at = index + 3 * day * Math.floor(index / (9 * day));
      return [100 + 40 * wave(at) + normal(), 5 * at];
    };
  },
  "daily, an hour earlier from day 10 on": (seed) => {
    const normal = gaussian(seed);
    return (index) => 100 + 40 * wave(index + (index >= 10 * day ? 12 : 0)) + 2.5 * normal();
  },
  "counter, the interval changes": (seed) => {
    const uniform = seeded(seed);
    let total = 0;
    let minutes = 0;
    return (index) => {
      const step = index % 1000 < 500 ? 1 : 5;
      minutes += step;
      total += step * 60 * (1.9 + 0.2 * uniform());
      return [total, minutes];
    };
  },
  "irregular sampling": (seed) => {
    const uniform = seeded(seed);
    const normal = gaussian(seed + 1);
    let minutes = 0;
    return () => {
      minutes += 0.1 - 5 * Math.log(1 - uniform());
      return [100 + 40 * wave(minutes / 5) + normal(), minutes];
    };
  },
  "queue length": (seed) => {
    const uniform = seeded(seed);
    let length = 0;
    return () => {
      length = Math.max(0, length + (uniform() < 0.48 ? 1 : -1));
      return length;
    };
  },
  "gamma load with a working day": (seed) => {
    const uniform = seeded(seed);
    return (index) =>
      (isWorkday(index) && index % day > 90 && index % day < 220 ? 10 : 3) *
      -Math.log((1 - uniform()) * (1 - uniform()));
  },
  "idle at night": (seed) => {
    const normal = gaussian(seed);
    return (index) => Math.max(0, Math.round(30 * wave(index) + 2 * normal()));
  },
};

export interface Raised {
  readonly soft: number;
  /** Reached material or more, at first or later. */
  readonly material: number;
}

/** What one series raises. */
export async function raisedBy(kind: Kind, seed: number, samples: number): Promise<Raised> {
  const judged = nothingJudged();
  const series = kind(seed);
  const signals = Array.from({ length: samples }, (_, index) => {
    const made = series(index);
    const [value, minutes] = typeof made === "number" ? [made, 5 * index] : made;
    const time = start + Math.round(minutes * minute);
    return { metric: "m", source: "rep", value, observedAt: new Date(time).toISOString(), time };
  });
  await rehearseInput(judged, {
    config: configSchema.parse({}),
    clock: () => start + 10 * 365 * 86_400_000,
    batches: (async function* (): AsyncGenerator<DecodedBatch> {
      yield { signals, problems: [], rows: samples, bytes: 0 };
    })(),
  });
  const all = [...judged.state.challenges.values()];
  return { soft: all.length, material: all.filter(({ level }) => level !== "soft").length };
}

/** Of `count` lasting shifts by three noise units after 4,000 normal samples, how many raise something within 40. */
export async function shiftsFound(count: number): Promise<number> {
  let found = 0;
  for (let seed = 1; seed <= count; seed += 1) {
    const normal = gaussian(104_729 * seed);
    const upTo = (last: number) => raisedBy(() => (index) => values[index] ?? 0, 0, last);
    const values = Array.from({ length: 4040 }, (_, index) => 100 + normal() + (index >= 4000 ? 3 : 0));
    if ((await upTo(4040)).soft > (await upTo(4000)).soft) found += 1;
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const each = Number(process.argv[2] ?? 72);
  const samples = Number(process.argv[3] ?? 5000);
  process.stdout.write(
    `${each} series of ${samples} samples a kind\n\n| kind | soft, per 3,000 samples | material, per 30,000 |\n|---|---|---|\n`,
  );
  for (const [title, group] of [
    ["", kinds],
    ["held back", heldBack],
  ] as const) {
    if (title !== "") process.stdout.write(`| **${title}** | | |\n`);
    for (const [name, kind] of Object.entries(group)) {
      let soft = 0;
      let material = 0;
      for (let seed = 1; seed <= each; seed += 1) {
        const raised = await raisedBy(kind, 7919 * seed, samples);
        soft += raised.soft;
        material += raised.material;
      }
      const of = each * samples;
      process.stdout.write(
        `| ${name} | ${((3000 * soft) / of).toFixed(2)} | ${((30_000 * material) / of).toFixed(2)} |\n`,
      );
    }
  }
  process.stdout.write(
    `\nlasting shifts by three noise units found within 40 samples: ${await shiftsFound(60)} of 60\n`,
  );
}
