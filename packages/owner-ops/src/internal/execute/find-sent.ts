import { z } from "zod";
import type { PlanStep } from "../../plan.ts";
import type { Rpc } from "../../rpc.ts";
import { ask, hexBytes, latestBlock, quantity, toQuantity } from "../node-values.ts";

const blockSchema = z
  .object({
    transactions: z.array(
      z.object({
        hash: hexBytes,
        from: z.string(),
        to: z.string().nullish(),
        nonce: quantity,
        input: hexBytes,
      }),
    ),
  })
  .nullish();

/**
 * The transaction of an account with a nonce, mined since `fromBlock` or pending. For nodes that sign and send in one
 * go: when their answer was lost, this is how to learn the hash.
 */
export async function findSent(
  rpc: Rpc,
  sender: string,
  nonce: number,
  fromBlock: bigint,
): Promise<{ readonly hash: string; readonly to: string; readonly data: string } | undefined> {
  const head = (await latestBlock(rpc)).number;
  const tags = ["pending"];
  for (let number = head; number >= fromBlock; number--) tags.push(toQuantity(number));
  for (const tag of tags) {
    const block = await ask(rpc, blockSchema, "eth_getBlockByNumber", tag, true);
    const found = block?.transactions.find(
      ({ from, nonce: of }) => from.toLowerCase() === sender.toLowerCase() && of === BigInt(nonce),
    );
    if (found !== undefined) return { hash: found.hash, to: found.to ?? "", data: found.input };
  }
  return undefined;
}

/** Whether a transaction found on chain is that of a step. */
export const isStep = (step: PlanStep, sent: { readonly to: string; readonly data: string }): boolean =>
  sent.to.toLowerCase() === step.to.toLowerCase() && sent.data === step.data;
