import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf } from "@mvcrs/errors";
import { cliErrors } from "../../errors.ts";

export interface MetricsServer {
  readonly url: string;
  /** Takes no more requests, ends those under way, and resolves once the port is free. */
  close(): Promise<void>;
}

/** What a scrape is answered with. */
export type Render = () => Promise<{ readonly contentType: string; readonly text: string }>;

/**
 * Serves `/metrics` and `/healthz` over plain HTTP, for reading only.
 *
 * @throws SERVE_FAILED
 *
 * No login: everyone who can reach the port may read. That is why it listens on this machine alone by default.
 */
export async function serveMetrics(options: {
  readonly host: string;
  readonly port: number;
  readonly render: Render;
  readonly onError: (reason: string) => void;
}): Promise<MetricsServer> {
  const { host, port, render, onError } = options;
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 }, (request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      // Prometheus records the failed scrape as `up 0`, which the alert rules look at.
      const reason = messageOf(thrown);
      onError(reason);
      reply(response, 500, "text/plain; charset=utf-8", `${reason}\n`);
    });
  });
  server.maxConnections = 64;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    const path = (request.url ?? "").split("?", 1)[0];
    const plain = "text/plain; charset=utf-8";
    if (request.method !== "GET" && request.method !== "HEAD")
      return reply(response, 405, plain, "only GET and HEAD\n", { allow: "GET, HEAD" });
    if (path === "/healthz") return reply(response, 200, plain, "ok\n");
    if (path !== "/metrics") return reply(response, 404, plain, "try /metrics\n");
    const { contentType, text } = await render();
    reply(response, 200, contentType, text);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", (thrown) =>
      reject(cliErrors.create("SERVE_FAILED", { host, port, reason: messageOf(thrown) })),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const named = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${named}:${address.port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // A client that holds its connection open must not hold up the end.
        setTimeout(() => server.closeAllConnections(), 2000).unref();
      }),
  };
}

function reply(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": contentType, "cache-control": "no-store", ...headers });
  response.end(response.req.method === "HEAD" ? "" : body);
}
