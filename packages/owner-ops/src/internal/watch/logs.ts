import { z } from "zod";
import { ownerErrors } from "../../errors.ts";
import type { Rpc } from "../../rpc.ts";
import { ask, logSchema, type NodeLog, toQuantity } from "../node-values.ts";

/** The logs of some contracts in a range of blocks, in chain order. Ranges that a node finds too wide are halved. */
export async function logsOf(
  rpc: Rpc,
  address: readonly string[],
  from: bigint,
  to: bigint,
): Promise<readonly NodeLog[]> {
  if (address.length === 0 || from > to) return [];
  const filter = { address, fromBlock: toQuantity(from), toBlock: toQuantity(to) };
  try {
    return await ask(rpc, z.array(logSchema), "eth_getLogs", filter);
  } catch (thrown) {
    // Nodes limit blocks or results per query, each with words of its own; gateways answer 413 and 504, or cut off.
    const refused = ownerErrors.is(thrown, "RPC_ERROR", "RPC_BAD_ANSWER");
    if (!refused || from === to) throw thrown;
    const middle = (from + to) / 2n;
    return [...(await logsOf(rpc, address, from, middle)), ...(await logsOf(rpc, address, middle + 1n, to))];
  }
}
