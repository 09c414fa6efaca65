import { seeded } from "@mvcrs/test-kit/random";
import { describe, expect, it } from "vitest";
import { type Outcome, type Sample, scenarios, type Told, world } from "../scripts/scenarios.ts";

// Every line of the table in docs/verdicts.md, through the same `judgeInput` as the command.

async function outcomeOf(name: string): Promise<Outcome> {
  const found = scenarios.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found.run();
}
/** Pattern, levels with the samples they were reached at, and how it ended, without reasons. */
const brief = ({ told }: Outcome) =>
  told.map(({ pattern, reached, resolution }) => ({
    pattern,
    ...reached,
    ...(resolution === null ? {} : { resolution }),
  }));
const only = (told: readonly Told[], pattern: string): Told => {
  const found = told.filter((each) => each.pattern === pattern);
  if (found.length !== 1) throw new Error(`${found.length} challenges of ${pattern}`);
  return found[0] as Told;
};
const repeat = (count: number, make: (index: number) => Sample): Sample[] =>
  Array.from({ length: count }, (_, index) => make(index));
const isBad = ({ reached }: Told): boolean =>
  reached.material !== undefined || reached.critical !== undefined;

const declared = {
  target: 5,
  tolerance: 0.5,
  tolerance_kind: "absolute",
  bounds: { min: 0, max: 100 },
} as const;
/** 500 normal samples with what the witnesses say of them. */
function normals(count = 500, seed = 5): Sample[] {
  const noise = seeded(seed);
  return repeat(count, () => {
    const value = 5 + 0.1 * (noise() - 0.5);
    return { value, witnesses: [value, value + 0.001, value - 0.001] };
  });
}

describe("the forecast alone", () => {
  it("one spike is soft and clears", async () => {
    const outcome = await outcomeOf("forecast alone: one spike");
    expect(brief(outcome)).toEqual([{ pattern: "drift", soft: 1, resolution: "cleared" }]);
    expect(outcome.locked).toBeNull();
  });

  it("is material only when it persists, and never critical", async () => {
    const { told, locked } = await outcomeOf("forecast alone: 500 from then on");
    const [first] = told;
    expect(first).toMatchObject({ pattern: "drift", reached: { soft: 1 } });
    const material = told.filter(
      ({ pattern, reached }) => pattern === "drift" && reached.material !== undefined,
    );
    expect(material.map(({ reached }) => reached.material)).toEqual([12]);
    expect(told.some(({ reached }) => reached.critical !== undefined)).toBe(false);
    expect(locked).toBeNull();
  });

  it("a stuck value in a series that never stood still is soft, then material", async () => {
    const { told } = await outcomeOf("stuck value, forecast alone");
    const { reached } = only(told, "stuck");
    expect(reached.soft).toBeLessThan(reached.material ?? 0);
    expect(reached.material).toBeLessThanOrEqual(30);
    expect(reached.critical).toBeUndefined();
    expect(told).toHaveLength(1);
  });
});

describe("a report that the witnesses do not confirm", () => {
  it("once: false-report, soft, the reporter named, clears by itself, no lock", async () => {
    const outcome = await outcomeOf("one report of 500, witnesses 5");
    expect(brief(outcome)).toEqual([{ pattern: "false-report", soft: 1, resolution: "cleared" }]);
    expect(outcome.locked).toBeNull();
    const [challenge] = outcome.state.challenges.values();
    expect(challenge).toMatchObject({ source: "rep", value: 500 });
    expect(challenge?.advice).toContain("reporter");
    expect(outcome.told[0]?.reason).toContain("say 5, the report 500");
  });

  it("for ever: material by the 3rd, critical by the 6th, and no lock", async () => {
    const { told, locked } = await outcomeOf("reports of 500 from then on, witnesses 5");
    expect(only(told, "false-report").reached).toEqual({ soft: 1, material: 3, critical: 6 });
    expect(locked).toBeNull();
    expect(told.filter(isBad)).toHaveLength(1);
  });

  it("locks only by configuration, at its second critical observation", async () => {
    const { told, locked } = await outcomeOf("the same, with lock_on_source_faults");
    expect(only(told, "false-report").reached).toEqual({ soft: 1, material: 3, critical: 6 });
    expect(locked).toBe(7);
  });
});

describe("no witnesses", () => {
  it("one report of 500 is material and said to be unconfirmed, with no lock", async () => {
    const { told, locked } = await outcomeOf("one report of 500, no witnesses");
    expect(told.map(({ reached }) => reached)).toEqual([{ material: 1 }]);
    expect(told[0]?.reason).toContain("unconfirmed");
    expect(locked).toBeNull();
  });

  it("the 2nd in a row is critical, and does not lock yet", async () => {
    const { told, locked } = await outcomeOf("two reports of 500 in a row, no witnesses");
    expect(told.map(({ reached }) => reached)).toEqual([{ material: 1, critical: 2 }]);
    expect(locked).toBeNull();
  });
});

describe("a violation that the witnesses confirm", () => {
  it("is material at once and critical at the 2nd, and locks at two critical observations", async () => {
    const { told, locked } = await outcomeOf("value really 50, witnesses confirm");
    expect(told.filter(isBad).map(({ reached }) => reached)).toEqual([{ material: 1, critical: 2 }]);
    expect(told[0]?.reason).toContain("confirmed by the witnesses");
    expect(locked).toBe(3);
  });

  it("in 2 of 3: material within 9 observations, then critical; one challenge, not hundreds", async () => {
    const { told } = await outcomeOf("50 in 2 of 3, witnesses confirm");
    expect(told).toHaveLength(1);
    expect(told[0]?.reached.material).toBeLessThanOrEqual(9);
    expect(told[0]?.reached.critical).toBeLessThanOrEqual(9);
    expect(told[0]?.resolution).toBeNull();
  });

  it("in 2 of 8: material within 24 observations, then critical; one challenge, not hundreds", async () => {
    const { told } = await outcomeOf("50 in 2 of 8, witnesses confirm");
    expect(told).toHaveLength(1);
    expect(told[0]?.reached.material).toBeLessThanOrEqual(24);
    expect(told[0]?.reached.critical).toBeLessThanOrEqual(24);
    expect(told[0]?.resolution).toBeNull();
  });

  it("1e9 from the first sample is critical at the 1st, without witnesses at the 2nd", async () => {
    const confirmed = await outcomeOf("1e9 from the first sample, confirmed");
    expect(confirmed.told.map(({ reached }) => reached)).toEqual([{ critical: 1 }]);
    expect(confirmed.locked).toBe(2);
    const alone = await outcomeOf("1e9 from the first sample, no witnesses");
    expect(alone.told.map(({ reached }) => reached)).toEqual([{ material: 1, critical: 2 }]);
    expect(alone.locked).toBe(3);
  });
});

describe("a violation that the report hides", () => {
  it("is misreported-violation, material, and critical when it persists", async () => {
    const { told, locked } = await outcomeOf("report 5, all witnesses 8");
    const { reached } = only(told, "misreported-violation");
    expect(reached).toEqual({ material: 1, critical: 3 });
    expect(told.filter(isBad)).toHaveLength(1);
    expect(locked).toBeNull();
  });

  it("is the same where one of three witnesses sides with it: material by the 3rd, that witness named", async () => {
    const { told, locked } = await outcomeOf("report 5, two of three witnesses 8");
    const { reached } = only(told, "misreported-violation");
    expect(reached).toEqual({ soft: 1, material: 3, critical: 6 });
    expect(only(told, "witness-fault").reason).toContain("w3");
    expect(locked).toBeNull();
  });
});

describe("witnesses", () => {
  it("three with three values: disputed, soft, material when it persists", async () => {
    const { told, locked } = await outcomeOf("three witnesses, three values");
    expect(told.map(({ pattern, reached }) => [pattern, reached])).toEqual([
      ["disputed", { soft: 1, material: 3 }],
    ]);
    expect(locked).toBeNull();
  });

  it("two that never agree: the same", async () => {
    const { told } = await outcomeOf("two witnesses that never agree");
    expect(told.map(({ pattern, reached }) => [pattern, reached])).toEqual([
      ["disputed", { soft: 1, material: 3 }],
    ]);
  });

  it("one off by 10^18 for 3 rounds: witness-fault, soft then material, the unit asked about; the rest goes on", async () => {
    const { told } = await outcomeOf("one witness off by 10^18 for 3 rounds");
    expect(told.map(({ pattern, reached }) => [pattern, reached])).toEqual([
      ["witness-fault", { soft: 1, material: 3 }],
    ]);
    expect(told[0]?.reason).toContain("w3");
    expect(told[0]?.reason).toContain("off by 10^18: a unit?");
  });

  it("all gone: no-coverage, soft then material, the missing named", async () => {
    const { told } = await outcomeOf("all witnesses gone");
    const { reached, reason } = only(told, "no-coverage");
    expect(told).toHaveLength(1);
    expect(reached.soft).toBeLessThanOrEqual(3);
    expect(reached.material).toBeLessThanOrEqual(12);
    expect(reason).toContain("w1, w2, w3");
  });

  it("copying each other count once, and where that leaves no quorum it is said", async () => {
    const here = world({ ...declared, quorum: 3 });
    await here.feed([
      ...normals(),
      ...repeat(30, (index) => {
        const value = 5 + 0.001 * index;
        return { value, witnesses: [value + 0.01, value - 0.01, value + 0.01] };
      }),
    ]);
    const { told } = here.outcome();
    const { reason, reached } = only(told, "no-coverage");
    expect(told).toHaveLength(1);
    expect(reached.soft).toBeGreaterThan(8);
    expect(reason).toContain("2 independent witness(es) of the 3 needed, of 3 in all");
    expect(reason).toContain("w1 and w3 count as one");
    expect(reason).not.toContain("missing");
  });
});

describe("a new normal", () => {
  it("a target changed on purpose, and a value that follows: nothing, or one soft that clears", async () => {
    const { told, locked } = await outcomeOf("configuration changes the target to 10, the value follows");
    expect(told.length).toBeLessThanOrEqual(1);
    for (const { reached, resolution } of told) {
      expect(Object.keys(reached)).toEqual(["soft"]);
      expect(resolution).toBe("cleared");
    }
    expect(locked).toBeNull();
  });

  it("accepted with superseded takes one closing, and nothing asks for a person again", async () => {
    const { told, state } = await outcomeOf("value moves to 10, a person closes with superseded");
    expect(told.filter(isBad)).toHaveLength(1);
    expect(told.filter(({ resolution }) => resolution === "superseded")).toHaveLength(1);
    for (const { resolution } of told) expect(resolution).not.toBeNull();
    expect(state.accepted.get("m")?.value).toBeCloseTo(10, 0);
    expect(state.open.size).toBe(0);
  });

  it("is learnt from what was seen meanwhile, also where nothing is declared", async () => {
    const here = world({});
    const noise = seeded(3);
    const near = (value: number): Sample => ({ value: value + 0.1 * (noise() - 0.5) });
    await here.feed(repeat(500, () => near(5)));
    await here.feed(repeat(40, () => near(500)));
    expect(here.outcome().told.filter(isBad)).toHaveLength(1);
    here.close("superseded");
    await here.feed(repeat(100, () => near(500)));
    const { told } = here.outcome();
    expect(told.filter(isBad)).toHaveLength(1);
    for (const { resolution } of told) expect(resolution).not.toBeNull();
  });

  it("closed with remediated is dropped: the value of before is normal, and the next move is news", async () => {
    const { told } = await outcomeOf("value moves to 10 and back, a person closes with remediated");
    expect(told.map(({ reached, resolution }) => [reached, resolution])).toEqual([
      [{ material: 1, critical: 2 }, "remediated"],
    ]);
    const here = world(declared);
    await here.feed(normals());
    const moved = (count: number): Sample[] =>
      normals(count).map(({ value }) => ({ value: value + 5, witnesses: [value + 5, value + 5, value + 5] }));
    await here.feed(moved(30));
    here.close("remediated");
    await here.feed(normals(50));
    expect(here.outcome().told).toHaveLength(1);
    await here.feed(moved(2));
    expect(here.outcome().told[1]?.reached.material).toBeDefined();
  });
});

describe("a slow boil", () => {
  it.each([0.0002, 0.001, 0.005, 0.02])(
    "at %d a sample to 3 times the value is material before it has doubled",
    async (rate) => {
      for (const witnesses of [true, false]) {
        const here = world(declared);
        const doubled = Math.ceil(Math.log(2) / Math.log1p(rate));
        const noise = seeded(9);
        const boil = repeat(Math.ceil(Math.log(3) / Math.log1p(rate)), (index) => {
          const value = (5 + 0.1 * (noise() - 0.5)) * (1 + rate) ** index;
          return witnesses ? { value, witnesses: [value, value, value] } : { value };
        });
        await here.feed([
          ...normals().map(({ value, ...more }) => (witnesses ? { value, ...more } : { value })),
          ...boil,
        ]);
        const material = here
          .outcome()
          .told.map(({ reached }) => reached.material ?? reached.critical ?? Number.NaN);
        expect(Math.min(...material.filter((each) => !Number.isNaN(each)))).toBeLessThan(doubled);
      }
    },
  );

  it.each(["slow boil at 0.02 % a sample, witnesses confirm", "slow boil at 0.1 % a sample, no witnesses"])(
    "%s",
    async (name) => {
      const { told } = await outcomeOf(name);
      const rate = name.includes("0.02") ? 0.0002 : 0.001;
      const material = told.flatMap(({ reached }) => reached.material ?? []);
      expect(material[0]).toBeLessThan(Math.log(2) / Math.log1p(rate));
    },
  );
});

describe("healthy series, nobody at the keyboard: nothing material", () => {
  const day = 288;
  const daily = (minutes: number): number => 40 * Math.sin((2 * Math.PI * minutes) / 1440);
  const weekly = (minutes: number): number => (Math.floor(minutes / 1440) % 7 < 5 ? 0 : -30);
  const series = (
    make: (minutes: number, noise: () => number) => number,
    minutes: readonly number[],
    seed = 1,
  ): Sample[] => {
    const uniform = seeded(seed);
    const noise = () => uniform() + uniform() + uniform() - 1.5;
    return minutes.map((at) => ({ value: make(at, noise), at }));
  };
  const regular = (count: number, every = 5): number[] =>
    Array.from({ length: count }, (_, index) => every * index);
  /** Regular, but for gaps of the given lengths in minutes, one every three days. */
  const gapped = (count: number, gaps: readonly number[]): number[] => {
    let late = 0;
    return Array.from({ length: count }, (_, index) => {
      if (index > 0 && index % (3 * day) === 0) late += gaps[(index / (3 * day) - 1) % gaps.length] ?? 0;
      return 5 * index + late;
    });
  };
  const calm = async (samples: readonly Sample[], metrics: object = {}): Promise<void> => {
    const here = world(metrics, {}, 0);
    await here.feed(samples);
    expect(here.outcome().told.filter(isBad)).toEqual([]);
  };

  it.each([1, 2, 3])("daily, weekly, and both (seed %d)", async (seed) => {
    const minutes = regular(21 * day);
    await calm(series((at, noise) => 100 + daily(at) + 2.5 * noise(), minutes, seed));
    await calm(series((at, noise) => 100 + weekly(at) + 2.5 * noise(), minutes, seed));
    await calm(series((at, noise) => 100 + daily(at) + weekly(at) + 2.5 * noise(), minutes, seed));
  });

  it.each([[[30, 60, 90]], [[360, 720, 1440]], [[3 * 1440]], [[14 * 1440, 2 * 1440 + 300]]])(
    "gaps of %j minutes",
    async (gaps) => {
      const minutes = gapped(15 * day, gaps);
      await calm(series((at, noise) => 100 + daily(at) + 2.5 * noise(), minutes));
      await calm(series((_, noise) => 100 + 2.5 * noise(), minutes));
    },
  );

  it.each(["UTC", "Europe/Berlin"])("a clock that is changed, with season_zone %s", async (season_zone) => {
    // 28 days from the first of March on; the daily habit follows the clock of Berlin, which is changed on the 29th.
    const change = (28 * 24 + 1) * 60;
    const from = 59 * 1440;
    const minutes = regular(35 * day).map((at) => from + at);
    const local = (at: number): number => at + (at - from < change ? 60 : 120);
    await calm(
      series((at, noise) => 100 + daily(local(at)) + 2.5 * noise(), minutes),
      { season_zone },
    );
  });

  it.each([1, 2, 3])("rare counts, and zeros with events (seed %d)", async (seed) => {
    const uniform = seeded(100 + seed);
    await calm(series(() => (uniform() < 1 / 500 ? 1 : 0), regular(4000, 60), seed));
    await calm(series(() => (uniform() < 1 / 100 ? Math.ceil(5 * uniform()) : 0), regular(4000), seed));
  });

  it("zeros with one event", async () => {
    for (const event of [300, 1000, 1900])
      await calm(series((at) => (at === 5 * event ? 20 : 0), regular(2500)));
  });

  it("counters at any rate and interval", async () => {
    let total = 0;
    let before = 0;
    const counter = (at: number, noise: () => number): number => {
      total += (at - before) * (10 + noise());
      before = at;
      return total;
    };
    for (const [first, second] of [
      [5, 1],
      [5, 15],
      [1, 60],
    ] as const) {
      total = before = 0;
      const minutes = [...regular(1500, first), ...regular(1500, second).map((at) => 1500 * first + at)];
      await calm(series(counter, minutes));
    }
  });
});
