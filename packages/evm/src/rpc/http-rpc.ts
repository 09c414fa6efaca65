import { growingPause } from "@mvcrs/errors";
import { evmErrors } from "../errors.ts";
import { nodeSend, type Send } from "./node-send.ts";
import { type Outcome, outcomeOf, sentOnce } from "./outcome.ts";
import { post } from "./post.ts";
import { openQueue } from "./queue.ts";

/** A JSON-RPC endpoint of an Ethereum node. `label` names it in messages and holds no credentials. */
export interface Rpc {
  readonly label: string;
  request(method: string, params: readonly unknown[]): Promise<unknown>;
}

export interface HttpRpcOptions {
  /** How a request is sent; Node's own HTTP client by default. The global `fetch` fits. */
  readonly fetch?: Send;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Attempts in all; 6 by default. */
  readonly attempts?: number;
  /** For one attempt; 10,000 by default. */
  readonly timeoutMs?: number;
  /**
   * What `null` means where a block was asked for. A node behind a load balancer says so of a block that it is going to
   * have: it is asked again by default. `"answer"` accepts that, for callers that ask whether a block is gone.
   */
  readonly missingBlock?: "ask-again" | "answer";
}

// A provider that limits the rate accepts requests again after a second or a minute; a node that lags, after a block. A range that
// a gateway times out on is better halved than requested again.
const patience = { busy: 12, behind: 5, gateway: 2 } as const;
const pauses = { first: 100, most: 3_000 };

/**
 * An endpoint reached by HTTP. Requests made at the same time go in one JSON-RPC batch where the endpoint takes one,
 * else side by side. Lost answers, rate limits and lagging nodes are asked again, with growing pauses; that is safe for
 * every method but `eth_sendTransaction`, since a signed transaction has one hash however often it is submitted.
 *
 * @throws RPC_UNREACHABLE, RPC_ERROR, RPC_BAD_ANSWER from `request`
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ask, httpRpc, quantity } from "@mvcrs/evm";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * assert((await ask(rpc, quantity, "eth_chainId")) > 0n);
 * ```
 */
export function httpRpc(url: string, options: HttpRpcOptions = {}): Rpc {
  const { attempts = 6, timeoutMs = 10_000 } = options;
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((done) => setTimeout(done, ms)));
  const { target, label, headers } = endpointOf(url);
  const send = (body: unknown) => post(options.fetch ?? nodeSend, target, headers, timeoutMs, body);
  const ask = openQueue(send);

  return {
    label,
    async request(method, params) {
      for (let attempt = 1; ; attempt++) {
        const outcome: Outcome = outcomeOf(await ask(method, params), method, label);
        if (outcome.kind === "answer") return outcome.result;
        if (outcome.kind === "final") throw outcome.error(attempt);
        if (outcome.result === null && options.missingBlock === "answer") return null;
        const patient = outcome.kind === "lost" ? attempts : patience[outcome.kind];
        // A lost answer to a signed transaction is looked up by its hash before it is submitted again.
        const once = sentOnce.has(method) || (method.startsWith("eth_send") && outcome.kind === "lost");
        if (once || attempt >= patient) {
          if (outcome.result === null) return null;
          throw outcome.error(attempt);
        }
        await sleep(Math.max(growingPause(attempt, pauses), outcome.waitMs ?? 0));
      }
    },
  };
}

function endpointOf(url: string) {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || !/^https?:$/.test(target.protocol)) throw evmErrors.create("BAD_ENDPOINT", {});
  // Providers put keys in the path or the query; the host is enough to know which endpoint is meant.
  const label = target.host;
  // fetch refuses credentials inside a URL, so they go where they belong.
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (target.username !== "") {
    const pair = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`;
    headers["authorization"] = `Basic ${Buffer.from(pair).toString("base64")}`;
    target.username = "";
    target.password = "";
  }
  return { target, label, headers };
}
