import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A connection to a server that can be cut at a chosen moment, as a network does. */
export interface CutProxy extends AsyncDisposable {
  readonly url: string;
  /** Cuts every connection as soon as the server next answers, before the answer arrives. */
  loseNextAnswer(): void;
  /** Cuts every connection when the client next says something, before it arrives. */
  loseNextQuestion(): void;
  /** Whether new connections are let through. */
  open: boolean;
}

export async function cutProxy(target: string): Promise<CutProxy> {
  const upstream = new URL(target);
  const sockets = new Set<Socket>();
  let lose: "answer" | "question" | undefined;
  const cut = (): void => {
    lose = undefined;
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    const up = connect(Number(upstream.port), upstream.hostname);
    for (const socket of [client, up]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        up.destroy();
      });
    }
    if (!proxy.open) client.destroy();
    client.on("data", (bytes) => (lose === "question" ? cut() : up.write(bytes)));
    up.on("data", (bytes) => (lose === "answer" ? cut() : client.write(bytes)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = new URL(target);
  url.port = String(typeof address === "object" ? address?.port : "");
  const proxy: CutProxy = {
    url: url.href,
    open: true,
    loseNextAnswer: () => {
      lose = "answer";
    },
    loseNextQuestion: () => {
      lose = "question";
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}
