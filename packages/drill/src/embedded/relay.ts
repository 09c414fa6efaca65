import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";

/** A second RPC endpoint in front of the chain, run by somebody else, who may start to lie. */
export interface Relay {
  readonly url: string;
  /** From now on every call with this selector is answered with this number; null ends it. */
  lie(forgery: { readonly selector: string; readonly answer: bigint } | null): void;
  stop(): Promise<void>;
}

const callSchema = z.object({
  id: z.unknown(),
  method: z.literal("eth_call"),
  params: z.tuple([z.object({ data: z.string() })], z.unknown()),
});

export async function startRelay(target: string): Promise<Relay> {
  let forgery: { readonly selector: string; readonly answer: bigint } | null = null;
  const server = createServer(async (incoming, outgoing) => {
    try {
      const body = await textOf(incoming);
      const call = callSchema.safeParse(JSON.parse(body)).data;
      outgoing.setHeader("content-type", "application/json");
      if (forgery !== null && call?.params[0].data.startsWith(forgery.selector) === true) {
        const result = `0x${forgery.answer.toString(16).padStart(64, "0")}`;
        outgoing.end(JSON.stringify({ jsonrpc: "2.0", id: call.id, result }));
        return;
      }
      const headers = { "content-type": "application/json" };
      outgoing.end(await (await fetch(target, { method: "POST", headers, body })).text());
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
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
