import { readFileSync, writeFileSync } from "node:fs";
import { isCodedError, messageOf } from "@mvcrs/errors";
import { driftOf, formatPlan, ownerErrors, type Plan, parsePlan } from "@selfplay/owner-ops/operate";
import { cliErrors } from "../../errors.ts";
import type { OwnerIo } from "./io.ts";

/** @throws MISSING_OPTION, PLAN_UNREADABLE, PLAN_ALTERED */
export function readPlan(io: OwnerIo, path: string | undefined): Plan {
  if (path === undefined)
    throw ownerErrors.create("MISSING_OPTION", { option: "plan.json", why: "apply needs a plan" });
  try {
    return parsePlan(readFileSync(io.resolvePath(path), "utf8"), path);
  } catch (thrown) {
    if (isCodedError(thrown)) throw thrown;
    throw ownerErrors.create("PLAN_UNREADABLE", { path, problems: [messageOf(thrown)] });
  }
}

/**
 * Refuses a plan that the world has moved away from, and leaves the plan for the world of now beside it.
 *
 * @returns the plan as it would be made now
 * @throws PLAN_DRIFTED
 */
export async function assertHolds(
  plan: Plan,
  options: Parameters<typeof driftOf>[1],
  io: OwnerIo,
  path = "plan.json",
): Promise<Plan> {
  const { differences, fresh } = await driftOf(plan, { ...options, chainId: BigInt(plan.chainId) });
  if (differences.length === 0) return fresh;
  const reissued = path.replace(/(\.json)?$/, ".reissued.json");
  write(io, reissued, formatPlan(fresh));
  io.say(`the plan for the chain as it is now is in ${reissued}`);
  throw ownerErrors.create("PLAN_DRIFTED", { differences, fresh });
}

/** @throws UNKNOWN_OPTION where the path cannot be written */
export function write(io: OwnerIo, path: string, text: string): void {
  try {
    writeFileSync(io.resolvePath(path), text);
  } catch (thrown) {
    throw cliErrors.create("UNKNOWN_OPTION", { problem: `cannot write ${path}: ${messageOf(thrown)}` });
  }
}
