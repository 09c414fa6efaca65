import type { Deployment } from "../deployment.ts";
import type { Quantity } from "../quantity.ts";
import type { Rpc } from "../rpc.ts";
import { getterInterface, getters } from "./abi.ts";
import { call } from "./ask.ts";

/** Everything that one endpoint says of a deployment at one block, by metric. */
export type Reading = ReadonlyMap<string, Quantity>;

/** Reads every getter at a block. @throws LIVE_BAD_ANSWER and what the endpoint throws */
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
      return { contract, name, unit, answer: await call(rpc, target, data, block) };
    }),
  );
  for (const read of answers) {
    // A word exactly: anything else is not an answer of such a getter.
    if (read?.answer == null || read.answer.length !== 66) continue;
    const raw = BigInt(read.answer);
    if (read.unit === "flag" && raw > 1n) continue;
    reading.set(`${read.contract}.${read.name}`, { unit: read.unit, raw });
  }
  return reading;
}
