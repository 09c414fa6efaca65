import { parseRetryAfter } from "./backoff.ts";

export type Fetch = typeof fetch;

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Bytes of the response that are wanted; the rest is not read. 0: none. */
  readonly wanted: number;
}

/** The outcome of a request. `reason` is our own words and the status: nothing of the response, which is not to be trusted. */
export type HttpOutcome =
  | { readonly kind: "ok"; readonly status: number; readonly body: string }
  | {
      readonly kind: "retry";
      readonly reason: string;
      /** The endpoint as a whole cannot take more now; other deliveries to it wait too. */
      readonly endpoint: boolean;
      readonly retryAfterMs: number | null;
      /** The first wait, where the endpoint named none; each further attempt waits twice as long. */
      readonly patienceMs?: number;
      /** There was no answer at all: a proxy or a firewall may stand in the way. */
      readonly unreached?: true;
    }
  | { readonly kind: "refused"; readonly reason: string; readonly status: number };

export interface Http {
  readonly fetch: Fetch;
  /** The present in milliseconds. */
  readonly clock: () => number;
  /** How long the next request may take, in milliseconds. */
  readonly timeoutMs: () => number;
}

/** An answer that makes no sense: whether the request had its effect is unknown. */
export const garbage = (reason: string): Extract<HttpOutcome, { kind: "retry" }> => ({
  kind: "retry",
  reason,
  endpoint: false,
  retryAfterMs: null,
});

/** Sends one request and returns its outcome; never rejects for what an endpoint does. */
export async function send(request: HttpRequest, http: Http): Promise<HttpOutcome> {
  try {
    const response = await http.fetch(request.url, {
      method: request.method,
      headers: { "user-agent": "mvcrs", ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      // A redirect could send the notice and its credentials to somebody else.
      redirect: "manual",
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(http.timeoutMs()))),
    });
    const failed = classify(response, http.clock());
    if (failed !== null) {
      await response.body?.cancel().catch(() => undefined);
      return failed;
    }
    const body = await readCapped(response, request.wanted);
    return body === null
      ? garbage("the answer is larger than any that makes sense")
      : { kind: "ok", status: response.status, body };
  } catch (thrown) {
    return {
      kind: "retry",
      reason: networkReason(thrown),
      endpoint: true,
      retryAfterMs: null,
      unreached: true,
    };
  }
}

function classify(response: Response, now: number): Exclude<HttpOutcome, { kind: "ok" }> | null {
  const { status, headers } = response;
  if (status >= 200 && status < 300) return null;
  const retryAfterMs = parseRetryAfter(headers.get("retry-after"), now);
  const reason = `status ${status}${status >= 300 && status < 400 ? ": a redirect, which is not followed" : ""}`;
  if (status === 408 || status >= 500)
    return { kind: "retry", reason, endpoint: status !== 500 || retryAfterMs !== null, retryAfterMs };
  // The notice itself is what these refuse; sent again it would be refused again.
  if (aboutTheRequest.has(status)) return { kind: "refused", reason, status };
  // Anything else is how things stand at the endpoint: a limit (GitHub's secondary one is a bare 403, and asks for a
  // minute at least), a token that was changed, a repository or a host that moved. People fix that.
  return {
    kind: "retry",
    reason,
    endpoint: status !== 404 && status !== 410,
    retryAfterMs: retryAfterMs ?? resetAfterMs(headers, now),
    patienceMs: 60_000,
  };
}

const aboutTheRequest = new Set([400, 405, 406, 411, 413, 414, 415, 422, 431]);

/** When GitHub's primary rate limit, used up, is full again. */
function resetAfterMs(headers: Headers, now: number): number | null {
  const reset = headers.get("x-ratelimit-reset") ?? "";
  if (headers.get("x-ratelimit-remaining") !== "0" || !/^\d{1,12}$/.test(reset)) return null;
  return parseRetryAfter(String(Math.max(0, Math.ceil(Number(reset) - now / 1000))), now);
}

async function readCapped(response: Response, wanted: number): Promise<string | null> {
  if (wanted === 0 || response.body === null) {
    await response.body?.cancel().catch(() => undefined);
    return "";
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > wanted) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The system's code (`ECONNREFUSED`) where there is one; messages may repeat a URL, and that may be a secret. */
function networkReason(thrown: unknown): string {
  if (thrown instanceof Error && thrown.name === "TimeoutError") return "no answer in time";
  let error = thrown;
  for (let depth = 0; depth < 4 && error instanceof Error; depth++) {
    if ("code" in error && typeof error.code === "string" && /^[A-Z0-9_]{1,60}$/.test(error.code))
      return `no connection (${error.code})`;
    error = error.cause;
  }
  return "no connection";
}
