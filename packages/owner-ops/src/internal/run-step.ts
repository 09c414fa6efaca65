import type { Rpc } from "@mvcrs/evm";
import { ask, hexBytes, revertDataOf } from "@mvcrs/evm";
import type { PlanStep } from "../plan.ts";

export interface StepOutcome {
  readonly ok: boolean;
  readonly revertData: string;
  readonly gasUsed?: bigint;
}

/** One step by eth_call from its sender. */
export async function runStep(rpc: Rpc, sender: string, step: PlanStep, tag: string): Promise<StepOutcome> {
  try {
    await ask(rpc, hexBytes, "eth_call", { from: sender, to: step.to, data: step.data }, tag);
    return { ok: true, revertData: "0x" };
  } catch (thrown) {
    const revertData = revertDataOf(thrown);
    if (revertData === undefined) throw thrown;
    return { ok: false, revertData };
  }
}
