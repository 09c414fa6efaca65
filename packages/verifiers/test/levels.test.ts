import { describe, expect, it } from "vitest";
import {
  defaultThresholds,
  type Level,
  type Pattern,
  type Verdicts,
  type VerifierName,
} from "../src/index.ts";
import { type Evidence, noEvidence } from "../src/internal/evidence.ts";
import { type Decision, decide, gradesOf, isAtLeast, isVote, worse } from "../src/levels.ts";

const rules = { thresholds: defaultThresholds, confidenceFloor: 0.5, dissentPersistence: 3 };
/** A deviation of each level. */
const size = { none: 0, soft: 0.1, material: 0.2, critical: 0.5 } as const;

const vote = <Name extends VerifierName>(verifier: Name, deviation: number, confidence = 1) =>
  ({ verifier, status: "voted", expected: null, deviation, confidence, reason: "" }) as const;
const abstain = <Name extends VerifierName>(verifier: Name) =>
  ({ verifier, status: "abstained", expected: null, deviation: 0, confidence: 0, reason: "" }) as const;

interface Scene {
  readonly policy?: Level;
  /** A level of the report's distance from the witnesses; `unconfirmed` without a quorum. */
  readonly consensus?: Level | "unconfirmed" | "disputed";
  readonly forecast?: Level;
  readonly hard?: boolean;
  readonly contested?: boolean;
  readonly reportBreaks?: boolean;
  readonly standsOut?: boolean;
  readonly evidence?: Partial<Evidence>;
  readonly persistence?: number;
}

function verdictsOf({
  policy = "none",
  consensus = "none",
  forecast = "none",
  hard = false,
}: Scene): Verdicts {
  const said =
    consensus === "unconfirmed"
      ? abstain("consensus")
      : consensus === "disputed"
        ? { ...abstain("consensus"), disputed: true as const }
        : vote("consensus", size[consensus]);
  const broken = [{ rule: hard ? ("bounds" as const) : ("target" as const), deviation: size[policy] }];
  return {
    policy: { ...vote("policy", size[policy]), ...(policy === "none" ? null : { broken }) },
    consensus: said,
    forecast: vote("forecast", size[forecast]),
  };
}

/** A report of which nothing more is known. */
const plain = { contested: false, reportBreaks: false };

function decided(scene: Scene): Decision {
  const verdicts = verdictsOf(scene);
  const with_ = { ...rules, dissentPersistence: scene.persistence ?? rules.dissentPersistence };
  const evidence = { ...noEvidence(), ...scene.evidence };
  return decide(
    verdicts,
    gradesOf(verdicts, with_, {
      contested: scene.contested ?? false,
      reportBreaks: scene.reportBreaks ?? false,
    }),
    evidence,
    with_,
    scene.standsOut ?? false,
  );
}
const level = (scene: Scene): Level => decided(scene).level;

/** Evidence in each of the last `count` observations. */
const last = (count: number): number => 2 ** count - 1;
/** The same, in every `gap`-th observation, this one included. */
const every = (gap: number, count: number): number =>
  Array.from({ length: count }, (_, index) => 2 ** (gap * index)).reduce((sum, each) => sum + each, 0);

describe("the grades of an observation", () => {
  it("start each level at its threshold", () => {
    for (const [deviation, grade] of [
      [0.0499, "none"],
      [0.05, "soft"],
      [0.1499, "soft"],
      [0.15, "material"],
      [0.2999, "material"],
      [0.3, "critical"],
    ] as const) {
      const all = {
        policy: vote("policy", deviation),
        consensus: vote("consensus", deviation),
        forecast: vote("forecast", deviation),
      };
      expect(gradesOf(all, rules, plain)).toMatchObject({
        policy: grade,
        consensus: grade,
        forecast: grade,
        votes: 3,
      });
    }
  });

  it("take for a vote only what is well formed and sure enough", () => {
    expect(isVote(vote("policy", 0.4, 0.5), 0.5)).toBe(true);
    for (const bad of [
      abstain("policy"),
      vote("policy", 0.4, 0.49),
      vote("policy", 0.4, 1.01),
      vote("policy", 0.4, Number.NaN),
      vote("policy", -0.1),
      vote("policy", Number.NaN),
      vote("policy", Number.POSITIVE_INFINITY),
    ]) {
      expect(isVote(bad, 0.5)).toBe(false);
      const all = { ...verdictsOf({}), policy: bad };
      expect(gradesOf(all, rules, plain)).toMatchObject({ policy: "none", votes: 2 });
    }
  });

  it("say what is known of the value", () => {
    const of = (scene: Scene) => gradesOf(verdictsOf(scene), rules, plain).confirmation;
    expect(of({})).toBe("confirmed");
    expect(of({ consensus: "critical" })).toBe("confirmed");
    expect(of({ consensus: "unconfirmed" })).toBe("unconfirmed");
    expect(of({ consensus: "disputed" })).toBe("disputed");
    const unsure = { ...verdictsOf({}), consensus: vote("consensus", 0, 0.4) };
    expect(gradesOf(unsure, rules, plain).confirmation).toBe("unconfirmed");
  });

  it("tell a rule without degrees from the others", () => {
    for (const [rule, hard] of [
      ["bounds", true],
      ["allowed", true],
      ["lock", true],
      ["target", false],
      ["soft_bounds", false],
      ["max_rate", false],
      ["monotone", false],
      ["staleness", false],
    ] as const) {
      const policy = { ...vote("policy", 0.5), broken: [{ rule, deviation: 0.5 }] };
      expect(gradesOf({ ...verdictsOf({}), policy }, rules, plain).hard, rule).toBe(hard);
    }
  });

  it("are ordered", () => {
    const levels = ["none", "soft", "material", "critical"] as const;
    levels.forEach((a, i) => {
      levels.forEach((b, j) => {
        expect(isAtLeast(a, b)).toBe(i >= j);
        expect(worse(a, b)).toBe(levels[Math.max(i, j)]);
      });
    });
  });
});

describe("is the true value acceptable?", () => {
  it("soft violations are soft, and a person is asked where 24 of 32 are", () => {
    expect(level({ policy: "soft", evidence: { soft: last(23) } })).toBe("soft");
    expect(level({ policy: "soft", evidence: { soft: last(24) } })).toBe("material");
    expect(level({ policy: "soft", consensus: "unconfirmed", evidence: { soft: last(32) } })).toBe(
      "material",
    );
  });

  it("confirmed: material at once, critical at the second of eight, or at once beyond a hard bound", () => {
    const confirmed = (policy: Level, critical: number, hard = false) =>
      level({ policy, hard, evidence: { soft: 1, material: 1, critical } });
    expect(confirmed("material", 0)).toBe("material");
    expect(confirmed("material", 0b1110)).toBe("material");
    expect(confirmed("critical", 1)).toBe("material");
    expect(confirmed("critical", 0b11)).toBe("critical");
    expect(confirmed("critical", 0b1000_0001)).toBe("critical");
    expect(confirmed("critical", 0b1_0000_0001)).toBe("material");
    expect(confirmed("critical", 1, true)).toBe("critical");
  });

  it("unconfirmed: one observation more for each level", () => {
    const alone = (policy: Level, more: Partial<Evidence>, hard = false) =>
      level({ policy, hard, consensus: "unconfirmed", evidence: more });
    expect(alone("material", { material: 1 })).toBe("soft");
    expect(alone("material", { material: 0b1000_0001 })).toBe("material");
    expect(alone("material", { material: 0b1_0000_0001 })).toBe("soft");
    expect(alone("material", { material: last(8), critical: 0b110 })).toBe("material");
    expect(alone("critical", { material: 1, critical: 1 })).toBe("material");
    expect(alone("critical", { material: 1, critical: 1 }, true)).toBe("material");
    expect(alone("critical", { material: 0b11, critical: 0b11 })).toBe("critical");
    expect(alone("critical", { material: 0b1_0000_0001, critical: 0b1_0000_0001 })).toBe("material");
  });

  it("disputed: soft, material at the third of eight, never critical", () => {
    const disputed = (policy: Level, bits: number) =>
      level({ policy, hard: true, consensus: "disputed", evidence: { material: bits, critical: bits } });
    expect(disputed("material", 0b11)).toBe("soft");
    expect(disputed("critical", 0b11)).toBe("soft");
    expect(disputed("critical", 0b1100_0001)).toBe("material");
    expect(disputed("critical", 0b1_1000_0001)).toBe("soft");
    expect(disputed("critical", last(32))).toBe("material");
  });

  it("confirmed against the report: material at once, critical at the third of eight", () => {
    const misreported = (policy: Level, bits: number) =>
      level({ policy, hard: true, consensus: "soft", evidence: { material: bits, critical: bits } });
    expect(misreported("material", 1)).toBe("material");
    expect(misreported("critical", 0b11)).toBe("material");
    expect(misreported("critical", every(3, 3))).toBe("critical");
    expect(misreported("critical", 0b1_1000_0001)).toBe("material");
  });

  it("confirmed against the report and one witness: material at the third of eight, critical at the sixth of twelve", () => {
    const contested = (bits: number, critical = bits) =>
      level({
        policy: "critical",
        hard: true,
        consensus: "soft",
        contested: true,
        evidence: { material: bits, critical },
      });
    expect(contested(0b11)).toBe("soft");
    expect(contested(0b1_1000_0001)).toBe("soft");
    expect(contested(every(3, 3))).toBe("material");
    expect(contested(last(5))).toBe("material");
    expect(contested(every(2, 6))).toBe("critical");
    expect(contested(last(5) + 2 ** 12)).toBe("material");
    expect(contested(last(8), last(5))).toBe("material");
  });

  it("goes by the configured persistence", () => {
    const scene = { policy: "critical", consensus: "disputed", evidence: { material: last(3) } } as const;
    expect(level({ ...scene, persistence: 4 })).toBe("soft");
    expect(level({ ...scene, persistence: 3 })).toBe("material");
    expect(level({ consensus: "critical", evidence: { falseMaterial: 1 }, persistence: 1 })).toBe("material");
  });
});

describe("is the report true?", () => {
  it("soft, material at the third of eight, critical about the source at the sixth of twelve", () => {
    const source = (consensus: Level, bits: number) =>
      level({ consensus, evidence: { falseSoft: bits, falseMaterial: bits, falseCritical: bits } });
    expect(source("none", last(12))).toBe("none");
    expect(source("critical", 0b11)).toBe("soft");
    expect(source("critical", every(3, 3))).toBe("material");
    expect(source("critical", 0b1_1000_0001)).toBe("soft");
    expect(source("critical", last(5))).toBe("material");
    expect(source("critical", every(2, 6))).toBe("critical");
    expect(source("critical", last(5) + 2 ** 12)).toBe("material");
    // What is only a little off now is not critical for what was.
    expect(source("material", last(12))).toBe("material");
    expect(source("soft", last(12))).toBe("material");
  });

  it("soft ones alone stay soft", () => {
    expect(level({ consensus: "soft", evidence: { falseSoft: last(32) } })).toBe("soft");
  });
});

describe("is it usual, and do the witnesses agree?", () => {
  it("history alone is soft, however strange, and material where it stands out", () => {
    for (const forecast of ["soft", "material", "critical"] as const) {
      expect(level({ forecast, evidence: { unusual: last(32), extreme: last(32) } })).toBe("soft");
      expect(level({ forecast, standsOut: true })).toBe("material");
    }
    expect(level({ standsOut: true })).toBe("material");
    expect(decided({ standsOut: true }).pattern).toBe("drift");
  });

  it("a dispute is soft, and material at the third of eight", () => {
    expect(level({ consensus: "disputed", evidence: { disputed: 0b11 } })).toBe("soft");
    expect(level({ consensus: "disputed", evidence: { disputed: every(3, 3) } })).toBe("material");
    expect(level({ consensus: "disputed", evidence: { disputed: 0b1_1000_0001 } })).toBe("soft");
    expect(decided({ consensus: "disputed", evidence: { disputed: 1 } })).toMatchObject({
      pattern: "disputed",
      count: 1,
    });
  });
});

describe("a decision", () => {
  it("names the pattern by who deviates", () => {
    const cases: readonly (readonly [Level, Level, Level, Pattern | null])[] = [
      ["critical", "none", "critical", "unauthorised-change"],
      ["none", "critical", "none", "false-report"],
      ["none", "none", "critical", "drift"],
      ["critical", "none", "none", "standing-violation"],
      ["none", "critical", "critical", "reporter-fault"],
      ["critical", "critical", "none", "misreported-violation"],
      ["critical", "critical", "critical", "misreported-violation"],
      ["none", "none", "none", null],
    ];
    for (const [policy, consensus, forecast, pattern] of cases)
      expect(decided({ policy, consensus, forecast }).pattern, `${policy} ${consensus} ${forecast}`).toBe(
        pattern,
      );
    const all = { policy: "critical", consensus: "critical", forecast: "critical" } as const;
    expect(decided({ ...all, reportBreaks: true }).pattern).toBe("breakdown");
  });

  it("gives the deviation and the count of what decided", () => {
    const evidence = {
      soft: 0b101,
      material: 1,
      critical: 1,
      falseSoft: 0b111,
      falseMaterial: 0b111,
      unusual: 0b1111,
    };
    expect(decided({ policy: "material", consensus: "soft", evidence })).toMatchObject({
      deviation: 0.2,
      count: 2,
    });
    expect(decided({ consensus: "material", forecast: "soft", evidence })).toMatchObject({
      level: "material",
      deviation: 0.2,
      count: 3,
    });
    expect(decided({ forecast: "soft", evidence })).toMatchObject({ deviation: 0.1, count: 4 });
    expect(decided({})).toEqual({ level: "none", pattern: null, deviation: 0, dissent: null, count: 0 });
  });

  it("names who alone sees a material deviation, where others voted", () => {
    expect(decided({ policy: "critical" }).dissent).toBe("policy");
    expect(decided({ consensus: "material", forecast: "soft" }).dissent).toBe("consensus");
    expect(decided({ forecast: "critical" }).dissent).toBe("forecast");
    expect(decided({ policy: "critical", forecast: "material" }).dissent).toBeNull();
    expect(decided({ policy: "soft" }).dissent).toBeNull();
    const verdicts = {
      ...verdictsOf({ policy: "critical", consensus: "unconfirmed" }),
      forecast: abstain("forecast"),
    };
    const grades = gradesOf(verdicts, rules, plain);
    expect(decide(verdicts, grades, { ...noEvidence(), critical: 1 }, rules, false).dissent).toBeNull();
  });
});
