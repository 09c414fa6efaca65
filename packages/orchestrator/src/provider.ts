import { messageOf } from "@mvcrs/errors";
import { JsonRpcProvider, Network } from "ethers";
import { orchestratorErrors } from "./errors.ts";

/**
 * A provider as the orchestrator needs it: it asks the node every time (an answer of a quarter of a second ago may be from
 * before our own transaction), asks at once (no batches), and fails where the node does not answer instead of trying for
 * ever.
 *
 * @throws CHAIN_FAILED
 */
export async function openProvider(
  url: string,
  options: { readonly pollingIntervalMs?: number } = {},
): Promise<JsonRpcProvider> {
  const probe = new JsonRpcProvider(url, Network.from(1), { staticNetwork: true, batchMaxCount: 1 });
  try {
    const chainId = BigInt(await probe.send("eth_chainId", []));
    return new JsonRpcProvider(url, Network.from(chainId), {
      staticNetwork: true,
      cacheTimeout: -1,
      batchMaxCount: 1,
      pollingInterval: options.pollingIntervalMs ?? 1000,
    });
  } catch (thrown) {
    // Never the URL itself: its path often holds a key.
    throw orchestratorErrors.create(
      "CHAIN_FAILED",
      { step: `reaching ${hostOf(url)}`, problem: messageOf(thrown) },
      { cause: thrown },
    );
  } finally {
    probe.destroy();
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    throw orchestratorErrors.create("BAD_OPTION", { option: "RPC endpoint", problem: "it is not a URL" });
  }
}
