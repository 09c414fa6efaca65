import { ask, hexBytes, revertDataOf } from "../node-values.ts";
import type { Rpc } from "../rpc/http-rpc.ts";

export interface CallOutcome {
  readonly ok: boolean;
  readonly revertData: string;
  readonly gasUsed?: bigint;
}

/**
 * One call by eth_call from its sender.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc, runCall, stakeInterface } from "@mvcrs/evm";
 *
 * const { ETH_RPC_URL = "", STAKE_MANAGER: to = "", ARENA: anybody = "" } = process.env;
 * const data = stakeInterface.encodeFunctionData("setFeePct", [5n]);
 * const { ok, revertData } = await runCall(httpRpc(ETH_RPC_URL), anybody, { to, data }, "latest");
 * assert.equal(ok, false); // only the owner may
 * assert.notEqual(revertData, "0x");
 * ```
 */
export async function runCall(
  rpc: Rpc,
  sender: string,
  step: { readonly to: string; readonly data: string },
  tag: string,
): Promise<CallOutcome> {
  try {
    await ask(rpc, hexBytes, "eth_call", { from: sender, to: step.to, data: step.data }, tag);
    return { ok: true, revertData: "0x" };
  } catch (thrown) {
    const revertData = revertDataOf(thrown);
    if (revertData === undefined) throw thrown;
    return { ok: false, revertData };
  }
}
