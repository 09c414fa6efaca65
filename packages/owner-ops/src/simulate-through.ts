import type { Rpc } from "@mvcrs/evm";
import { ownerErrors } from "./errors.ts";
import type { Plan } from "./plan.ts";
import { type Simulation, simulatePlan } from "./simulate.ts";

/**
 * Simulates a plan at a block, through one endpoint or two, step for step the same. The result is the first one's.
 *
 * @throws ENDPOINTS_DISAGREE, what `simulatePlan` throws
 */
export async function simulateThrough(
  plan: Plan,
  { rpc, secondRpc }: { readonly rpc: Rpc; readonly secondRpc?: Rpc | undefined },
  block: bigint,
): Promise<Simulation> {
  const simulation = await simulatePlan(rpc, plan, block);
  if (secondRpc === undefined) return simulation;
  const other = await simulatePlan(secondRpc, plan, block);
  const outcomes = ({ steps }: Simulation) => steps.map(({ outcome, error }) => `${outcome} ${error ?? ""}`);
  const mine = outcomes(simulation);
  // A node that cannot simulate in sequence proves less; only what both have run can disagree.
  const comparable = simulation.method !== "separate" && other.method !== "separate";
  const differences = outcomes(other).flatMap((outcome, index) =>
    outcome === mine[index]
      ? []
      : [`simulation of step ${index + 1}: ${rpc.label} ${mine[index] ?? ""}, ${secondRpc.label} ${outcome}`],
  );
  if ((comparable || simulation.ok !== other.ok) && differences.length > 0)
    throw ownerErrors.create("ENDPOINTS_DISAGREE", { differences });
  return simulation;
}
