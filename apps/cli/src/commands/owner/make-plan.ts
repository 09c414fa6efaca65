import { canonicalize } from "@mvcrs/canonical";
import {
  type Plan,
  type PlanOptions,
  planParams,
  planPause,
  planRoles,
  planSlash,
  planUnpause,
} from "@selfplay/owner-ops/operate";
import { addressesOf, addressOf, flagOf, listOf, need, textOf, wholeOf } from "./options/args.ts";
import type { OwnerArgs, OwnerVerb } from "./options/flags.ts";

/** What a command asks for, and what makes its plan. */
export interface Wish {
  readonly request: Readonly<Record<string, unknown>>;
  readonly plan: (options: PlanOptions) => Promise<Plan>;
}

/** Whether a plan was made for this very request. */
export function isWishOf({ request }: Wish, plan: Plan): boolean {
  const plain: unknown = JSON.parse(
    JSON.stringify(request, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
  );
  return canonicalize(plain) === canonicalize(plan.request);
}

/**
 * Reads the options of a verb and returns what makes its plan. Nothing is asked of the chain before every option is read.
 *
 * @throws BAD_ADDRESS, BAD_CHECKSUM, ZERO_ADDRESS, BAD_NUMBER, OUT_OF_RANGE, MISSING_OPTION, CONFLICTING_OPTIONS
 */
export function planFrom(verb: Exclude<OwnerVerb, "apply" | "give-up">, args: OwnerArgs): Wish {
  const arena = addressOf(args, "arena");
  const stakeManager = addressOf(args, "stake-manager");
  const systemPause = addressOf(args, "system-pause");
  switch (verb) {
    case "pause": {
      const request = { arena, stakeManager, systemPause };
      return { request, plan: (options) => planPause(request, options) };
    }
    case "unpause": {
      const request = { arena, stakeManager, systemPause };
      return { request, plan: (options) => planUnpause(request, options) };
    }
    case "set-roles": {
      const request = {
        arena,
        stakeManager,
        revokeOrchestrators: addressesOf(args, "revoke-orchestrator"),
        allowOrchestrators: addressesOf(args, "allow-orchestrator"),
        revokeLockManagers: addressesOf(args, "revoke-lock-manager"),
        allowLockManagers: addressesOf(args, "allow-lock-manager"),
        transferArenaTo: addressOf(args, "transfer-arena-to"),
      };
      return { request, plan: (options) => planRoles(request, options) };
    }
    case "set-params": {
      const request = {
        arena,
        stakeManager,
        teacherReward: wholeOf(args, "teacher-reward", "wei"),
        studentReward: wholeOf(args, "student-reward", "wei"),
        validatorReward: wholeOf(args, "validator-reward", "wei"),
        committeeSize: wholeOf(args, "committee-size", "validators"),
        validatorStake: wholeOf(args, "validator-stake", "wei"),
        targetSuccessRate: wholeOf(args, "target-success-rate", "basis points"),
        teacherSplit: wholeOf(args, "teacher-split", "basis points"),
        studentSplit: wholeOf(args, "student-split", "basis points"),
        validatorSplit: wholeOf(args, "validator-split", "basis points"),
        feePct: wholeOf(args, "fee-pct", "percent"),
        burnPct: wholeOf(args, "burn-pct", "percent"),
        validatorRewardPct: wholeOf(args, "validator-reward-pct", "percent"),
      };
      return { request, plan: (options) => planParams(request, options) };
    }
    case "slash": {
      const why = "a report needs it";
      const request = {
        arena: need(arena, "arena", why),
        roundId: need(wholeOf(args, "round", "rounds"), "round", why),
        validator: need(addressOf(args, "validator"), "validator", why),
        amount: need(wholeOf(args, "amount", "wei"), "amount", why),
        recipient: need(addressOf(args, "recipient"), "recipient", why),
        reason: need(textOf(args, "reason"), "reason", why),
        systemPause,
        pause: !flagOf(args, "skip-pause"),
        reopen: flagOf(args, "reopen"),
      };
      return { request, plan: (options) => planSlash(request, options) };
    }
  }
}

const roleChanges = [
  "revoke-orchestrator",
  "allow-orchestrator",
  "revoke-lock-manager",
  "allow-lock-manager",
  "transfer-arena-to",
];

/** Whether set-roles was asked to change anything; it may also only list. */
export const asksForChanges = (args: OwnerArgs): boolean =>
  roleChanges.some((name) => listOf(args, name).length > 0);
