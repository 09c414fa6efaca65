import { isCodedError } from "@mvcrs/errors";
import { z } from "zod";
import { liveErrors } from "../errors.ts";
import type { Rpc } from "../rpc.ts";

const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform((text) => BigInt(text));
const hash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform((text) => text.toLowerCase());
const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => text.toLowerCase());
const hexBytes = z.string().regex(/^0x([0-9a-fA-F]{2})*$/);

const blockSchema = z.object({ number: quantity, hash, timestamp: quantity });
export type Block = z.infer<typeof blockSchema>;

const logSchema = z.object({
  address,
  topics: z.array(hash),
  data: hexBytes,
  blockNumber: quantity,
  blockHash: hash,
  logIndex: quantity,
});
export type NodeLog = z.infer<typeof logSchema>;

async function ask<T>(rpc: Rpc, schema: z.ZodType<T>, method: string, ...params: unknown[]): Promise<T> {
  const parsed = schema.safeParse(await rpc.request(method, params));
  if (parsed.success) return parsed.data;
  const problem = z.prettifyError(parsed.error).replaceAll("\n", " ");
  throw liveErrors.create("LIVE_BAD_ANSWER", { endpoint: rpc.label, method, problem });
}

const toHex = (value: bigint): string => `0x${value.toString(16)}`;
export const chainIdOf = (rpc: Rpc): Promise<bigint> => ask(rpc, quantity, "eth_chainId");
export const headOf = (rpc: Rpc): Promise<Block> =>
  ask(rpc, blockSchema, "eth_getBlockByNumber", "latest", false);

/** A block, or null where the node does not have it. */
export const blockAt = (rpc: Rpc, number: bigint): Promise<Block | null> =>
  ask(rpc, blockSchema.nullable(), "eth_getBlockByNumber", toHex(number), false);

export const hasCode = async (rpc: Rpc, at: string): Promise<boolean> =>
  (await ask(rpc, hexBytes, "eth_getCode", at, "latest")) !== "0x";

/** The answer of a call; null where it reverts or the contract answers with nothing, as one without the function does. */
export async function call(rpc: Rpc, to: string, data: string, block: bigint): Promise<string | null> {
  try {
    const answer = await ask(rpc, hexBytes, "eth_call", { to, data }, toHex(block));
    return answer === "0x" ? null : answer;
  } catch (thrown) {
    if (isRevert(thrown)) return null;
    throw thrown;
  }
}

const logLimitError = z.object({ rpcCode: z.number(), text: z.string() });

/** The logs of a range, in chain order. Ranges that a node finds too wide are halved. */
export async function logsOf(
  rpc: Rpc,
  addresses: readonly string[],
  topics: readonly string[],
  from: bigint,
  to: bigint,
): Promise<readonly NodeLog[]> {
  if (from > to) return [];
  const filter = { address: addresses, topics: [topics], fromBlock: toHex(from), toBlock: toHex(to) };
  try {
    return await ask(rpc, z.array(logSchema), "eth_getLogs", filter);
  } catch (thrown) {
    // Nodes limit blocks or results per query, each with words of its own; gateways answer 413 and 504, or cut off.
    if (!(isNodeError(thrown) || isGatewayError(thrown)) || from === to) throw thrown;
    const middle = (from + to) / 2n;
    const first = await logsOf(rpc, addresses, topics, from, middle);
    return [...first, ...(await logsOf(rpc, addresses, topics, middle + 1n, to))];
  }
}

const nodeErrorOf = (thrown: unknown) =>
  isCodedError(thrown) ? logLimitError.safeParse(thrown.details).data : undefined;
const isNodeError = (thrown: unknown): boolean => nodeErrorOf(thrown) !== undefined;

// No JSON-RPC answer, but one of HTTP.
const httpError = z.object({ status: z.number() });
const isGatewayError = (thrown: unknown): boolean =>
  isCodedError(thrown) && httpError.safeParse(thrown.details).success;

// geth says 3; others say it in words.
function isRevert(thrown: unknown): boolean {
  const error = nodeErrorOf(thrown);
  return error !== undefined && (error.rpcCode === 3 || /revert|invalid opcode/i.test(error.text));
}
