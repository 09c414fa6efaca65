// Prints the table of docs/verdicts.md: what `mvcrs run` makes of each kind of trouble. Every scenario goes through the same
// `judgeInput` as the command, with one configuration and nobody at the keyboard unless it says so.
import { fileURLToPath } from "node:url";
import { seeded } from "@mvcrs/test-kit/random";
import type { Signal, Witness } from "@mvcrs/verifiers";
import {
  applyEvent,
  type ChallengeLevel,
  configSchema,
  emptyState,
  type Judged,
  type JudgingWriter,
  judgeInput,
  type MvcrsEvent,
  type MvcrsState,
} from "../src/index.ts";
import { Replay } from "../src/judging/replay.ts";
import type { SavedState } from "../src/judging/saved-state.ts";

export const minute = 60_000;
export const start = Date.parse("2026-01-01T00:00:00.000Z");
/** The target, the bounds and the three witnesses of the usual metric. */
const usual = {
  target: 5,
  tolerance: 0.5,
  tolerance_kind: "absolute",
  bounds: { min: 0, max: 100 },
} as const;
const normalSamples = 500;

export interface Sample {
  readonly value: number;
  readonly witnesses?: readonly number[];
  /** Minutes since the start; five per sample unless given. */
  readonly at?: number;
}

export interface Told {
  readonly pattern: string;
  /** The sample at which each level was reached, counted from the first that is not normal; absent where it never was. */
  readonly reached: Partial<Record<ChallengeLevel, number>>;
  readonly resolution: string | null;
  readonly reason: string;
}

export interface Outcome {
  readonly told: readonly Told[];
  /** The sample of the first automatic trust lock; null without one. */
  readonly locked: number | null;
  readonly state: MvcrsState;
}

export interface World {
  readonly state: MvcrsState;
  /** Feeds samples as one run; `metrics` is what the configuration declares from now on. */
  feed(samples: readonly Sample[], metrics?: object): Promise<void>;
  /** Closes what is open, as a person would. */
  close(resolution: "superseded" | "remediated"): void;
  outcome(): Outcome;
}

/** A root in memory: runs follow each other, each with what the one before saved. */
export function world(firstMetrics: object = {}, more: object = {}, normal = normalSamples): World {
  const state = emptyState();
  const seen: { readonly event: MvcrsEvent; readonly sample: number }[] = [];
  let saved: SavedState | null = null;
  let metrics = firstMetrics;
  let count = 0;
  const sampleOf = new Map<number, number>();
  const note = (event: MvcrsEvent, sample: number) => seen.push({ event, sample });
  return {
    state,
    async feed(samples, declared = metrics) {
      metrics = declared;
      const config = configSchema.parse({ metrics: { m: metrics }, ...more });
      const signals = samples.map(({ value, witnesses, at }): Signal => {
        const time = start + (at ?? 5 * count) * minute;
        sampleOf.set(time, count);
        count += 1;
        const of: readonly Witness[] | undefined = witnesses?.map((each, index) => ({
          source: `w${index + 1}`,
          value: each,
        }));
        const signal = { metric: "m", source: "rep", value, observedAt: new Date(time).toISOString(), time };
        return of === undefined ? signal : { ...signal, witnesses: of };
      });
      let position = 0;
      const clock = () => start + 10 * 365 * 86_400_000;
      const session: Judged & JudgingWriter = {
        state,
        replay: new Replay(state),
        saved,
        append: async (events) => {
          for (const { event } of events) note(event, position);
          return [];
        },
        save: async (parts) => {
          saved = { version: 2, count: state.count, chain_hash: "0".repeat(64), ...parts };
        },
        project: async () => [],
      };
      await judgeInput(session, {
        config,
        clock,
        // One signal a batch, so that events are known by the sample that made them.
        batches: (async function* () {
          for (const signal of signals) {
            position = sampleOf.get(signal.time) ?? 0;
            yield { signals: [signal], problems: [], rows: 1, bytes: 0 };
          }
        })(),
      });
    },
    close(resolution) {
      for (const challenge of [...state.open.values()].flat()) {
        const event: MvcrsEvent = {
          type: "challenge.resolved",
          id: crypto.randomUUID(),
          at: new Date(start).toISOString(),
          actor: "a person",
          challenge_id: challenge.id,
          resolution,
          reason: "as seen",
        };
        applyEvent(state, event, state.count);
        note(event, count - 1);
      }
    },
    outcome() {
      const told = new Map<string, Told>();
      let locked: number | null = null;
      for (const { event } of seen) {
        if (event.type === "challenge.raised")
          told.set(event.id, {
            pattern: event.pattern,
            reached: { [event.level]: since(event.signal.observedAt) },
            resolution: null,
            reason: event.reason,
          });
        else if (event.type === "challenge.extended") {
          const known = told.get(event.challenge_id);
          if (known !== undefined)
            told.set(event.challenge_id, {
              ...known,
              pattern: event.pattern ?? known.pattern,
              reached: { [event.level]: since(event.observed_at), ...known.reached },
              reason: event.reason,
            });
        } else if (event.type === "challenge.resolved") {
          const known = told.get(event.challenge_id);
          if (known !== undefined) told.set(event.challenge_id, { ...known, resolution: event.resolution });
        } else if (event.type === "trust_lock.engaged" && event.challenge_id !== undefined) {
          locked ??= Number(Object.values(told.get(event.challenge_id)?.reached ?? {}).at(-1) ?? 0);
          locked = Math.max(locked, lastExtended(event.challenge_id));
        }
      }
      return { told: [...told.values()], locked, state };
    },
  };

  function since(observedAt: string): number {
    return (sampleOf.get(Date.parse(observedAt)) ?? 0) - normal + 1;
  }
  function lastExtended(id: string): number {
    let last = 0;
    for (const { event } of seen) {
      if (event.type === "challenge.extended" && event.challenge_id === id) last = since(event.observed_at);
      if (event.type === "trust_lock.engaged" && event.challenge_id === id) break;
    }
    return last;
  }
}

const noise = seeded(7);
const around = (value: number, spread = 0.05): number => value + spread * (2 * noise() - 1);
const repeat = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
/** Samples as they usually are, with three witnesses that agree. */
const normalWitnessed = (count = normalSamples): Sample[] =>
  repeat(count, () => {
    const value = around(5);
    return { value, witnesses: [value, value + 0.001, value - 0.001] };
  });
const normalAlone = (count = normalSamples): Sample[] => repeat(count, () => ({ value: around(5) }));
const witnessed = (value: number, ...witnesses: readonly number[]): Sample => ({ value, witnesses });
const agreed = (value: number): Sample => witnessed(value, value, value, value);

export interface Scenario {
  readonly name: string;
  run(): Promise<Outcome>;
}

const scenario = (
  name: string,
  samples: () => readonly Sample[],
  {
    metrics = usual,
    witnesses = true,
    more = {},
  }: { metrics?: object; witnesses?: boolean; more?: object } = {},
): Scenario => ({
  name,
  async run() {
    const here = world(metrics, more);
    await here.feed([...(witnesses ? normalWitnessed() : normalAlone()), ...samples()]);
    return here.outcome();
  },
});

/** Every line of the table, by name. */
export const scenarios: readonly Scenario[] = [
  scenario("forecast alone: one spike", () => [{ value: 500 }, ...normalAlone(40)], {
    metrics: {},
    witnesses: false,
  }),
  scenario("forecast alone: 500 from then on", () => repeat(60, () => ({ value: 500 })), {
    metrics: {},
    witnesses: false,
  }),
  scenario("one report of 500, witnesses 5", () => [witnessed(500, 5, 5, 5), ...normalWitnessed(20)]),
  scenario("reports of 500 from then on, witnesses 5", () => repeat(20, () => witnessed(500, 5, 5, 5))),
  scenario("the same, with lock_on_source_faults", () => repeat(20, () => witnessed(500, 5, 5, 5)), {
    more: { lock_on_source_faults: true },
  }),
  scenario("one report of 500, no witnesses", () => [{ value: 500 }, ...normalAlone(20)], {
    witnesses: false,
  }),
  scenario(
    "two reports of 500 in a row, no witnesses",
    () => [{ value: 500 }, { value: 500 }, ...normalAlone(20)],
    {
      witnesses: false,
    },
  ),
  scenario("value really 50, witnesses confirm", () => repeat(10, () => agreed(50))),
  scenario("50 in 2 of 3, witnesses confirm", () => repeat(60, (i) => (i % 3 < 2 ? agreed(50) : agreed(5)))),
  scenario("50 in 2 of 8, witnesses confirm", () =>
    repeat(64, (i) => (i % 8 === 1 || i % 8 === 5 ? agreed(50) : agreed(5))),
  ),
  {
    name: "1e9 from the first sample, confirmed",
    async run() {
      const here = world(usual, {}, 0);
      await here.feed(repeat(5, () => agreed(1e9)));
      return here.outcome();
    },
  },
  {
    name: "1e9 from the first sample, no witnesses",
    async run() {
      const here = world(usual, {}, 0);
      await here.feed(repeat(5, () => ({ value: 1e9 })));
      return here.outcome();
    },
  },
  scenario("report 5, all witnesses 8", () => repeat(20, () => witnessed(5, 8, 8, 8))),
  scenario("report 5, two of three witnesses 8", () => repeat(20, () => witnessed(5, 8, 8, 5))),
  scenario("three witnesses, three values", () => repeat(10, () => witnessed(5, 3, 5, 8))),
  scenario("one witness off by 10^18 for 3 rounds", () => [
    ...repeat(3, () => witnessed(5, 5, 5, 5e18)),
    ...normalWitnessed(10),
  ]),
  scenario("all witnesses gone", () => normalAlone(20)),
  scenario("two witnesses that never agree", () => repeat(10, (i) => witnessed(5, 5 + i, 50 - i))),
  {
    name: "configuration changes the target to 10, the value follows",
    async run() {
      const here = world(usual);
      await here.feed(normalWitnessed());
      await here.feed(
        repeat(60, () => agreed(around(10))),
        { ...usual, target: 10 },
      );
      return here.outcome();
    },
  },
  {
    name: "value moves to 10, a person closes with superseded",
    async run() {
      const here = world(usual);
      await here.feed(normalWitnessed());
      await here.feed(repeat(30, () => agreed(around(10))));
      here.close("superseded");
      await here.feed(repeat(200, () => agreed(around(10))));
      return here.outcome();
    },
  },
  {
    name: "value moves to 10 and back, a person closes with remediated",
    async run() {
      const here = world(usual);
      await here.feed(normalWitnessed());
      await here.feed(repeat(30, () => agreed(around(10))));
      await here.feed(normalWitnessed(3));
      here.close("remediated");
      await here.feed(normalWitnessed(200));
      return here.outcome();
    },
  },
  scenario("stuck value, forecast alone", () => repeat(60, () => ({ value: 5.012 })), {
    metrics: {},
    witnesses: false,
  }),
  scenario("slow boil at 0.02 % a sample, witnesses confirm", () =>
    repeat(5500, (i) => agreed(around(5) * 1.0002 ** i)),
  ),
  scenario(
    "slow boil at 0.1 % a sample, no witnesses",
    () => repeat(1100, (i) => ({ value: around(5) * 1.001 ** i })),
    {
      witnesses: false,
    },
  ),
];

const text = ({ told, locked }: Outcome): string =>
  (told.length === 0
    ? "nothing"
    : told
        .map(({ pattern, reached, resolution }) => {
          const levels = Object.entries(reached)
            .sort(([, a], [, b]) => a - b)
            .map(([level, at]) => `${level} at ${at}`);
          return `\`${pattern}\` ${levels.join(", ")}${resolution === null ? "" : `, ${resolution}`}`;
        })
        .join("; ")) + (locked === null ? "" : `; trust lock at ${locked}`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write("| scenario | what is reported, and at which sample |\n|---|---|\n");
  for (const { name, run } of scenarios) process.stdout.write(`| ${name} | ${text(await run())} |\n`);
}
