import { isCodedError, messageOf } from "@mvcrs/errors";
import { z } from "zod";
import { ownerErrors } from "./errors.ts";

/** A JSON-RPC endpoint of an Ethereum node. `label` names it in messages and holds no credentials. */
export interface Rpc {
  readonly label: string;
  request(method: string, params: readonly unknown[]): Promise<unknown>;
}

export interface HttpRpcOptions {
  readonly fetch?: typeof fetch;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Attempts in all; 6 unless told. */
  readonly attempts?: number;
  /** For one attempt; 10,000 unless told. */
  readonly timeoutMs?: number;
}

const answerSchema = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() }).optional(),
});

// Answers of a gateway in front of the node; the request may not have reached it.
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

// A node that has not signed anything yet may be asked again; eth_sendTransaction signs and sends in one go, so a lost
// answer must not lead to a second request.
const sentOnce = new Set(["eth_sendTransaction"]);

/**
 * An endpoint reached by HTTP. Lost answers are asked for again, with growing pauses; that is safe for every method but
 * `eth_sendTransaction`, since a signed transaction has one hash however often it is handed in.
 *
 * @throws RPC_UNREACHABLE, RPC_ERROR, RPC_BAD_ANSWER from `request`
 */
export function httpRpc(url: string, options: HttpRpcOptions = {}): Rpc {
  const { attempts = 6, timeoutMs = 10_000 } = options;
  const send = options.fetch ?? fetch;
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((done) => setTimeout(done, ms)));
  const parsed = parseUrl(url);
  // Providers put keys in the path or the query; the host is enough to know which endpoint is meant.
  const label = parsed.host;
  // fetch refuses credentials inside a URL, so they go where they belong.
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (parsed.username !== "") {
    const pair = `${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`;
    headers["authorization"] = `Basic ${Buffer.from(pair).toString("base64")}`;
    parsed.username = "";
    parsed.password = "";
  }
  let id = 0;

  const once = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    const thisId = ++id;
    const response = await send(parsed, {
      method: "POST",
      headers,
      body: JSON.stringify({ jsonrpc: "2.0", id: thisId, method, params }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (passing.has(response.status) && !text.includes('"jsonrpc"'))
      throw new Error(`HTTP ${response.status}`);
    const answer = parseAnswer(text);
    if (answer === undefined || answer.id !== thisId)
      throw ownerErrors.create("RPC_BAD_ANSWER", {
        endpoint: label,
        method,
        problem: `HTTP ${response.status}, no JSON-RPC answer to this request`,
      });
    if (answer.error !== undefined)
      throw ownerErrors.create("RPC_ERROR", {
        endpoint: label,
        method,
        rpcCode: answer.error.code,
        text: answer.error.message.split("\n", 1)[0] ?? "",
        data: hexIn(answer.error.data),
      });
    return answer.result;
  };

  return {
    label,
    async request(method, params) {
      const most = sentOnce.has(method) ? 1 : attempts;
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(method, params);
        } catch (thrown) {
          if (isCodedError(thrown)) throw thrown;
          if (attempt >= most)
            throw ownerErrors.create(
              "RPC_UNREACHABLE",
              { endpoint: label, attempts: attempt, problem: networkProblem(thrown) },
              { cause: thrown },
            );
          await sleep(Math.min(100 * 2 ** (attempt - 1), 3_000));
        }
      }
    },
  };
}

function parseUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol))
    throw ownerErrors.create("UNKNOWN_OPTION", { problem: "--rpc-url is not an http or https address" });
  return parsed;
}

function parseAnswer(text: string): z.infer<typeof answerSchema> | undefined {
  try {
    return answerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

// fetch hides why behind "fetch failed"; the cause says ECONNREFUSED and the like.
function networkProblem(thrown: unknown): string {
  return thrown instanceof Error && thrown.cause instanceof Error
    ? messageOf(thrown.cause) || thrown.cause.name
    : messageOf(thrown);
}

// Nodes put revert data in `data` as a string, in `data.data`, or in `data.originalError.data`.
function hexIn(data: unknown): string | undefined {
  if (typeof data === "string") return /^0x([0-9a-f]{2})*$/i.test(data) ? data : undefined;
  if (typeof data !== "object" || data === null) return undefined;
  for (const value of Object.values(data)) {
    const found = hexIn(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
