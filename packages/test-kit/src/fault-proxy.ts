/** One JSON-RPC request on its way to a node. `nth` counts all requests from 1, `ofMethod` those of its method. */
export interface PassingCall {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly nth: number;
  readonly ofMethod: number;
}

/** What comes back in place of the node's answer. `after`: the node gets the request first, and its answer is lost. */
export type Fault = { readonly after?: boolean } & (
  | { readonly error: { readonly code: number; readonly message: string; readonly data?: unknown } }
  | { readonly result: unknown }
  | {
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly cut: true }
  | { readonly mangle: (result: unknown) => unknown }
);

export interface FaultProxy {
  readonly fetch: typeof fetch;
  /** Every request that passed, in order. */
  readonly calls: readonly PassingCall[];
}

interface Message {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}

/**
 * A `fetch` that stands before a JSON-RPC node and plays the faults that `play` names: refusals in a client's own words,
 * gateways' answers, closed connections, answers changed on the way. It knows batches, each of whose parts is a call of
 * its own. `play` may throw, as a process that dies there would.
 */
export function faultProxy(
  upstream: typeof fetch,
  play: (call: PassingCall) => Fault | undefined | Promise<Fault | undefined>,
): FaultProxy {
  const calls: PassingCall[] = [];
  const counts = new Map<string, number>();

  const pass = async (
    input: Parameters<typeof fetch>[0],
    init: RequestInit | undefined,
    message: Message,
  ): Promise<Response> => {
    const { id, method, params } = message;
    const ofMethod = (counts.get(method) ?? 0) + 1;
    counts.set(method, ofMethod);
    const call = { method, params, nth: calls.length + 1, ofMethod };
    calls.push(call);
    const forward = () => upstream(input, { ...init, body: JSON.stringify({ jsonrpc: "2.0", ...message }) });
    const fault = await play(call);
    if (fault === undefined) return forward();
    const answer = fault.after === true || "mangle" in fault ? await forward() : undefined;
    if ("cut" in fault) throw new TypeError("the connection was closed");
    if ("status" in fault)
      return new Response(fault.body, { status: fault.status, headers: { ...fault.headers } });
    if ("mangle" in fault) {
      const { result }: { result?: unknown } = JSON.parse((await answer?.text()) ?? "{}");
      return Response.json({ jsonrpc: "2.0", id, result: fault.mangle(result) });
    }
    return Response.json(
      "error" in fault
        ? { jsonrpc: "2.0", id, error: fault.error }
        : { jsonrpc: "2.0", id, result: fault.result },
    );
  };

  return {
    calls,
    fetch: async (input, init) => {
      const body: Message | readonly Message[] = JSON.parse(String(init?.body));
      if (!Array.isArray(body)) return pass(input, init, body as Message);
      const parts = await Promise.all(body.map((message: Message) => pass(input, init, message)));
      // A gateway answers the whole request, and not a part of it.
      const whole = parts.find(({ headers }) => !(headers.get("content-type") ?? "").includes("json"));
      return whole ?? Response.json(await Promise.all(parts.map((part) => part.json())));
    },
  };
}
