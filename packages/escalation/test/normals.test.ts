import { gaussian } from "@mvcrs/test-kit/random";
import { expect, it } from "vitest";
import { heldBack, type Kind, kinds, raisedBy, shiftsFound } from "../scripts/normals.ts";

// A sample of scripts/normals.ts: at most one soft challenge per 3,000 samples of a kind, one material per 30,000.
const series = 8;
const samples = 5000;

it.each(Object.entries({ ...kinds, ...heldBack }))(
  "raises next to nothing on normal series: %s",
  async (_, kind) => {
    let soft = 0;
    let material = 0;
    for (let seed = 1; seed <= series; seed += 1) {
      const raised = await raisedBy(kind, 7919 * seed, samples);
      soft += raised.soft;
      material += raised.material;
    }
    expect(soft).toBeLessThanOrEqual((series * samples) / 3000);
    expect(material).toBe(0);
  },
);

/** A daily cycle with a gap of this many minutes after 3,000 samples, and another 500 samples later. */
const withGaps =
  (gap: number): Kind =>
  (seed) => {
    const normal = gaussian(seed);
    return (index) => {
      const minutes = 5 * index + gap * (index >= 3000 ? (index >= 3500 ? 2 : 1) : 0);
      return [100 + 40 * Math.sin((2 * Math.PI * minutes) / 1440) + 2 * normal(), minutes];
    };
  };

it.each([30, 60, 360, 1440, 4320, 10_080, 20_160])(
  "raises nothing material after a gap of %d minutes",
  async (gap) => {
    expect(await raisedBy(withGaps(gap), gap, samples)).toMatchObject({ material: 0 });
  },
);

it("tells of lasting shifts by three noise units within 40 samples", async () => {
  expect(await shiftsFound(15)).toBeGreaterThanOrEqual(14);
});
