import { z } from "zod";
import { evmErrors } from "./errors.ts";
import { ask, type MinedLog, minedLogSchema, toQuantity } from "./node-values.ts";
import type { Rpc } from "./rpc/http-rpc.ts";

/** Which logs are meant: of these contracts, with one of these first topics where any are given, in these blocks. */
export interface LogRange {
  readonly addresses: readonly string[];
  readonly topics?: readonly string[];
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * The logs of a range of blocks, in chain order. Ranges that a node finds too wide are halved.
 *
 * @throws RPC_UNREACHABLE, RPC_ERROR, RPC_BAD_ANSWER
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc, latestBlock, logsOf } from "@mvcrs/evm";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const { number: to } = await latestBlock(rpc);
 * const logs = await logsOf(rpc, { addresses: [process.env["ARENA"] ?? ""], from: 0n, to });
 * assert(logs.every(({ blockNumber }) => blockNumber <= to));
 * ```
 */
export async function logsOf(rpc: Rpc, range: LogRange): Promise<readonly MinedLog[]> {
  const { addresses, topics, from, to } = range;
  if (addresses.length === 0 || from > to) return [];
  const filter = {
    address: addresses,
    ...(topics === undefined ? {} : { topics: [topics] }),
    fromBlock: toQuantity(from),
    toBlock: toQuantity(to),
  };
  try {
    return await ask(rpc, z.array(minedLogSchema), "eth_getLogs", filter);
  } catch (thrown) {
    // Nodes limit blocks or results per query, each with words of its own; gateways answer 413 and 504, or cut off.
    const refused = evmErrors.is(thrown, "RPC_ERROR", "RPC_BAD_ANSWER");
    if (!refused || from === to) throw thrown;
    const middle = (from + to) / 2n;
    const first = await logsOf(rpc, { ...range, to: middle });
    return [...first, ...(await logsOf(rpc, { ...range, from: middle + 1n }))];
  }
}
