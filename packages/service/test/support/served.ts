import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import type { FileLayer } from "@mvcrs/files";
import { memoryFiles } from "@mvcrs/files/testing";
import { onTestFinished } from "vitest";
import {
  createEdge,
  type Edge,
  inboxIntake,
  JudgedPlace,
  type ListenOptions,
  listen,
  makeToken,
  openInbox,
  serveFile,
  signalRoutes,
} from "../../src/index.ts";

const now = Date.parse("2026-11-22T00:00:00.000Z");

export interface ServedOptions extends Partial<ListenOptions> {
  readonly files?: FileLayer;
  readonly names?: readonly string[];
  readonly folder?: string;
  readonly mostAhead?: number;
  readonly more?: (edge: Edge) => void;
}

/** The edge on a free port of this machine, with an inbox in memory. */
export async function served(options: ServedOptions = {}) {
  const reporter = makeToken({ actor: "reporter", may: "signals", now }, randomBytes);
  const person = makeToken({ actor: "ann", may: "act", now }, randomBytes);
  const tokens = [reporter.token, person.token];
  const inbox = await openInbox({
    files: options.files ?? memoryFiles(),
    folder: "/inbox",
    judged: 0,
    notice: () => undefined,
  });
  const judged = new JudgedPlace(0);
  const intake = inboxIntake(inbox, judged, options.mostAhead ?? 1024 * 1024);
  const failures: string[] = [];
  const edge = createEdge({
    names: options.names ?? [],
    failed: (what, problem) => failures.push(`${what}: ${problem}`),
  });
  signalRoutes(edge, {
    intake: () => intake,
    tokens: async () => tokens,
    clock: () => now,
  });
  const { folder } = options;
  if (folder !== undefined)
    edge.get("/files/*", async ({ req, notFound }) => {
      const served = { folder, cacheControl: () => "no-cache" };
      const path = req.path.slice("/files/".length);
      return (await serveFile(served, path, req.raw.headers, req.method === "HEAD")) ?? notFound();
    });
  options.more?.(edge);
  const server = await listen(edge, { host: "127.0.0.1", port: 0, tls: undefined, ...options });
  onTestFinished(() => server.close(0));
  const url = new URL(server.url);
  return {
    url: server.url,
    port: Number(url.port),
    inbox,
    failures,
    token: reporter.text,
    personToken: person.text,
    judge: (place: number) => judged.moveTo(place),
    close: server.close,
    send: (body: string | Uint8Array, headers: Record<string, string> = {}) =>
      fetch(new URL("/signals", server.url), {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${reporter.text}`, ...headers },
      }),
    raw: (text: string) => rawAnswer(Number(url.port), text),
  };
}

/** What the server says to a text of one's own, until it closes the connection. */
function rawAnswer(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    // A server that refuses what is still being sent may reset the connection.
    socket.on("error", (error) => (answer === "" ? reject(error) : resolve(answer)));
    socket.on("close", () => resolve(answer));
  });
}
