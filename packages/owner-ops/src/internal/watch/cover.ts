import type { Rpc } from "@mvcrs/evm";
import { ask, blockSchema, receiptOf, toQuantity } from "@mvcrs/evm";
import { id } from "ethers/hash";
import type { OwnerOpExecuted, OwnerOpIntended } from "../../record.ts";
import type { OwnerRoleEvent } from "../../watched.ts";

/** What is recorded of owner operations. */
export interface OnRecord {
  readonly intended: readonly OwnerOpIntended[];
  readonly executed: readonly OwnerOpExecuted[];
  /** Hashes of the transactions that the journals of this root have signed. */
  readonly signed: ReadonlySet<string>;
}

/**
 * The events that no recorded operation covers. An operation covers what its own transactions emitted, known by their
 * hashes: those of its receipts, and every one that was signed for it. An intent alone covers nothing, since anyone who
 * holds the key can send the same call.
 */
export function uncoveredEvents(
  events: readonly OwnerRoleEvent[],
  { executed, signed }: Pick<OnRecord, "executed" | "signed">,
): readonly OwnerRoleEvent[] {
  const ours = new Set(
    executed.flatMap(({ receipts, signed: beside = [] }) => [
      ...receipts.map(({ transactionHash }) => transactionHash.toLowerCase()),
      ...beside.map((hash) => hash.toLowerCase()),
    ]),
  );
  return events.filter(({ transactionHash }) => {
    const hash = transactionHash.toLowerCase();
    return !ours.has(hash) && !signed.has(hash);
  });
}

const executionSuccess = id("ExecutionSuccess(bytes32,uint256)");
const week = 7n * 86_400n;

/**
 * Removes what open intents of a Safe cover. Nobody here signs for a Safe, so its intent covers the one transaction
 * in which that Safe executes the whole batch: after the plan's block, within a week of it by the chain's times, once.
 *
 * @throws what `rpc.request` throws
 */
export async function withoutSafeBatches(
  rpc: Rpc,
  events: readonly OwnerRoleEvent[],
  { intended, executed }: Pick<OnRecord, "intended" | "executed">,
): Promise<readonly OwnerRoleEvent[]> {
  const over = new Set(executed.map(({ plan_hash }) => plan_hash));
  let left = events;
  for (const { plan, plan_hash } of intended) {
    if (plan.multisig === null || over.has(plan_hash)) continue;
    for (const hash of new Set(left.map(({ transactionHash }) => transactionHash))) {
      const rest = restAfter(plan, left, hash);
      if (rest === undefined || !(await isExecutedBy(rpc, plan, hash))) continue;
      left = rest;
      break;
    }
  }
  return left;
}

type SafePlan = OwnerOpIntended["plan"];

/** What is left once the plan's events are taken out of one transaction; undefined where it does not have them all. */
function restAfter(
  plan: SafePlan,
  events: readonly OwnerRoleEvent[],
  hash: string,
): readonly OwnerRoleEvent[] | undefined {
  const rest = [...events];
  for (const { expects } of plan.steps)
    for (const { emitter, event: name, args } of expects) {
      const index = rest.findIndex(
        (event) =>
          event.transactionHash === hash &&
          event.emitter === emitter &&
          event.event === name &&
          (args === null || args.join() === event.args.join()),
      );
      if (index >= 0) rest.splice(index, 1);
      // What users may emit as well is not among the events of owners.
      else if (name !== "StakeSlashed") return undefined;
    }
  return rest.length === events.length ? undefined : rest;
}

async function isExecutedBy(rpc: Rpc, plan: SafePlan, hash: string): Promise<boolean> {
  const receipt = await receiptOf(rpc, hash);
  if (receipt === undefined || receipt.blockNumber <= BigInt(plan.block.number)) return false;
  const bySafe = receipt.logs.some(
    ({ address, topics }) =>
      address.toLowerCase() === plan.sender.toLowerCase() && topics[0] === executionSuccess,
  );
  if (!bySafe) return false;
  const [planned, done] = await Promise.all(
    [BigInt(plan.block.number), receipt.blockNumber].map((number) =>
      ask(rpc, blockSchema, "eth_getBlockByNumber", toQuantity(number), false),
    ),
  );
  return planned !== undefined && done !== undefined && done.timestamp - planned.timestamp <= week;
}
