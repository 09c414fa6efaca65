import { errorCode } from "@mvcrs/test-kit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AgentScore,
  cultureRewards,
  cultureRewardsSchema,
  largestRemainder,
  parseTop,
  parseTotal,
  type Scoreboard,
} from "../src/index.ts";
import { emptyScoreboard } from "../src/scoreboard.ts";

const at = "2026-11-22T00:00:00.000Z";
const address = (index: number) => `0x${index.toString(16).padStart(40, "0")}`;
const agent = (wins: number, losses = 0, slashes = 0): AgentScore => ({
  wins,
  losses,
  slashes,
  slashed: "0",
  strikes: {},
  notes: [],
  updatedAt: at,
});
const board = (...agents: readonly AgentScore[]): Scoreboard => ({
  ...emptyScoreboard("31337", address(0xa), at),
  agents: Object.fromEntries(agents.map((score, index) => [address(index + 1), score])),
});
const shares = (scoreboard: Scoreboard, total: bigint, top: number) =>
  cultureRewards({ scoreboard, total, top, at }).rewards.map(({ address, amount }) => [address, amount]);

describe("largestRemainder", () => {
  it("gives each the rounded-down share or one more, in order, and sums exactly", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 30n }),
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 6n }), { minLength: 1, maxLength: 50 }),
        (total, weights) => {
          const sum = weights.reduce((all, weight) => all + weight, 0n);
          const given = largestRemainder(total, weights);
          expect(given.reduce((all, share) => all + share, 0n)).toBe(total);
          for (const [index, share] of given.entries()) {
            const floor = (total * (weights[index] ?? 0n)) / sum;
            expect(share === floor || share === floor + 1n).toBe(true);
          }
          // Who has more weight never gets less.
          for (const [i, a] of weights.entries())
            for (const [j, b] of weights.entries())
              if (a > b) expect((given[i] ?? 0n) >= (given[j] ?? 0n)).toBe(true);
        },
      ),
    );
  });

  it("gives what is left to the largest remainders", () => {
    // Quotas 3.33, 3.33, 3.33 and 1.4, 1.2, 0.4: worked out by hand.
    expect(largestRemainder(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
    expect(largestRemainder(3n, [7n, 6n, 2n])).toEqual([2n, 1n, 0n]);
  });
});

describe("cultureRewards", () => {
  it("ranks by wins, then fewer losses, then address, and shares among the first places", () => {
    const ties = board(agent(2, 3), agent(2, 1), agent(5, 9), agent(2, 1));
    expect(shares(ties, 1500n, 8)).toEqual([
      [address(3), "682"],
      [address(2), "273"],
      [address(4), "273"],
      [address(1), "272"],
    ]);
    expect(shares(ties, 10n, 2)).toEqual([
      [address(3), "7"],
      [address(2), "3"],
    ]);
  });

  it("gives nothing to who was slashed or has no win, and says why", () => {
    const rewards = cultureRewards({
      scoreboard: board(agent(9, 0, 1), agent(1), agent(0, 4), agent(1, 5)),
      total: 100n,
      top: 1,
      at,
    });
    expect(cultureRewardsSchema.parse(rewards)).toEqual(rewards);
    expect(rewards.rewards).toMatchObject([{ rank: 1, address: address(2), amount: "100" }]);
    expect(rewards.excluded.map(({ address, reason }) => [address, reason])).toEqual([
      [address(1), "slashed"],
      [address(3), "no wins"],
      [address(4), "below the last place"],
    ]);
  });

  it("refuses what cannot be shared", async () => {
    const scoreboard = board(agent(1, 0, 1));
    expect(await errorCode(() => shares(scoreboard, 1n, 1))).toBe("NO_ELIGIBLE_AGENT");
    expect(await errorCode(() => shares(board(agent(1)), 0n, 1))).toBe("BAD_TOTAL");
    for (const top of [0, 1.5, 10_001, Number.NaN])
      expect(await errorCode(() => shares(board(agent(1)), 1n, top))).toBe("BAD_TOP");
    for (const text of ["", "0", "-1", "1.5", "1e3", "01", "1 500", "0x10"])
      expect(await errorCode(() => parseTotal(text))).toBe("BAD_TOTAL");
    for (const text of ["", "0", "-1", "10001", "8.0"])
      expect(await errorCode(() => parseTop(text))).toBe("BAD_TOP");
    expect([parseTotal("1500"), parseTop("8")]).toEqual([1500n, 8]);
  });
});
