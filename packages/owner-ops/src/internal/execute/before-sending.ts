import type { Rpc } from "@mvcrs/evm";
import { ask, capped, latestBlock, marketFees, marketOf, quantity } from "@mvcrs/evm";
import { formatUnits } from "ethers/utils";
import { ownerErrors } from "../../errors.ts";
import type { ExecuteOptions } from "../../execute-options.ts";
import type { Plan } from "../../plan.ts";
import { driftOf } from "../../replan.ts";
import { failuresOf, type Simulation, simulatePlan } from "../../simulate.ts";

/** A step that only works after the ones before cannot be estimated yet; no owner call takes more than this. */
export const ampleGas = 400_000n;

/**
 * Drift, simulation and funds, before the intent is recorded. What the caller has just looked at itself, at the block
 * that is still the newest, is not looked at again.
 *
 * @returns the most per gas that may be offered: less than the cap where a pause has to do with what the account holds
 * @throws PLAN_DRIFTED, ENDPOINTS_DISAGREE, SIMULATION_FAILED, FEE_ABOVE_CAP, FUNDS_TOO_LOW, what `rpc.request` throws
 */
export async function assertStillTrue(plan: Plan, options: ExecuteOptions): Promise<bigint> {
  const { rpc, secondRpc, now, checked } = options;
  const [market, balance, block] = await Promise.all([
    marketOf(rpc),
    ask(rpc, quantity, "eth_getBalance", plan.sender, "latest"),
    latestBlock(rpc),
  ]);
  let simulation =
    checked?.blockHash === block.hash && secondRpc === undefined ? checked.simulation : undefined;
  if (simulation === undefined) {
    const endpoints = secondRpc === undefined ? {} : { secondRpc };
    const { differences, fresh } = await driftOf(plan, {
      rpc,
      now,
      chainId: BigInt(plan.chainId),
      ...endpoints,
    });
    if (differences.length > 0) throw ownerErrors.create("PLAN_DRIFTED", { differences, fresh });
    simulation = await simulateBoth(plan, rpc, secondRpc);
  }
  if (market.base > options.maxFeePerGas)
    throw ownerErrors.create("FEE_ABOVE_CAP", {
      who: "the network",
      needed: market.base.toString(),
      cap: options.maxFeePerGas.toString(),
    });
  const gas = gasOf(plan, simulation);
  const needed = gas * capped(marketFees(market), options.maxFeePerGas).max;
  if (balance >= needed) return options.maxFeePerGas;
  // The usual offer leaves room for twice the base fee. A pause goes without that room: one block's rise has to do.
  const affordable = gas === 0n ? 0n : balance / gas;
  if (plan.kind !== "pause" || affordable < (market.base * 9n + 7n) / 8n)
    throw ownerErrors.create("FUNDS_TOO_LOW", {
      sender: plan.sender,
      balance: balance.toString(),
      needed: needed.toString(),
    });
  options.onProgress?.(
    `WARNING: ${plan.sender} holds little: no more than ${formatUnits(affordable, "gwei")} gwei per gas can be offered`,
  );
  return affordable;
}

// What the simulation used and a half on top: refunds come after the limit, and a nested call keeps a 64th back.
function gasOf(plan: Plan, { steps }: Simulation): bigint {
  return plan.steps.reduce((sum, _, index) => {
    const used = steps[index]?.gasUsed;
    return sum + (used === undefined ? ampleGas : (BigInt(used) * 3n) / 2n);
  }, 0n);
}

/**
 * Simulates a plan through one endpoint or two, each on its own newest block. The second only confirms: the first one's result
 * is returned.
 *
 * @throws SIMULATION_FAILED, ENDPOINTS_DISAGREE, what `rpc.request` throws
 */
export async function simulateBoth(plan: Plan, rpc: Rpc, secondRpc?: Rpc): Promise<Simulation> {
  const simulation = await simulatePlan(rpc, plan);
  if (!simulation.ok)
    throw ownerErrors.create("SIMULATION_FAILED", { failures: failuresOf(simulation), simulation });
  if (secondRpc !== undefined) {
    const other = await simulatePlan(secondRpc, plan);
    if (!other.ok)
      throw ownerErrors.create("ENDPOINTS_DISAGREE", {
        differences: failuresOf(other).map((failure) => `through ${secondRpc.label} only: ${failure}`),
      });
  }
  return simulation;
}
