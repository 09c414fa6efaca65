import { gaussian } from "@mvcrs/test-kit/random";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Assessment, familyOf, type Level, type Witness } from "../src/index.ts";
import { isAtLeast } from "../src/levels.ts";
import { type MetricInput, panelWith, signalAt } from "./support/signals.ts";

// The guarantees of docs/verdicts.md, through the whole panel. Three witnesses, one party of the four lies as it likes.

const declared: MetricInput = {
  target: 100,
  tolerance: 10,
  tolerance_kind: "absolute",
  bounds: { min: 0, max: 200 },
};
const persistence = 3;

/** What a party says that need not be true; `copy` is what another witness says, to the last bit. */
type Lie = { readonly say: number } | "truth" | "copy" | "silence";
const number = fc.oneof(
  fc.constantFrom(0, 100, 150, 160, 1e9, -1e9, 1e-110),
  fc.double({ min: -300, max: 300, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const lie = (): fc.Arbitrary<Lie> =>
  fc.oneof(
    { weight: 3, arbitrary: number.map((say) => ({ say })) },
    { weight: 2, arbitrary: fc.constantFrom<Lie>("truth", "copy", "silence") },
  );
/** Lies that change by the observation, and patient ones: the same for long, then another. */
const lies = fc.oneof(
  fc.array(lie(), { minLength: 1, maxLength: 40 }),
  fc
    .array(fc.tuple(lie(), fc.integer({ min: 1, max: 15 })), { minLength: 1, maxLength: 5 })
    .map((runs) => runs.flatMap(([each, times]) => Array.from({ length: times }, () => each))),
);

interface World {
  /** The true value of each observation. */
  readonly truth: readonly number[];
  readonly reporter?: readonly Lie[] | undefined;
  readonly witness?: readonly Lie[] | undefined;
  readonly entry?: MetricInput;
  readonly calm?: number;
}

/** Some calm observations, then what the world is. Honest witnesses see the truth with a little noise of their own. */
function observe({ truth, reporter, witness, entry = declared, calm = 40 }: World): Assessment[] {
  const panel = panelWith({ "test.metric": entry });
  const noise = gaussian(11);
  const all = Array.from({ length: calm + truth.length }, (_, index) => {
    const since = index - calm;
    const real = since < 0 ? 100 : (truth[since] ?? 100);
    const seen = [1, 2, 3].map(() => real + 0.1 * noise());
    const said = (lie: Lie | undefined, honest: number): number | null =>
      lie === undefined || lie === "truth"
        ? honest
        : lie === "copy"
          ? (seen[1] ?? 0)
          : lie === "silence"
            ? null
            : lie.say;
    const third = said(since < 0 ? undefined : witness?.[since], seen[2] ?? 0);
    const witnesses: Witness[] = [
      { source: "w1", value: seen[0] ?? 0 },
      { source: "w2", value: seen[1] ?? 0 },
      ...(third === null ? [] : [{ source: "w3", value: third }]),
    ];
    const honest = real + 0.1 * noise();
    const value = said(since < 0 ? undefined : reporter?.[since], honest) ?? honest;
    return panel.judge(signalAt(index, value, { witnesses }));
  });
  return all.slice(calm);
}
const calmTruth = (length: number) => Array.from({ length }, () => 100);
/** A violation is never without a level, and material by the third observation at the latest. */
const expectMaterialInTime = (seen: readonly Assessment[]): void =>
  seen.forEach(({ level }, index) => {
    expect(level).not.toBe("none");
    if (index + 1 >= persistence) expect(isAtLeast(level, "material"), `observation ${index + 1}`).toBe(true);
  });
const aboutValue = ({ pattern }: Assessment) => pattern !== null && familyOf(pattern) === "value";

describe("where a quorum of witnesses is there", () => {
  it("a reporter alone cannot make anything of the value, whatever it says: what is wrong is said of the source", () => {
    fc.assert(
      fc.property(lies, (reporter) => {
        for (const each of observe({ truth: calmTruth(reporter.length), reporter })) {
          expect(aboutValue(each)).toBe(false);
          expect(each.value).toBeGreaterThan(95);
          expect(each.value).toBeLessThan(105);
          for (const finding of each.findings) expect(finding.level).not.toBe("critical");
        }
      }),
      { numRuns: 300 },
    );
  });

  it("the operator of one witness alone cannot make the value material, let alone critical", () => {
    fc.assert(
      fc.property(lies, (witness) => {
        for (const each of observe({ truth: calmTruth(witness.length), witness })) {
          expect(aboutValue(each)).toBe(false);
          expect(each.level).not.toBe("critical");
          // At the worst nothing is confirmed for a while, and that is said.
          if (each.level === "material") expect(each.pattern).toBe("disputed");
          for (const finding of each.findings) expect(finding.level).not.toBe("critical");
        }
      }),
      { numRuns: 300 },
    );
  });

  it("the forecast alone cannot make a declared value material, however it moves within what is declared", () => {
    const inside = fc.array(fc.double({ min: 90.5, max: 109.5, noNaN: true }), {
      minLength: 1,
      maxLength: 120,
    });
    fc.assert(
      fc.property(inside, (truth) => {
        for (const each of observe({ truth, calm: 60 })) {
          expect(isAtLeast(each.level, "material")).toBe(false);
          if (each.level === "soft") expect(each.pattern).toBe("drift");
        }
      }),
      { numRuns: 100 },
    );
  });

  it("the forecast alone makes nothing critical where nothing is declared either", () => {
    const any = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(any, fc.boolean(), (truth, forLong) => {
        const values = forLong ? truth.flatMap((each) => Array.from({ length: 5 }, () => each)) : truth;
        const panel = panelWith({});
        const noise = gaussian(3);
        for (let index = 0; index < 60; index += 1) panel.judge(signalAt(index, 100 + noise()));
        values.forEach((value, index) => {
          const { level, findings } = panel.judge(signalAt(60 + index, value));
          expect(level).not.toBe("critical");
          for (const finding of findings) expect(finding.level).not.toBe("critical");
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe("nobody hides what two others see", () => {
  const violation = (length: number) => Array.from({ length }, () => 160);

  it("a reporter that denies it: material at once, critical at the third observation at the latest", () => {
    fc.assert(
      fc.property(lies, (reporter) => {
        const levels = observe({ truth: violation(reporter.length), reporter }).map(({ level }) => level);
        levels.forEach((level, index) => {
          expect(isAtLeast(level, "material"), `observation ${index + 1}`).toBe(true);
          if (index + 1 >= persistence) expect(level).toBe("critical");
        });
      }),
      { numRuns: 300 },
    );
  });

  it("one witness that denies it, seen by the reporter and two witnesses: material by the third observation", () => {
    fc.assert(
      fc.property(lies, lies, (before, witness) => {
        const truth = [...calmTruth(before.length), ...violation(witness.length)];
        const after = observe({ truth, witness: [...before, ...witness] }).slice(before.length);
        expectMaterialInTime(after);
      }),
      { numRuns: 300 },
    );
  });

  it("not even one that first repeated another witness, so that both count as one, and then parts with it", () => {
    const before = Array.from({ length: 12 }, (): Lie => "copy");
    const after = Array.from({ length: 4 }, (): Lie => ({ say: 100 }));
    const truth = [...calmTruth(12), ...violation(4)];
    const all = observe({ truth, witness: [...before, ...after] });
    expect(all[11]?.verdicts.consensus.dependent).toEqual([["w2", "w3"]]);
    // They count as one only while they say the same.
    const seen = all.slice(12).map(({ level, confirmation }) => `${level} ${confirmation}`);
    expect(seen).toEqual([
      "material confirmed",
      "critical confirmed",
      "critical confirmed",
      "critical confirmed",
    ]);
  });

  it("the reporter and one witness together: material by the third observation of the violation", () => {
    fc.assert(
      fc.property(lies, lies, (reporter, witness) => {
        const length = Math.min(reporter.length, witness.length);
        expectMaterialInTime(observe({ truth: violation(length), reporter, witness }));
      }),
      { numRuns: 300 },
    );
  });
});

describe("by how many of the last few, and not by unbroken runs", () => {
  const times = fc.array(fc.boolean(), { minLength: 1, maxLength: 60 });
  const within = (shown: readonly boolean[], index: number, window: number): number =>
    shown.slice(Math.max(0, index - window + 1), index + 1).filter(Boolean).length;
  /** The level of each observation in which the lie or the violation shows; null for the others. */
  const levels = (shown: readonly boolean[], make: (on: boolean) => World): (Level | null)[] => {
    const world = shown.map((on) => make(on));
    const all = observe({
      truth: world.map(({ truth }) => truth[0] ?? 100),
      reporter: world.map(({ reporter }) => reporter?.[0] ?? "truth"),
      witness: world.map(({ witness }) => witness?.[0] ?? "truth"),
      entry: { ...declared, forecast: "off" },
    });
    return all.map(({ level }, index) => (shown[index] === true ? level : null));
  };
  const check = (make: (on: boolean) => World, right: (shown: readonly boolean[], index: number) => Level) =>
    fc.assert(
      fc.property(times, (shown) => {
        levels(shown, make).forEach((level, index) => {
          if (level !== null) expect(level, `${index}`).toBe(right(shown, index));
        });
      }),
      { numRuns: 100 },
    );

  it("a false report: soft, material at 3 of 8, critical about the source at 6 of 12", () => {
    check(
      (on) => ({ truth: [100], reporter: [on ? { say: 500 } : "truth"] }),
      (shown, index) =>
        within(shown, index, 12) >= 6
          ? "critical"
          : within(shown, index, 8) >= persistence
            ? "material"
            : "soft",
    );
  });

  it("a confirmed violation: material at once, critical at 2 of 8", () => {
    check(
      (on) => ({ truth: [on ? 160 : 100] }),
      (shown, index) => (within(shown, index, 8) >= 2 ? "critical" : "material"),
    );
  });

  it("a violation that the report hides: material at once, critical at 3 of 8", () => {
    check(
      (on) => ({ truth: [on ? 160 : 100], reporter: [{ say: 100 }] }),
      (shown, index) => (within(shown, index, 8) >= persistence ? "critical" : "material"),
    );
  });

  it("a violation that the report and one witness hide: soft, material at 3 of 8, critical at 6 of 12", () => {
    check(
      (on) => ({ truth: [on ? 160 : 100], reporter: [{ say: 100 }], witness: [on ? { say: 100 } : "truth"] }),
      (shown, index) =>
        within(shown, index, 12) >= 6
          ? "critical"
          : within(shown, index, 8) >= persistence
            ? "material"
            : "soft",
    );
  });

  it("a lasting false report ends critical about its source, with the reporter's pattern", () => {
    const all = observe({ truth: calmTruth(20), reporter: Array.from({ length: 20 }, () => ({ say: 500 })) });
    expect(all.map(({ level }) => level).slice(0, 7)).toEqual([
      "soft",
      "soft",
      "material",
      "material",
      "material",
      "critical",
      "critical",
    ]);
    expect(new Set(all.map(({ pattern }) => pattern))).toEqual(new Set(["false-report"]));
    expect(all.at(-1)?.confirmation).toBe("confirmed");
  });
});

describe("where there are no witnesses", () => {
  it("the reporter is the only evidence: it costs one more observation, and is said", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(100, 120, 160), { minLength: 1, maxLength: 60 }), (values) => {
        const panel = panelWith({ "test.metric": { ...declared, forecast: "off" } });
        const within = (index: number, least: number): number =>
          values.slice(Math.max(0, index - 7), index + 1).filter((each) => each >= least).length;
        values.forEach((value, index) => {
          const seen = panel.judge(signalAt(index, value));
          const right =
            value === 100
              ? "none"
              : value === 120
                ? within(index, 120) >= 2
                  ? "material"
                  : "soft"
                : within(index, 160) >= 2
                  ? "critical"
                  : "material";
          expect(seen.level).toBe(right);
          expect(seen.confirmation).toBe("unconfirmed");
          if (right !== "none") expect(seen.reason).toContain("unconfirmed");
        });
      }),
    );
  });
});
