import { sha256Hex } from "@mvcrs/canonical/sha256";
import type { TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { orchestratorErrors } from "./errors.ts";
import { address, formatDocument, instant, wholeNumber } from "./internal/document.ts";
import type { OrchestratorPaths } from "./paths.ts";
import type { Scoreboard } from "./scoreboard.ts";

/** As they are in every file, so that its readers need not look anywhere else. */
export const cultureRewardRules = [
  "Who was ever slashed gets nothing; who has no win gets nothing.",
  "Agents are ranked by wins, then by fewer losses, then by address; the first ones up to the number of places share.",
  "A share is total x wins / wins of all who share, rounded down.",
  "What rounding leaves goes, one unit each, to the largest remainders; of equal ones to the better rank.",
] as const;

export const cultureRewardsSchema = z.strictObject({
  version: z.literal(1),
  generatedAt: instant,
  total: wholeNumber,
  top: z.int().min(1),
  rules: z.array(z.string()),
  scoreboard: z.strictObject({ updatedAt: instant, lastRun: z.int(), sha256: z.string() }),
  rewards: z.array(
    z.strictObject({
      rank: z.int().min(1),
      address,
      wins: z.int(),
      losses: z.int(),
      amount: wholeNumber,
    }),
  ),
  excluded: z.array(
    z.strictObject({
      address,
      wins: z.int(),
      reason: z.enum(["slashed", "no wins", "below the last place"]),
    }),
  ),
});

export type CultureRewards = z.infer<typeof cultureRewardsSchema>;

/**
 * Shares `total` (whole units above zero) by wins among the first `top` (1 to 10,000) agents, exactly to the unit.
 *
 * @throws BAD_TOTAL, BAD_TOP, NO_ELIGIBLE_AGENT
 */
export function cultureRewards(request: {
  readonly scoreboard: Scoreboard;
  readonly total: bigint;
  readonly top: number;
  readonly at: string;
}): CultureRewards {
  const { scoreboard, total, top, at } = request;
  if (total < 1n) throw orchestratorErrors.create("BAD_TOTAL", { value: total.toString() });
  if (!Number.isInteger(top) || top < 1 || top > 10_000)
    throw orchestratorErrors.create("BAD_TOP", { value: String(top) });
  const agents = Object.entries(scoreboard.agents).map(([account, score]) => ({
    address: account,
    ...score,
  }));
  const ranked = agents
    .filter(({ wins, slashes }) => wins > 0 && slashes === 0)
    .sort((a, b) => b.wins - a.wins || a.losses - b.losses || compare(a.address, b.address));
  const sharing = ranked.slice(0, top);
  if (sharing.length === 0)
    throw orchestratorErrors.create("NO_ELIGIBLE_AGENT", { total: total.toString(), agents: agents.length });
  const amounts = largestRemainder(
    total,
    sharing.map(({ wins }) => BigInt(wins)),
  );
  const below = new Set(ranked.slice(top).map((agent) => agent.address));
  return {
    version: 1,
    generatedAt: at,
    total: total.toString(),
    top,
    rules: [...cultureRewardRules],
    scoreboard: {
      updatedAt: scoreboard.updatedAt,
      lastRun: scoreboard.lastRun,
      sha256: sha256Hex(formatDocument(scoreboard)),
    },
    rewards: sharing.map(({ address: account, wins, losses }, index) => ({
      rank: index + 1,
      address: account,
      wins,
      losses,
      amount: (amounts[index] ?? 0n).toString(),
    })),
    excluded: agents
      .filter((agent) => !sharing.some(({ address: account }) => account === agent.address))
      .map(({ address: account, wins, slashes }) => ({
        address: account,
        wins,
        reason:
          slashes > 0
            ? ("slashed" as const)
            : below.has(account)
              ? ("below the last place" as const)
              : ("no wins" as const),
      }))
      .sort((a, b) => compare(a.address, b.address)),
  };
}

/** Writes them where the runbook says. */
export const writeCultureRewards = (
  files: TextFiles,
  { cultureRewards: path }: Pick<OrchestratorPaths, "cultureRewards">,
  rewards: CultureRewards,
): Promise<void> => files.write(path, formatDocument(rewards));

/**
 * Shares `total` in proportion to `weights` (at least one above zero), exactly (Hamilton's method).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { largestRemainder } from "@selfplay/orchestrator";
 *
 * assert.deepEqual(largestRemainder(100n, [1n, 1n, 1n]), [34n, 33n, 33n]);
 * ```
 */
export function largestRemainder(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  const shares = weights.map((weight) => (total * weight) / sum);
  const left = total - shares.reduce((all, share) => all + share, 0n);
  // Fewer units are left than there are weights, so nobody gets two.
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, Number(left))) shares[index] = (shares[index] ?? 0n) + 1n;
  return shares;
}

const compare = (a: string, b: string): number => {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** A total as written on a command line. @throws BAD_TOTAL */
export function parseTotal(text: string): bigint {
  if (!/^[1-9]\d{0,77}$/.test(text)) throw orchestratorErrors.create("BAD_TOTAL", { value: text });
  return BigInt(text);
}

/** A number of places as written on a command line. @throws BAD_TOP */
export function parseTop(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > 10_000)
    throw orchestratorErrors.create("BAD_TOP", { value: text });
  return Number(text);
}
