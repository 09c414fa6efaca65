import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";

/** A second RPC endpoint in front of the chain, run by somebody else, who may start to lie. */
export interface Relay {
  readonly url: string;
  /** From now on every call with this selector is answered with this number; null ends it. */
  lie(forgery: Forgery | null): void;
  /** From now on nothing is answered; false ends it. */
  silence(silent: boolean): void;
  stop(): Promise<void>;
}

interface Forgery {
  readonly selector: string;
  readonly answer: bigint;
}

const callSchema = z.object({
  id: z.unknown(),
  method: z.literal("eth_call"),
  params: z.tuple([z.object({ data: z.string() })], z.unknown()),
});
// One request, or a batch of them (JSON-RPC 2.0, 6).
const messages = z.union([z.array(z.looseObject({ id: z.unknown() })), z.looseObject({ id: z.unknown() })]);

/** The lie that a request is answered with; undefined for one that is passed on. */
function lieTo(request: unknown, { selector, answer }: Forgery) {
  const call = callSchema.safeParse(request).data;
  if (call?.params[0].data.startsWith(selector) !== true) return undefined;
  return { jsonrpc: "2.0", id: call.id, result: `0x${answer.toString(16).padStart(64, "0")}` };
}

export async function startRelay(target: string): Promise<Relay> {
  let forgery: Forgery | null = null;
  let silent = false;
  const answersOf = async (body: string): Promise<string> => {
    const honest = () => passOn(target, body);
    if (forgery === null) return honest();
    const told = forgery;
    const asked = messages.parse(JSON.parse(body));
    if (!Array.isArray(asked)) {
      const lie = lieTo(asked, told);
      return lie === undefined ? honest() : JSON.stringify(lie);
    }
    const lies = new Map(asked.map((request) => [request.id, lieTo(request, told)]));
    const answers = z.array(z.looseObject({ id: z.unknown() })).parse(JSON.parse(await honest()));
    return JSON.stringify(answers.map((answer) => lies.get(answer.id) ?? answer));
  };
  const server = createServer(async (incoming, outgoing) => {
    if (silent) {
      outgoing.destroy();
      return;
    }
    try {
      const answers = await answersOf(await textOf(incoming));
      outgoing.setHeader("content-type", "application/json");
      outgoing.end(answers);
    } catch {
      outgoing.statusCode = 502;
      outgoing.end();
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    lie(next) {
      forgery = next;
    },
    silence(next) {
      silent = next;
    },
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function passOn(target: string, body: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  return (await fetch(target, { method: "POST", headers, body })).text();
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
