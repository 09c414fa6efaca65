import { z } from "zod";
import { ask, hexBytes, latestBlock, nonceOf, quantity, toQuantity } from "../node-values.ts";
import type { Rpc } from "../rpc/http-rpc.ts";

const transactionSchema = z.object({
  hash: hexBytes,
  from: z.string(),
  to: z.string().nullish(),
  nonce: quantity,
  input: hexBytes,
  value: quantity.optional(),
  gasPrice: quantity.nullish(),
  maxFeePerGas: quantity.nullish(),
  maxPriorityFeePerGas: quantity.nullish(),
});
/** A transaction as a node shows it. */
export type Shown = z.infer<typeof transactionSchema>;

const blockSchema = z.object({ transactions: z.array(transactionSchema) }).nullish();
const poolSchema = z.object({
  pending: z.record(z.string(), transactionSchema).nullish(),
  queued: z.record(z.string(), transactionSchema).nullish(),
});

const isOf = (sender: string, nonce: number) => (shown: Shown) =>
  shown.from.toLowerCase() === sender.toLowerCase() && shown.nonce === BigInt(nonce);

/**
 * The transaction of an account that waits with a nonce. Nodes show their pool in three ways, or not at all: undefined
 * then. Nothing is concluded from that.
 */
export async function waitingWith(rpc: Rpc, sender: string, nonce: number): Promise<Shown | undefined> {
  const ways = [
    async () => [
      await ask(rpc, transactionSchema, "eth_getTransactionBySenderAndNonce", sender, toQuantity(nonce)),
    ],
    async () => {
      const { pending, queued } = await ask(rpc, poolSchema, "txpool_contentFrom", sender);
      return [...Object.values(pending ?? {}), ...Object.values(queued ?? {})];
    },
    async () => (await ask(rpc, blockSchema, "eth_getBlockByNumber", "pending", true))?.transactions ?? [],
  ];
  for (const way of ways) {
    const found = (await way().catch(() => [])).find(isOf(sender, nonce));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The transaction of an account that used a nonce, looked for in the blocks after `from`; undefined where the node does
 * not show it. The count of transactions tells the block by halving the range.
 *
 * @throws what `rpc.request` throws
 */
export async function minedWith(
  rpc: Rpc,
  sender: string,
  nonce: number,
  from: bigint,
): Promise<Shown | undefined> {
  let low = from;
  let high = (await latestBlock(rpc)).number;
  if (low > high) low = high;
  while (low < high) {
    const middle = (low + high) / 2n;
    if ((await nonceOf(rpc, sender, toQuantity(middle))) > nonce) high = middle;
    else low = middle + 1n;
  }
  const block = await ask(rpc, blockSchema, "eth_getBlockByNumber", toQuantity(low), true);
  return block?.transactions.find(isOf(sender, nonce));
}
