import { z } from "zod";
import { ownerErrors } from "../../errors.ts";
import type { Rpc } from "../../rpc.ts";
import { greater, lesser } from "../bigints.ts";
import { ask, latestBlock, quantity, rpcErrorOf } from "../node-values.ts";

/** EIP-1559 fees, wei per gas. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

const historySchema = z.object({
  baseFeePerGas: z.array(quantity),
  reward: z.array(z.array(quantity)).nullish(),
});

const gwei = 10n ** 9n;

/**
 * Fees of now: twice the base fee, which six full blocks in a row cannot outrun (it rises by at most 12.5% a block),
 * and the median tip of the last blocks, at most `cap` in all.
 *
 * @throws FEE_ABOVE_CAP when the cap does not even pay the base fee
 */
export async function currentFees(rpc: Rpc, cap: bigint): Promise<Fees> {
  const { base, tip } = await marketOf(rpc);
  if (base > cap) throw ownerErrors.create("FEE_ABOVE_CAP", { needed: base.toString(), cap: cap.toString() });
  const wanted = base * 2n + tip;
  const maxFeePerGas = lesser(wanted, cap);
  return { maxFeePerGas, maxPriorityFeePerGas: lesser(tip, maxFeePerGas) };
}

/**
 * Fees for a replacement: at least 12.5% above the last in both parts (nodes want 10%), or those of now if higher.
 * Undefined where the cap leaves no room.
 */
export async function raisedFees(rpc: Rpc, last: Fees, cap: bigint): Promise<Fees | undefined> {
  const now = await currentFees(rpc, cap);
  const raise = (value: bigint) => (value * 9n + 7n) / 8n;
  const least = { fee: raise(last.maxFeePerGas), tip: raise(last.maxPriorityFeePerGas) };
  if (least.fee > cap || least.tip > cap) return undefined;
  const maxFeePerGas = greater(now.maxFeePerGas, least.fee);
  const tip = greater(now.maxPriorityFeePerGas, least.tip);
  return { maxFeePerGas, maxPriorityFeePerGas: lesser(tip, maxFeePerGas) };
}

async function marketOf(rpc: Rpc): Promise<{ base: bigint; tip: bigint }> {
  try {
    const { baseFeePerGas, reward } = await ask(rpc, historySchema, "eth_feeHistory", "0xa", "latest", [50]);
    const tips = (reward ?? []).flat().sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const middle = tips[Math.floor(tips.length / 2)] ?? gwei;
    return { base: baseFeePerGas.at(-1) ?? 0n, tip: middle > 0n ? middle : gwei / 10n };
  } catch (thrown) {
    if (rpcErrorOf(thrown) === undefined) throw thrown;
    return { base: (await latestBlock(rpc)).baseFeePerGas ?? 0n, tip: gwei };
  }
}
