import type { Abi, Rpc } from "@mvcrs/evm";
import {
  arenaInterface,
  callRaw,
  greater,
  moduleInterface,
  type NodeLog,
  type Receipt,
  receiptOf,
  stakeInterface,
  systemInterface,
  toQuantity,
} from "@mvcrs/evm";
import { showValue } from "./internal/show.ts";
import type { ExpectedEvent, Plan, PlanChange } from "./plan.ts";
import type { StepReceipt } from "./record.ts";

/** One thing that was looked at after execution. */
export interface Finding {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  readonly ok: boolean;
}

/** What the chain shows of an executed plan: the values it set and the events of its receipts. */
export interface Verification {
  readonly ok: boolean;
  readonly state: readonly Finding[];
  readonly events: readonly Finding[];
}

const interfaces: Readonly<Record<string, Abi>> = {
  SelfPlayArena: arenaInterface,
  StakeManager: stakeInterface,
  SystemPause: systemInterface,
};

/**
 * Reads back, at the block of the last receipt, every value that the plan sets, and looks for the expected events in
 * the receipts, each decoded by the contract that emitted it.
 *
 * @throws what `rpc.request` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc } from "@mvcrs/evm";
 * import { planParams, verifyPlan } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const request = { arena: process.env["ARENA"], committeeSize: 9n };
 * const plan = await planParams(request, { rpc, now: Date.now });
 * // Nobody has carried it out, so what it sets does not stand there.
 * const { ok, state } = await verifyPlan(rpc, plan, []);
 * assert.equal(ok, false);
 * assert.equal(state[0]?.ok, false);
 * ```
 */
export async function verifyPlan(
  rpc: Rpc,
  plan: Plan,
  receipts: readonly StepReceipt[],
  /** Waits before a receipt that a lagging node does not show is asked for again. */
  wait: () => Promise<void> = async () => {},
): Promise<Verification> {
  const blocks = receipts.map(({ blockNumber }) => BigInt(blockNumber));
  const last = blocks.reduce((a, b) => greater(a, b), 0n);
  const [state, shown] = await Promise.all([
    Promise.all(lastChanges(plan).map((change) => readBack(rpc, change, toQuantity(last)))),
    Promise.all(receipts.map(({ transactionHash }) => shownReceipt(rpc, transactionHash, wait))),
  ]);
  const events: Finding[] = [];
  for (const [index, { step }] of receipts.entries()) {
    const logs = [...(shown[index]?.logs ?? [])];
    for (const expected of plan.steps[step - 1]?.expects ?? []) events.push(findEvent(step, expected, logs));
  }
  return { ok: [...state, ...events].every(({ ok }) => ok), state, events };
}

async function shownReceipt(rpc: Rpc, hash: string, wait: () => Promise<void>): Promise<Receipt | undefined> {
  for (let looks = 1; ; looks++) {
    const receipt = await receiptOf(rpc, hash);
    if (receipt !== undefined || looks >= 5) return receipt;
    await wait();
  }
}

// A plan may set a value twice (unpause, report, pause); only what stands at the end counts.
function lastChanges(plan: Plan): readonly PlanChange[] {
  const last = new Map<string, PlanChange>();
  for (const { changes } of plan.steps)
    for (const change of changes) last.set(`${change.target} ${change.data}`, change);
  return [...last.values()];
}

async function readBack(rpc: Rpc, change: PlanChange, tag: string): Promise<Finding> {
  const found = await callRaw(rpc, tag, { to: change.target, data: change.data });
  const ok = found === change.desiredResult;
  return {
    what: change.what,
    expected: change.desired,
    found: ok ? change.desired : (found ?? "no answer"),
    ok,
  };
}

// A found log is taken out, so that one log cannot stand for two expectations.
function findEvent(step: number, expected: ExpectedEvent, logs: NodeLog[]): Finding {
  const abi = interfaces[expected.contract] ?? moduleInterface;
  const index = logs.findIndex((log) => {
    if (log.address.toLowerCase() !== expected.emitter.toLowerCase()) return false;
    const parsed = abi.parseEvent(expected.event, log);
    if (parsed === null) return false;
    return expected.args === null || [...parsed.args].map(showValue).join() === expected.args.join();
  });
  if (index >= 0) logs.splice(index, 1);
  const args = expected.args === null ? "" : `(${expected.args.join(", ")})`;
  return {
    what: `step ${step}: ${expected.contract} ${expected.event}`,
    expected: `${expected.event}${args}`,
    found: index >= 0 ? "found" : "missing",
    ok: index >= 0,
  };
}
