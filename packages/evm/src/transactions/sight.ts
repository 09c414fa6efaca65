import { z } from "zod";
import { ask, hexBytes, latestBlock, nonceOf, quantity, type Receipt, receiptOf } from "../node-values.ts";
import type { Rpc } from "../rpc/http-rpc.ts";
import type { Attempt } from "./attempts.ts";

/** What a node shows of an account and of the transactions that were signed for it, at one look. */
export interface Sight {
  readonly head: bigint;
  /** Base fee of the newest block; undefined on a chain without EIP-1559. */
  readonly baseFee: bigint | undefined;
  /** Transactions of the account that are mined, and with those that wait. */
  readonly mined: number;
  readonly waiting: number;
  readonly receipts: ReadonlyMap<string, Receipt>;
  /** Hashes of ours that the node has, in its pool or in a block. */
  readonly known: ReadonlySet<string>;
}

const knownSchema = z.looseObject({ hash: hexBytes }).nullish();

/** Looks at the chain, in one trip. `current` is the step that is being worked on. @throws what `rpc.request` throws */
export async function lookAt(
  rpc: Rpc,
  sender: string,
  all: readonly Attempt[],
  current: readonly Attempt[],
): Promise<Sight> {
  const [block, mined, waiting, receipts, known] = await Promise.all([
    latestBlock(rpc),
    nonceOf(rpc, sender, "latest"),
    // Some nodes have no pool to count; what is mined is then all that is known.
    ask(rpc, quantity, "eth_getTransactionCount", sender, "pending").then(Number, () => 0),
    Promise.all(all.map(({ hash }) => receiptOf(rpc, hash))),
    Promise.all(current.map(({ hash }) => isKnown(rpc, hash))),
  ]);
  return {
    head: block.number,
    baseFee: block.baseFeePerGas,
    mined,
    waiting: Math.max(mined, waiting),
    receipts: new Map(
      receipts.flatMap((receipt) => (receipt === undefined ? [] : [[receipt.transactionHash, receipt]])),
    ),
    known: new Set(current.flatMap(({ hash }, index) => (known[index] === true ? [hash] : []))),
  };
}

const isKnown = async (rpc: Rpc, hash: string): Promise<boolean> =>
  (await ask(rpc, knownSchema, "eth_getTransactionByHash", hash)) != null;
