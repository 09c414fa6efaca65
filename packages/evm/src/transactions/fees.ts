import { z } from "zod";
import { greater, lesser } from "../bigints.ts";
import { ask, latestBlock, quantity } from "../node-values.ts";
import type { Rpc } from "../rpc/http-rpc.ts";

/** Wei per gas. `legacy`: a transaction of type 0, both are its gas price. */
export interface Fees {
  readonly max: bigint;
  readonly tip: bigint;
  readonly legacy: boolean;
}

/** What the chain asks for now. `base` is the next block's base fee, or the gas price where there is none. */
export interface Market {
  readonly base: bigint;
  readonly tip: bigint;
  readonly legacy: boolean;
}

// Providers leave members out, give null for a block, or null for every tip.
const historySchema = z.object({
  baseFeePerGas: z.array(quantity.nullish().catch(null)).nullish().catch(null),
  reward: z
    .array(z.array(quantity.nullish().catch(null)).nullish().catch(null))
    .nullish()
    .catch(null),
});

const gwei = 10n ** 9n;

/**
 * Reads the market: the base fee of the newest block or what eth_feeHistory predicts, whichever is higher, and the
 * median tip of the last blocks. Whatever is odd about the history, the block alone and a default tip will do. A chain
 * without a base fee is one without EIP-1559.
 *
 * @throws what `rpc.request` throws
 */
export async function marketOf(rpc: Rpc): Promise<Market> {
  const [history, block] = await Promise.all([historyOf(rpc), latestBlock(rpc)]);
  if (block.baseFeePerGas === undefined)
    return { base: await ask(rpc, quantity, "eth_gasPrice"), tip: 0n, legacy: true };
  const tips = (history?.reward ?? [])
    .flatMap((row) => row ?? [])
    .filter((tip) => tip != null)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const middle = tips[Math.floor(tips.length / 2)] ?? gwei;
  const foreseen = history?.baseFeePerGas?.at(-1) ?? 0n;
  return {
    base: greater(foreseen, block.baseFeePerGas),
    tip: middle > 0n ? middle : gwei / 10n,
    legacy: false,
  };
}

async function historyOf(rpc: Rpc) {
  try {
    return historySchema.safeParse(await rpc.request("eth_feeHistory", ["0xa", "latest", [50]])).data;
  } catch {
    // The history only helps; where the node is lost, the next request says so.
    return undefined;
  }
}

/**
 * Fees of now, not yet capped: twice the base fee, which six full blocks in a row cannot outrun (it rises by at most
 * 12.5% per block), and the tip; a gas price a quarter above what the node names.
 */
export const marketFees = ({ base, tip, legacy }: Market): Fees =>
  legacy ? { max: (base * 5n) / 4n, tip: (base * 5n) / 4n, legacy } : { max: base * 2n + tip, tip, legacy };

/** At most `cap` per gas. */
export const capped = ({ max, tip, legacy }: Fees, cap: bigint): Fees => ({
  max: lesser(max, cap),
  tip: lesser(tip, lesser(max, cap)),
  legacy,
});
