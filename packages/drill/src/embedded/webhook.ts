import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { z } from "zod";

/** An alert as the monitoring webhook got it. */
interface ReceivedAlert {
  readonly type: string;
  readonly title: string;
  readonly level: string;
  /** The signature was checked (Standard Webhooks). */
  readonly verified: boolean;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string;
  /** All that came, each once, in their order. */
  readonly alerts: readonly ReceivedAlert[];
  stop(): Promise<void>;
}

const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ title: z.string(), level: z.string() }),
});

/** The team's monitoring, as far as it takes part in the rehearsal. */
export async function startWebhook(key: Uint8Array): Promise<Webhook> {
  const alerts: ReceivedAlert[] = [];
  const seen = new Set<string>();
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const header = (name: string) => String(incoming.headers[name] ?? "");
    const id = header("webhook-id");
    const signed = createHmac("sha256", key)
      .update(`${id}.${header("webhook-timestamp")}.${body}`)
      .digest();
    const given = Buffer.from(/v1,(\S+)/.exec(header("webhook-signature"))?.[1] ?? "", "base64");
    const verified = given.length === signed.length && timingSafeEqual(given, signed);
    const event = eventSchema.safeParse(JSON.parse(body)).data;
    if (event !== undefined && !seen.has(id)) {
      seen.add(id);
      const { title, level } = event.data;
      alerts.push({ type: event.type, title, level, verified });
    }
    outgoing.statusCode = 200;
    outgoing.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    secret: `whsec_${Buffer.from(key).toString("base64")}`,
    alerts,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
