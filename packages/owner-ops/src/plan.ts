import { canonicalize } from "@mvcrs/canonical";
import { sha256Hex } from "@mvcrs/canonical/sha256";
import { checkJson, describeProblem } from "@mvcrs/files";
import { z } from "zod";
import { ownerErrors } from "./errors.ts";

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const hex = z.string().regex(/^0x([0-9a-f]{2})*$/);
const whole = z.string().regex(/^(0|[1-9][0-9]*)$/);

const changeSchema = z.strictObject({
  what: z.string(),
  target: address,
  data: hex,
  current: z.string(),
  desired: z.string(),
  /** What the getter has to answer afterwards, ABI-encoded. */
  desiredResult: hex,
});

const expectedEventSchema = z.strictObject({
  emitter: address,
  contract: z.string(),
  event: z.string(),
  /** Decoded arguments in order; null where they depend on the transaction. */
  args: z.array(z.string()).nullable(),
});

const stepSchema = z.strictObject({
  contract: z.string(),
  target: address,
  function: z.string(),
  args: z.array(z.strictObject({ name: z.string(), type: z.string(), value: z.string() })),
  calldata: hex,
  /** The SystemPause that makes the call on the sender's behalf; null for a direct call. */
  via: address.nullable(),
  /** What is sent: the target and its calldata, or SystemPause and `executeGovernanceCall`. */
  to: address,
  data: hex,
  changes: z.array(changeSchema),
  expects: z.array(expectedEventSchema),
  reason: z.string(),
});

/** The shape of a plan; its hash is checked apart (`assertPlanHash`). */
export const planSchema = z.strictObject({
  format: z.literal("selfplay-owner-plan/1"),
  kind: z.enum(["pause", "unpause", "roles", "params", "slash"]),
  /** What was asked for, enough to make the plan again. */
  request: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
  chainId: whole,
  block: z.strictObject({ number: whole, hash: z.string() }),
  sender: address,
  nonce: z.int().nonnegative(),
  multisig: z.strictObject({ owners: z.int(), threshold: z.int() }).nullable(),
  steps: z.array(stepSchema),
  inPlace: z.array(
    z.strictObject({ contract: z.string(), target: address, what: z.string(), current: z.string() }),
  ),
  warnings: z.array(z.strictObject({ code: z.string(), text: z.string(), ask: z.boolean() })),
  reads: z.array(
    z.strictObject({ what: z.string(), target: address, data: hex, result: z.string(), value: z.string() }),
  ),
  codes: z.array(z.strictObject({ address, codeHash: hex })),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * A reviewable owner operation, bound to chain, sender, nonce, code and every value it was made from. Plain data:
 * addresses in EIP-55 form, amounts as decimal strings, bytes as 0x hex. `hash` is the SHA-256 of the RFC 8785 form of
 * everything else.
 */
export type Plan = z.infer<typeof planSchema>;
/** One transaction of a plan. */
export type PlanStep = z.infer<typeof stepSchema>;
/** A value that a step changes, and the getter that shows it. */
export type PlanChange = z.infer<typeof changeSchema>;
/** An event that a step must leave in its receipt. */
export type ExpectedEvent = z.infer<typeof expectedEventSchema>;
/** Something to think about; `ask` ones want a confirmation of their own. */
export type PlanWarning = Plan["warnings"][number];
/** The five kinds of owner operation. */
export type PlanKind = Plan["kind"];

/** Gives a plan its hash. */
export function sealPlan(plan: Omit<Plan, "hash">): Plan {
  return { ...plan, hash: sha256Hex(canonicalize(plan)) };
}

/** The text of a plan file; `parsePlan` is its inverse. */
export const formatPlan = (plan: Plan): string => `${JSON.stringify(plan, undefined, 2)}\n`;

/**
 * Reads a plan file and checks its hash.
 *
 * @throws PLAN_UNREADABLE with every problem and its path in the file, PLAN_ALTERED
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc } from "@mvcrs/evm";
 * import { formatPlan, ownerErrors, parsePlan, planParams } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const request = { arena: process.env["ARENA"], committeeSize: 5n };
 * const text = formatPlan(await planParams(request, { rpc, now: Date.now }));
 * assert.equal(formatPlan(parsePlan(text, "plan.json")), text);
 * assert.throws(
 *   () => parsePlan(text.replace('"kind": "params"', '"kind": "pause"'), "plan.json"),
 *   (thrown) => ownerErrors.is(thrown, "PLAN_ALTERED"),
 * );
 * ```
 */
export function parsePlan(text: string, path: string): Plan {
  const checked = checkJson(text, planSchema);
  if (!checked.ok) {
    const problems = checked.problems.map((one) => describeProblem(one, "(whole)"));
    throw ownerErrors.create("PLAN_UNREADABLE", { path, problems });
  }
  assertPlanHash(checked.value);
  return checked.value;
}

/** @throws PLAN_ALTERED when the plan's content does not hash to what it says */
export function assertPlanHash(plan: Plan): void {
  const { hash, ...rest } = plan;
  const computed = sha256Hex(canonicalize(rest));
  if (computed !== hash) throw ownerErrors.create("PLAN_ALTERED", { stated: hash, computed });
}

/** `SelfPlayArena.setOrchestrator(0x…, true)`, for tables and messages. */
export function describeStep(step: PlanStep): string {
  return `${step.contract}.${step.function.split("(")[0]}(${step.args.map(({ value }) => value).join(", ")})`;
}
