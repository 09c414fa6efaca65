import type { CodedError } from "@mvcrs/errors";
import { z } from "zod";
import { evmErrors } from "../errors.ts";
import { isRevert, meaningOf } from "../node-answers.ts";
import type { Reply } from "./post.ts";

/** One request's reply: the HTTP answer, and the JSON-RPC answer in it that belongs to the request. */
export interface Answered {
  readonly reply: Reply;
  readonly id: number;
  /** The part of a batch's answer; the whole of a single one's. */
  readonly json: unknown;
}

/**
 * What is to be done about a reply. `lost`: nothing came, or a gateway's answer. `busy`, `behind`: rows of the table.
 * `gateway`: a gateway gave up on what the request asks for.
 */
export type Outcome =
  | { readonly kind: "answer"; readonly result: unknown }
  | {
      readonly kind: "lost" | "busy" | "behind" | "gateway" | "final";
      readonly error: (attempts: number) => CodedError;
      readonly waitMs?: number | undefined;
      /** The answer after all, where it stays so. */
      readonly result?: null;
    };

// A node that has not signed anything yet may be asked again; eth_sendTransaction signs and sends in one call, so a lost
// answer must not lead to a second request.
export const sentOnce = new Set(["eth_sendTransaction"]);

const answerSchema = z.object({
  // Some gateways leave the id out of an error, or set it to null.
  id: z.union([z.number(), z.null()]).optional(),
  result: z.unknown().optional(),
  error: z
    .object({ code: z.number().catch(0), message: z.string().catch(""), data: z.unknown().optional() })
    .optional(),
});

export function outcomeOf({ reply, id, json }: Answered, method: string, endpoint: string): Outcome {
  if ("lost" in reply) return unreachable("lost", endpoint, reply.lost, undefined, reply.cause);
  const { status, retryAfterMs } = reply;
  const answer = answerSchema.safeParse(json).data;
  const error = answer?.error;
  if (error !== undefined && (answer?.id == null || answer.id === id)) {
    const data = hexIn(error.data);
    const text = error.message.split("\n", 1)[0] ?? "";
    const reverted = isRevert({ rpcCode: error.code, text, data });
    const means = reverted ? "unknown" : meaningOf(method, { rpcCode: error.code, text });
    const limited = !reverted && (status === 429 || (status >= 500 && means === "unknown"));
    const kind = limited ? "busy" : means === "busy" || means === "behind" ? means : "final";
    return {
      kind,
      waitMs: retryAfterMs ?? backoffIn(error.data),
      error: () => evmErrors.create("RPC_ERROR", { endpoint, method, rpcCode: error.code, text, data }),
    };
  }
  if (answer !== undefined && answer.id === id && "result" in answer) {
    const result = answer.result;
    // A node behind a load balancer that has not seen the block yet says null; so does one that will never have it.
    if (result === null && method === "eth_getBlockByNumber")
      return { kind: "behind", result: null, error: () => bad(endpoint, method, "no such block", status) };
    return { kind: "answer", result };
  }
  if (method === "eth_getLogs" && (status === 504 || status === 413))
    return {
      kind: status === 504 ? "gateway" : "final",
      error: () => bad(endpoint, method, `HTTP ${status}`, status),
    };
  if ([408, 425].includes(status) || status >= 500)
    return unreachable("lost", endpoint, `HTTP ${status}`, retryAfterMs);
  // Cloudflare's 1015 is a rate limit sent as a 403.
  if (status === 429 || (status === 403 && /\b1015\b|rate.?limit|too many requests/i.test(reply.text)))
    return unreachable("busy", endpoint, `HTTP ${status}, a rate limit`, retryAfterMs);
  const problem = `HTTP ${status}, no JSON-RPC answer to this request`;
  return { kind: "final", error: () => bad(endpoint, method, problem, status) };
}

const bad = (endpoint: string, method: string, problem: string, status: number) =>
  evmErrors.create("RPC_BAD_ANSWER", { endpoint, method, problem, status });

const unreachable = (
  kind: "lost" | "busy",
  endpoint: string,
  problem: string,
  waitMs: number | undefined,
  cause?: unknown,
): Outcome => ({
  kind,
  waitMs,
  error: (attempts) => evmErrors.create("RPC_UNREACHABLE", { endpoint, attempts, problem }, { cause }),
});

const backoffSchema = z.object({ rate: z.object({ backoff_seconds: z.number().min(0).max(60) }) });

// Infura says in the error how long to wait.
const backoffIn = (data: unknown): number | undefined => {
  const seconds = backoffSchema.safeParse(data).data?.rate.backoff_seconds;
  return seconds === undefined ? undefined : seconds * 1_000;
};

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
