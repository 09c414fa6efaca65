import type { Rpc } from "@mvcrs/evm";
import {
  ask,
  hexBytes,
  isUnsupported,
  latestBlock,
  logSchema,
  quantity,
  runCall as runStep,
  type CallOutcome as StepOutcome,
  toQuantity,
} from "@mvcrs/evm";
import { AbiCoder, Interface } from "ethers/abi";
import { z } from "zod";
import { explainRevert } from "./internal/explain.ts";
import { describeStep, type Plan } from "./plan.ts";

/** How a simulated step ended. `unproven`: it reverts on today's state, but steps before it may change that. */
export interface SimulatedStep {
  readonly call: string;
  readonly outcome: "ok" | "reverts" | "unproven" | "not-reached";
  /** Gas of the execution, where the node says it. */
  readonly gasUsed?: string;
  readonly error?: string;
  readonly explanation?: string;
}

/**
 * What a plan would do. `method`: `sequence` where the node ran all steps on one another's state (eth_simulateV1),
 * `override` where a state override did the same, `separate` where the node offers neither and every step was run
 * on the state of the block alone.
 */
export interface Simulation {
  readonly method: "sequence" | "override" | "separate";
  readonly block: string;
  readonly steps: readonly SimulatedStep[];
  /** No step is known to fail. */
  readonly ok: boolean;
}

/**
 * Runs every step by eth_call from the plan's sender, at the newest block unless one is given. Sends nothing.
 *
 * @throws what `rpc.request` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc } from "@mvcrs/evm";
 * import { planParams, simulatePlan } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const request = { arena: process.env["ARENA"], committeeSize: 5n };
 * const plan = await planParams(request, { rpc, now: Date.now });
 * assert.equal((await simulatePlan(rpc, plan)).ok, true);
 * ```
 */
export async function simulatePlan(rpc: Rpc, plan: Plan, atBlock?: bigint): Promise<Simulation> {
  const block = atBlock ?? (await latestBlock(rpc)).number;
  for (const [method, run] of [
    ["sequence", runSequence],
    ["override", runOverride],
  ] as const) {
    const outcomes = await orUnsupported(() => run(rpc, plan, toQuantity(block)));
    if (outcomes !== undefined) return report(method, rpc, plan, block, outcomes);
  }
  return report("separate", rpc, plan, block, await runSeparately(rpc, plan, toQuantity(block)));
}

/** One line for each step that fails, for messages. */
export const failuresOf = ({ steps }: Simulation): readonly string[] =>
  steps.flatMap((step, index) =>
    step.outcome === "reverts"
      ? [`step ${index + 1}, ${step.call}: ${step.error ?? ""}: ${step.explanation ?? ""}`]
      : [],
  );

async function orUnsupported<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (thrown) {
    if (isUnsupported(thrown)) return undefined;
    throw thrown;
  }
}

const simulatedSchema = z
  .array(
    z.object({
      calls: z.array(
        z.object({
          status: quantity,
          gasUsed: quantity,
          returnData: hexBytes.optional(),
          logs: z.array(logSchema).optional(),
          error: z.object({ data: hexBytes.optional() }).nullish(),
        }),
      ),
    }),
  )
  .length(1);

/** eth_simulateV1 (execution-apis): the calls share one block's state. */
async function runSequence(rpc: Rpc, plan: Plan, tag: string): Promise<readonly StepOutcome[]> {
  const calls = plan.steps.map((step) => ({ from: plan.sender, to: step.to, data: step.data }));
  const request = { blockStateCalls: [{ calls }], validation: false };
  const [block] = await ask(rpc, simulatedSchema, "eth_simulateV1", request, tag);
  return (block?.calls ?? []).map(({ status, gasUsed, returnData, error }) => ({
    ok: status === 1n,
    revertData: error?.data ?? returnData ?? "0x",
    gasUsed,
  }));
}

const probe = [
  "function run(tuple(address target, bytes data)[] calls) returns (tuple(bool ok, bytes output, uint256 gasUsed)[])",
];

/** Puts code at the sender's address for one eth_call, which makes the calls in turn as the sender. */
async function runOverride(rpc: Rpc, plan: Plan, tag: string): Promise<readonly StepOutcome[] | undefined> {
  // Loaded here: most nodes have eth_simulateV1.
  const { sequenceProbeCode } = await import("@selfplay/contracts");
  const data = new Interface(probe).encodeFunctionData("run", [
    plan.steps.map((step) => [step.to, step.data]),
  ]);
  const call = { from: plan.sender, to: plan.sender, data };
  const answer = await ask(rpc, hexBytes, "eth_call", call, tag, {
    [plan.sender]: { code: sequenceProbeCode },
  });
  // A node that leaves the override out answers with nothing, as an account without code does.
  if (answer === "0x") return undefined;
  const [rows] = AbiCoder.defaultAbiCoder().decode(["tuple(bool,bytes,uint256)[]"], answer);
  return z
    .array(z.tuple([z.boolean(), z.string(), z.bigint()]))
    .parse([...rows].map((row) => [...row]))
    .map(([ok, output, gasUsed]) => ({ ok, revertData: output, gasUsed }));
}

async function runSeparately(rpc: Rpc, plan: Plan, tag: string): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  for (const step of plan.steps) outcomes.push(await runStep(rpc, plan.sender, step, tag));
  return outcomes;
}

async function report(
  method: Simulation["method"],
  rpc: Rpc,
  plan: Plan,
  block: bigint,
  outcomes: readonly StepOutcome[],
): Promise<Simulation> {
  const steps: SimulatedStep[] = [];
  let failed = false;
  for (const [index, step] of plan.steps.entries()) {
    const outcome = outcomes[index];
    const call = describeStep(step);
    if (outcome === undefined || (failed && method !== "separate")) {
      steps.push({ call, outcome: "not-reached" });
      continue;
    }
    const gas = outcome.gasUsed === undefined ? {} : { gasUsed: outcome.gasUsed.toString() };
    if (outcome.ok) {
      steps.push({ call, outcome: "ok", ...gas });
      continue;
    }
    const { error, name, text } = await explainRevert(rpc, block, step, plan.sender, outcome.revertData);
    const unproven = method === "separate" && index > 0 && curable.has(name ?? "");
    failed ||= !unproven;
    steps.push({ call, outcome: unproven ? "unproven" : "reverts", ...gas, error, explanation: text });
  }
  return { method, block: block.toString(), steps, ok: !failed };
}

// Only these can be cured by a step before: pausing, unpausing, and percentages that fall first.
const curable: ReadonlySet<string> = new Set(["EnforcedPause", "ExpectedPause", "InvalidPercentage"]);
