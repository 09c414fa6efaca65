import type { CodedError } from "@mvcrs/errors";
import type { TransactionSigner } from "@mvcrs/evm";
import { ownerErrors } from "./errors.ts";
import { type Execution, executePlan } from "./execute.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import type { Plan } from "./plan.ts";
import { failuresOf, type Simulation } from "./simulate.ts";

/** A plan, and what it does at the block it was looked at. */
export interface Looked {
  readonly plan: Plan;
  readonly blockHash: string;
  readonly simulation: Simulation;
}

export interface CarryThroughOptions {
  readonly execution: Omit<ExecuteOptions, "checked" | "mayReplace">;
  readonly mayReplace: (plan: Plan) => NonNullable<ExecuteOptions["mayReplace"]>;
  /** Plans again for the world of now; undefined for what is not to be planned again. */
  readonly again: (() => Promise<Looked>) | undefined;
  /** Called with why a plan was not carried out, before the next one is made. */
  readonly onOvertaken: (why: string) => void;
  /** Called with the next one before it is carried out. */
  readonly onPlanned: (looked: Looked) => void;
}

// The world moved under a pause: what it wants is the same, so it is planned again for the world of now.
const overtaken = [
  "NONCE_TAKEN",
  "SUPERSEDED",
  "PLAN_DRIFTED",
  "STEP_WOULD_REVERT",
  "STEP_FAILED",
  "NOT_VERIFIED",
  "OPERATION_OVER",
] as const;

/** Whether a pause that ended so is to be planned again. */
export const canBePlannedAgain = (thrown: unknown): thrown is CodedError<(typeof overtaken)[number]> =>
  ownerErrors.is(thrown, ...overtaken);

const mostPlans = 5;

/**
 * Carries a plan out. A pause that the world moves away from is planned and sent again, until all of it is paused.
 *
 * @returns undefined where somebody else has done what was left
 * @throws what `executePlan` throws, what `assertCanSend` throws
 */
export async function carryThrough(
  first: Looked,
  { execution, mayReplace, again, onOvertaken, onPlanned }: CarryThroughOptions,
): Promise<Execution | undefined> {
  let looked = first;
  let unverified = 0;
  for (let plans = 1; ; plans++) {
    const { plan, blockHash, simulation } = looked;
    try {
      const checked = { blockHash, simulation };
      return await executePlan(plan, { ...execution, checked, mayReplace: mayReplace(plan) });
    } catch (thrown) {
      if (again === undefined || plans >= mostPlans || !canBePlannedAgain(thrown)) throw thrown;
      // A contract that takes the call and stays unpaused would take another one as well.
      if (thrown.code === "NOT_VERIFIED" && ++unverified > 1) throw thrown;
      onOvertaken(thrown.summary);
    }
    looked = await again();
    if (looked.plan.steps.length === 0) return undefined;
    assertCanSend(looked, execution.signer);
    onPlanned(looked);
  }
}

/** @throws SIMULATION_FAILED, MULTISIG_REQUIRED, SIGNER_MISSING */
export function assertCanSend(
  { plan, simulation }: Looked,
  signer: TransactionSigner | undefined,
): TransactionSigner {
  if (!simulation.ok)
    throw ownerErrors.create("SIMULATION_FAILED", { failures: failuresOf(simulation), simulation });
  if (plan.multisig !== null)
    throw ownerErrors.create("MULTISIG_REQUIRED", { sender: plan.sender, ...plan.multisig });
  if (signer === undefined) throw ownerErrors.create("SIGNER_MISSING", { sender: plan.sender });
  return signer;
}
