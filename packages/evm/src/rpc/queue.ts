import { setImmediate as nextTurn } from "node:timers/promises";
import type { Answered } from "./outcome.ts";
import type { Reply } from "./post.ts";

interface Waiting {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
  readonly done: (answered: Answered) => void;
}

/** Providers limit how much one batch may hold. */
const most = 50;

/**
 * Gathers the requests of one turn of the event loop into a JSON-RPC batch (JSON-RPC 2.0, 6). What is sent to the chain
 * goes alone. An endpoint that answers a batch with anything but a batch is asked one by one from then on; a request
 * whose answer is missing from a batch is asked again alone.
 */
export function openQueue(send: (body: unknown) => Promise<Reply>) {
  let lastId = 0;
  let waiting: Waiting[] = [];
  let batches = true;

  const alone = async ({ id, method, params, done }: Waiting): Promise<void> => {
    const reply = await send({ jsonrpc: "2.0", id, method, params });
    done({ reply, id, json: "text" in reply ? parse(reply.text) : undefined });
  };

  const together = async (calls: readonly Waiting[]): Promise<void> => {
    const body = calls.map(({ id, method, params }) => ({ jsonrpc: "2.0", id, method, params }));
    const reply = await send(body);
    const json = "text" in reply ? parse(reply.text) : undefined;
    const byId = new Map(Array.isArray(json) ? json.map((one: unknown) => [idOf(one), one]) : []);
    if (byId.size === 0) {
      // Some endpoints answer a batch with an error of HTTP, or close the connection. Alone the requests will tell; a
      // rate limit says nothing about batches.
      const limited = "text" in reply && reply.status === 429;
      batches = limited;
      if (limited || "lost" in reply || reply.status >= 500) {
        for (const { id, done } of calls) done({ reply, id, json });
        return;
      }
    }
    const missing = calls.filter(({ id }) => !byId.has(id));
    for (const { id, done } of calls) if (byId.has(id)) done({ reply, id, json: byId.get(id) });
    await Promise.all(missing.map(alone));
  };

  const flush = async (): Promise<void> => {
    await nextTurn();
    const calls = waiting;
    waiting = [];
    if (calls.length === 1 || !batches) return void (await Promise.all(calls.map(alone)));
    for (let at = 0; at < calls.length; at += most) void together(calls.slice(at, at + most));
  };

  return (method: string, params: readonly unknown[]): Promise<Answered> =>
    new Promise((done) => {
      const call = { id: ++lastId, method, params, done };
      if (method.startsWith("eth_send")) return void alone(call);
      waiting.push(call);
      if (waiting.length === 1) void flush();
    });
}

const idOf = (one: unknown): unknown =>
  typeof one === "object" && one !== null && "id" in one ? one.id : undefined;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
