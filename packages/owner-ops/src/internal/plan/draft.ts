import type { Abi } from "@mvcrs/evm";
import { systemInterface } from "@mvcrs/evm";
import type { ExpectedEvent, Plan, PlanChange, PlanStep, PlanWarning } from "../../plan.ts";
import type { Reader } from "../reader.ts";
import { showValue } from "../show.ts";
import type { Contract } from "./contracts.ts";
import { routeTo } from "./route.ts";

/** A plan while it is being put together. */
export interface Draft {
  readonly reader: Reader;
  readonly chainId: string;
  readonly sender: string;
  readonly steps: PlanStep[];
  readonly inPlace: Plan["inPlace"];
  readonly warnings: PlanWarning[];
}

/** A value that a step is to change: the getter, what it says now and what it has to say afterwards. */
export interface Wanted {
  readonly contract: Contract;
  readonly getter: string;
  readonly args?: readonly unknown[];
  readonly current: unknown;
  readonly desired: unknown;
}

export interface StepInput {
  readonly contract: Contract;
  readonly fn: string;
  readonly args?: readonly unknown[];
  readonly right: "owner" | "pauser";
  readonly changes: readonly Wanted[];
  readonly expects: readonly ExpectedEvent[];
  readonly reason: string;
}

export async function addStep(draft: Draft, input: StepInput): Promise<void> {
  const { contract, fn, args = [] } = input;
  const fragment = contract.abi.getFunction(fn);
  if (fragment === null) throw new TypeError(`${contract.name} has no ${fn}`);
  const calldata = contract.abi.encodeFunctionData(fragment, args);
  const via = await routeTo(draft, contract, input.right);
  const viaEvents: ExpectedEvent[] =
    via === undefined
      ? []
      : [{ emitter: via, contract: "SystemPause", event: "GovernanceCallExecuted", args: null }];
  draft.steps.push({
    contract: contract.name,
    target: contract.address,
    function: fragment.format("sighash"),
    args: fragment.inputs.map((input, index) => ({
      name: input.name,
      type: input.type,
      value: showValue(args[index]),
    })),
    calldata,
    via: via ?? null,
    to: via ?? contract.address,
    data:
      via === undefined
        ? calldata
        : systemInterface.encodeFunctionData("executeGovernanceCall", [contract.address, calldata]),
    changes: input.changes.map(toChange),
    expects: [...input.expects, ...viaEvents],
    reason: input.reason,
  });
}

function toChange({ contract, getter, args = [], current, desired }: Wanted): PlanChange {
  return {
    what: `${contract.name}.${getter}(${args.map(showValue).join(", ")})`,
    target: contract.address,
    data: contract.abi.encodeFunctionData(getter, args),
    current: showValue(current),
    desired: showValue(desired),
    desiredResult: contract.abi.encodeFunctionResult(getter, [desired]),
  };
}

export function alreadyInPlace(draft: Draft, contract: Contract, what: string, current: unknown): void {
  draft.inPlace.push({
    contract: contract.name,
    target: contract.address,
    what,
    current: showValue(current),
  });
}

/** An event of `contract`; `args` null where they depend on the transaction. */
export function expectEvent(
  contract: { readonly name: string; readonly address: string; readonly abi: Abi },
  event: string,
  args: readonly unknown[] | null,
): ExpectedEvent {
  return {
    emitter: contract.address,
    contract: contract.name,
    event,
    args: args === null ? null : args.map(showValue),
  };
}
