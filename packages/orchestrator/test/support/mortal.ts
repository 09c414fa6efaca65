import { nodeTextFiles, type TextFiles } from "@mvcrs/files";
import { Wallet } from "ethers";
import type { OrchestratorOptions } from "../../src/index.ts";
import { openProvider } from "../../src/index.ts";
import { orchestratorKey } from "./anvil.ts";

/** What the process "dies" with: after it, no effect gets through any more. */
class Died extends Error {}

/**
 * An orchestrator's world in which the process dies at its `last` effect, before it is done or after: a write, a removal,
 * a transaction, an alert.
 */
export async function mortal(url: string, last: number, when: "before" | "after") {
  let effects = 0;
  let dead = false;
  const effect = async <Result>(action: () => Promise<Result>): Promise<Result> => {
    if (dead) throw new Died();
    effects++;
    if (effects === last && when === "before") {
      dead = true;
      throw new Died();
    }
    const result = await action();
    if (effects === last) {
      dead = true;
      throw new Died();
    }
    return result;
  };
  const provider = await openProvider(url, { pollingIntervalMs: 20 });
  const send = provider.send.bind(provider);
  provider.send = (method: string, params: unknown[] | Record<string, unknown>) =>
    method === "eth_sendRawTransaction" ? effect(() => send(method, params)) : send(method, params);
  const files: TextFiles = {
    ...nodeTextFiles,
    write: (path, text) => effect(() => nodeTextFiles.write(path, text)),
    remove: (path) => effect(() => nodeTextFiles.remove(path)),
  };
  const alerted: string[] = [];
  const options: Partial<OrchestratorOptions> = {
    files,
    signer: new Wallet(orchestratorKey, provider),
    alert: (alert) => effect(async () => void alerted.push(alert.id)),
  };
  return {
    options,
    alerted,
    get died() {
      return dead;
    },
    close: () => provider.destroy(),
  };
}
