import { messageOf } from "@mvcrs/errors";
import { JsonRpcApiProvider, type JsonRpcPayload, Network } from "ethers";
import { z } from "zod";
import { evmErrors } from "../errors.ts";
import { chainIdOf, rpcErrorOf } from "../node-values.ts";
import { type HttpRpcOptions, httpRpc, type Rpc } from "../rpc/http-rpc.ts";

/** What came for one request, in the form that ethers reads errors from. */
type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { code: number; message: string; data?: unknown } };

/**
 * An ethers provider over an endpoint of ours. It asks the node every time (an answer of a quarter of a second ago may be
 * from before our own transaction), and the endpoint knows how long to be patient.
 */
class EndpointProvider extends JsonRpcApiProvider {
  readonly #rpc: Rpc;

  constructor(rpc: Rpc, network: Network, pollingInterval: number) {
    super(network, { staticNetwork: network, cacheTimeout: -1, batchMaxCount: 1, pollingInterval });
    this.#rpc = rpc;
    this._start();
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<Answer[]> {
    return Promise.all((Array.isArray(payload) ? payload : [payload]).map((one) => this.#answer(one)));
  }

  async #answer({ id, method, params }: JsonRpcPayload): Promise<Answer> {
    try {
      return { id, result: await this.#rpc.request(method, Array.isArray(params) ? params : [params]) };
    } catch (thrown) {
      const error = rpcErrorOf(thrown);
      if (error === undefined) throw thrown;
      const { rpcCode: code, text: message, data } = error;
      return { id, error: { code, message, ...(data === undefined ? {} : { data }) } };
    }
  }
}

/** Opens a provider for an endpoint. @throws BAD_ENDPOINT, RPC_UNREACHABLE, RPC_ERROR, RPC_BAD_ANSWER */
export async function openProvider(
  url: string,
  options: HttpRpcOptions & { readonly pollingIntervalMs?: number } = {},
): Promise<JsonRpcApiProvider> {
  // ethers asks for blocks to learn whether they are there.
  const rpc = httpRpc(url, { missingBlock: "answer", ...options });
  return new EndpointProvider(rpc, Network.from(await chainIdOf(rpc)), options.pollingIntervalMs ?? 1000);
}

const nodeError = z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() });
// Where ethers keeps what the node said.
const wrapped = z.union([
  z.object({ info: z.object({ error: nodeError }) }).transform(({ info }) => info.error),
  z.object({ error: nodeError }).transform(({ error }) => error),
]);

/** The endpoint behind a provider. Its errors are ours again: RPC_ERROR in the node's words, else RPC_UNREACHABLE. */
export function endpointOf(provider: JsonRpcApiProvider): Rpc {
  const label = "the node";
  return {
    label,
    async request(method, params) {
      try {
        return await provider.send(method, [...params]);
      } catch (thrown) {
        if (evmErrors.is(thrown, "RPC_UNREACHABLE", "RPC_ERROR", "RPC_BAD_ANSWER")) throw thrown;
        const said = wrapped.safeParse(thrown).data;
        if (said === undefined)
          throw evmErrors.create(
            "RPC_UNREACHABLE",
            { endpoint: label, attempts: 1, problem: messageOf(thrown) },
            { cause: thrown },
          );
        const { code: rpcCode, message: text, data } = said;
        throw evmErrors.create(
          "RPC_ERROR",
          { endpoint: label, method, rpcCode, text, data: typeof data === "string" ? data : undefined },
          { cause: thrown },
        );
      }
    },
  };
}
