import { chainIdOf, httpRpc, latestBlock } from "@mvcrs/evm";
import { type Finding, ok, problem, warning } from "./finding.ts";

const skewSeconds = 300;

/** Does the endpoint answer, and is its newest block of about now? @throws what `httpRpc` throws */
export async function chainFinding(url: string, now: number): Promise<Finding> {
  const rpc = httpRpc(url, { attempts: 1, timeoutMs: 5_000 });
  const [chain, block] = [await chainIdOf(rpc), await latestBlock(rpc)];
  const ahead = Number(block.timestamp) - Math.floor(now / 1000);
  const says = `${rpc.label}: chain ${chain}, block ${block.number}`;
  if (ahead > skewSeconds)
    return problem(
      "rpc",
      `${says}, which is ${ahead} s ahead of this machine's clock`,
      "Set the machine's clock; if it is right, the node's chain is not the one you mean.",
    );
  return ahead < -skewSeconds
    ? warning("rpc", `${says}, which is ${-ahead} s old`, "The node may have stopped following its chain.")
    : ok("rpc", says);
}
