import { callRaw, type Rpc, toQuantity } from "@mvcrs/evm";
import type { Deployment } from "../deployment.ts";
import type { Quantity } from "../quantity.ts";
import { getterInterface, getters } from "./abi.ts";

/** Everything that one endpoint says of a deployment at one block, by metric. */
export type Reading = ReadonlyMap<string, Quantity>;

/** Reads every getter at a block. @throws what `rpc.request` throws */
export async function readState(
  rpc: Rpc,
  deployment: Deployment,
  block: bigint,
): Promise<Map<string, Quantity>> {
  const reading = new Map<string, Quantity>();
  const answers = await Promise.all(
    getters.map(async ({ contract, name, unit }) => {
      const target = deployment[contract];
      if (target === undefined) return null;
      const data = getterInterface.encodeFunctionData(name);
      return { contract, name, unit, answer: await callRaw(rpc, toQuantity(block), { to: target, data }) };
    }),
  );
  for (const read of answers) {
    // A word exactly: anything else is not an answer of such a getter.
    if (read?.answer === undefined || read.answer.length !== 66) continue;
    const raw = BigInt(read.answer);
    if (read.unit === "flag" && raw > 1n) continue;
    reading.set(`${read.contract}.${read.name}`, { unit: read.unit, raw });
  }
  return reading;
}
