import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as an endpoint got it. */
export interface Got {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Answer = (got: Got, response: ServerResponse) => void;

export const status =
  (code: number, headers: Record<string, string> = {}, body = ""): Answer =>
  (_got, response) => {
    response.writeHead(code, headers);
    response.end(body);
  };
export const reset: Answer = (_got, response) => response.destroy();
/** Takes the request and never answers. */
export const hang: Answer = () => undefined;
/** Bytes that are no HTTP. */
export const noise: Answer = (_got, response) => response.socket?.end("\u0000\u0001 what? \r\n\r\n");

export interface Endpoint {
  readonly url: string;
  readonly got: Got[];
  /** How requests are answered from now on. */
  answer: Answer;
  /** Cuts every connection. */
  end(): void;
}

/** A real HTTP server on loopback for the running test; answers 204 until told otherwise. */
export async function endpoint(answer: Answer = status(204)): Promise<Endpoint> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      const got = { method, path, headers, body: Buffer.concat(chunks).toString("utf8") };
      made.got.push(got);
      made.answer(got, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const made: Endpoint = {
    url: `http://127.0.0.1:${port}`,
    got: [],
    answer,
    end: () => server.closeAllConnections(),
  };
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return made;
}
