import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Connections } from "./connections.ts";
import type { Edge } from "./edge.ts";

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** PEM of certificate and key; plain HTTP without. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** Connections at the same time: for one more, the one that is idle for longest is closed. */
  readonly maxConnections?: number;
  /** How long a request may take to arrive, its headers alone, in milliseconds. */
  readonly headersTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
}

export interface Listening {
  /** With a slash behind it. */
  readonly url: string;
  /** Takes no more requests, ends those under way within `graceMs`, and resolves once the port is free. */
  close(graceMs: number): Promise<void>;
}

const defaults = { maxConnections: 2_048, headersTimeoutMs: 5_000, requestTimeoutMs: 30_000 };
const maxHeaderBytes = 16 * 1024;
const maxHeaders = 100;
/** A connection on which nothing moves for this long is closed. */
const stillMs = 60_000;

/**
 * Serves over HTTP, or HTTPS where there is a certificate. Each connection is bounded in time and in what it may send before
 * it has said who it is, and so are all of them in number.
 *
 * Rejects with what `listen` of Node rejects with.
 */
export async function listen(edge: Edge, options: ListenOptions): Promise<Listening> {
  const { host, port, tls } = options;
  const { maxConnections, headersTimeoutMs, requestTimeoutMs } = { ...defaults, ...options };
  const bounds = {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 10_000,
    connectionsCheckingInterval: Math.min(1_000, headersTimeoutMs),
    noDelay: true,
  };
  const listener = getRequestListener(edge.fetch, { overrideGlobalObjects: false });
  const connections = new Connections(maxConnections);
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    connections.answering(request, response);
    void listener(request, response);
  };
  const server: Server =
    tls === undefined
      ? createServer(bounds, answer)
      : createTlsServer(
          { ...bounds, ...tls, handshakeTimeout: headersTimeoutMs, minVersion: "TLSv1.2" },
          answer,
        );
  server.maxHeadersCount = maxHeaders;
  server.setTimeout(stillMs);
  server.on("connection", (socket) => connections.add(socket));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog: 4_096 }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const named = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `${tls === undefined ? "http" : "https"}://${named}:${address.port}/`,
    close: (graceMs) =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // A client that holds its connection open must not hold up the end.
        setTimeout(() => connections.destroyAll(), graceMs).unref();
      }),
  };
}
