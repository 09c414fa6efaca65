import { z } from "zod";
import { ownerErrors } from "./errors.ts";
import { differencesOf, type PlanOptions } from "./internal/plan/start.ts";
import type { Plan } from "./plan.ts";
import { planParams } from "./plan-params.ts";
import { planPause, planUnpause } from "./plan-pause.ts";
import { planRoles } from "./plan-roles.ts";
import { planSlash } from "./plan-slash.ts";

const amount = z
  .string()
  .regex(/^\d+$/)
  .transform((text) => BigInt(text));
const account = z.string().optional();
const accounts = z.array(z.string()).optional();

const pauseSchema = z.object({ arena: account, stakeManager: account, systemPause: account });
const rolesSchema = z.object({
  arena: account,
  stakeManager: account,
  revokeOrchestrators: accounts,
  allowOrchestrators: accounts,
  revokeLockManagers: accounts,
  allowLockManagers: accounts,
  transferArenaTo: account,
});
const paramsSchema = z.object({
  arena: account,
  teacherReward: amount.optional(),
  studentReward: amount.optional(),
  validatorReward: amount.optional(),
  committeeSize: amount.optional(),
  validatorStake: amount.optional(),
  targetSuccessRate: amount.optional(),
  teacherSplit: amount.optional(),
  studentSplit: amount.optional(),
  validatorSplit: amount.optional(),
  stakeManager: account,
  feePct: amount.optional(),
  burnPct: amount.optional(),
  validatorRewardPct: amount.optional(),
});
const slashSchema = z.object({
  arena: z.string(),
  roundId: amount,
  validator: z.string(),
  amount,
  recipient: z.string(),
  reason: z.string(),
  systemPause: account,
  pause: z.boolean(),
  reopen: z.boolean(),
});

/**
 * Makes the same request again, on the chain as it is now.
 *
 * @throws PLAN_UNREADABLE where the plan's request is none, what `planPause`, `planRoles`, `planParams` and `planSlash` throw
 */
export async function replan(plan: Plan, options: PlanOptions): Promise<Plan> {
  const { kind, request } = plan;
  const read = <T>(schema: z.ZodType<T>): T => {
    const parsed = schema.safeParse(request);
    if (parsed.success) return parsed.data;
    throw ownerErrors.create("PLAN_UNREADABLE", {
      path: `request of plan ${plan.hash}`,
      problems: parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    });
  };
  switch (kind) {
    case "pause":
      return planPause(read(pauseSchema), options);
    case "unpause":
      return planUnpause(read(pauseSchema), options);
    case "roles": {
      const { revokeOrchestrators = [], allowOrchestrators = [], ...rest } = read(rolesSchema);
      const { revokeLockManagers = [], allowLockManagers = [], ...others } = rest;
      return planRoles(
        { ...others, revokeOrchestrators, allowOrchestrators, revokeLockManagers, allowLockManagers },
        options,
      );
    }
    case "params":
      return planParams(read(paramsSchema), options);
    case "slash":
      return planSlash(read(slashSchema), options);
  }
}

/** What has changed since a plan was made; empty when it still holds. `fresh` is the plan to use instead. */
export interface Drift {
  readonly differences: readonly string[];
  readonly fresh: Plan;
}

/** Makes the plan again and compares. Time and block alone are no difference. @throws what `replan` throws */
export async function driftOf(plan: Plan, options: Omit<PlanOptions, "sender">): Promise<Drift> {
  const fresh = await replan(plan, { ...options, sender: plan.sender });
  const essence = (of: Plan) =>
    JSON.stringify([of.chainId, of.nonce, of.steps, of.reads, of.codes, of.multisig, of.warnings]);
  return { differences: essence(plan) === essence(fresh) ? [] : differencesOf(plan, fresh), fresh };
}
