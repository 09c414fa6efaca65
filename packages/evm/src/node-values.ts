import { z } from "zod";
import { evmErrors } from "./errors.ts";
import { isRevert } from "./node-answers.ts";
import type { Rpc } from "./rpc/http-rpc.ts";

// What nodes answer, read strictly (execution-apis: quantities are 0x and hex digits without leading zeros; some nodes
// pad, so padding is accepted).
export const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]+$/)
  .transform((text) => BigInt(text));
export const hexBytes = z.string().regex(/^0x([0-9a-fA-F]{2})*$/);
const hash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  // Two nodes that show the same hash must not differ by their letters.
  .transform((text) => text.toLowerCase());
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

export const blockSchema = z.object({
  number: quantity,
  hash,
  timestamp: quantity,
  baseFeePerGas: quantity.optional(),
  gasLimit: quantity.optional(),
});
export type Block = z.infer<typeof blockSchema>;

export const logSchema = z.object({
  address,
  topics: z.array(hash),
  data: hexBytes,
  transactionHash: hash.nullish(),
  blockNumber: quantity.nullish(),
  logIndex: quantity.nullish(),
});
export type NodeLog = z.infer<typeof logSchema>;

/** A log of a mined block, as `eth_getLogs` returns it: its place in the chain is never null. */
export const minedLogSchema = logSchema.extend({
  transactionHash: hash,
  blockHash: hash,
  blockNumber: quantity,
  logIndex: quantity,
});
export type MinedLog = z.infer<typeof minedLogSchema>;

const receiptSchema = z.object({
  transactionHash: hash,
  blockHash: hash,
  blockNumber: quantity,
  status: quantity,
  gasUsed: quantity,
  effectiveGasPrice: quantity.optional(),
  from: address,
  logs: z.array(logSchema),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** Without the code that zod generates for speed: it takes longer to make than a few small answers take to read. */
const readOnce = { jitless: true };

/** Asks and reads the answer by a schema. @throws RPC_BAD_ANSWER, what `rpc.request` throws */
export async function ask<T>(
  rpc: Rpc,
  schema: z.ZodType<T>,
  method: string,
  ...params: readonly unknown[]
): Promise<T> {
  const parsed = schema.safeParse(await rpc.request(method, params), readOnce);
  if (!parsed.success)
    throw evmErrors.create("RPC_BAD_ANSWER", {
      endpoint: rpc.label,
      method,
      problem: z.prettifyError(parsed.error).replaceAll("\n", " "),
    });
  return parsed.data;
}

export const toQuantity = (value: bigint | number): string => `0x${value.toString(16)}`;

export const latestBlock = (rpc: Rpc): Promise<Block> =>
  ask(rpc, blockSchema, "eth_getBlockByNumber", "latest", false);

/** A block, or undefined where the node does not have it. */
export const blockAt = async (rpc: Rpc, number: bigint): Promise<Block | undefined> =>
  (await ask(rpc, blockSchema.nullish(), "eth_getBlockByNumber", toQuantity(number), false)) ?? undefined;

/** A block that must be there. */
export const existingBlockAt = (rpc: Rpc, number: bigint): Promise<Block> =>
  ask(rpc, blockSchema, "eth_getBlockByNumber", toQuantity(number), false);

/** The raw answer of a call, or undefined where it reverts. */
export async function callRaw(
  rpc: Rpc,
  blockTag: string,
  call: { readonly to: string; readonly data: string; readonly from?: string },
): Promise<string | undefined> {
  try {
    return await ask(rpc, hexBytes, "eth_call", call, blockTag);
  } catch (thrown) {
    if (revertDataOf(thrown) !== undefined) return undefined;
    throw thrown;
  }
}

export const chainIdOf = async (rpc: Rpc): Promise<bigint> => ask(rpc, quantity, "eth_chainId");

export const nonceOf = async (rpc: Rpc, account: string, tag: string): Promise<number> =>
  Number(await ask(rpc, quantity, "eth_getTransactionCount", account, tag));

export const receiptOf = async (rpc: Rpc, hash: string): Promise<Receipt | undefined> =>
  (await ask(rpc, receiptSchema.nullish(), "eth_getTransactionReceipt", hash)) ?? undefined;

interface RpcErrorDetails {
  readonly rpcCode: number;
  readonly text: string;
  readonly data: string | undefined;
}

/** The node's own error, when that is what was thrown. */
export function rpcErrorOf(thrown: unknown): RpcErrorDetails | undefined {
  return evmErrors.is(thrown, "RPC_ERROR") ? thrown.details : undefined;
}

/**
 * The revert data when an execution was answered with a revert, `0x` where it gave none; undefined for any other
 * failure.
 */
export function revertDataOf(thrown: unknown): string | undefined {
  const error = rpcErrorOf(thrown);
  return error !== undefined && isRevert(error) ? (error.data ?? "0x") : undefined;
}

/** True when the node does not have the method or not this form of it. */
export function isUnsupported(thrown: unknown): boolean {
  const error = rpcErrorOf(thrown);
  if (error === undefined || revertDataOf(thrown) !== undefined) return false;
  return (
    [-32601, -32602, -32004, -32600].includes(error.rpcCode) ||
    /not (supported|found|available|implemented|allowed)|unsupported|unknown method|disabled|too many arguments/i.test(
      error.text,
    )
  );
}
