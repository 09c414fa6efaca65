import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** One address for whichever server is the primary now. */
export interface Proxy {
  readonly port: number;
  target: number;
  /** Cuts every connection. */
  cut(): void;
  /** Cuts every connection as soon as the server next answers anybody, before the answer arrives. */
  loseNextAnswer(): void;
  close(): void;
}

export async function startProxy(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let losing = false;
  const server = createServer((client) => {
    const up = connect(proxy.target, "127.0.0.1");
    for (const [socket, other] of [
      [client, up],
      [up, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.pipe(up);
    up.on("data", (bytes) => (losing ? proxy.cut() : client.write(bytes)));
    up.on("end", () => client.end());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const proxy: Proxy = {
    port: typeof address === "object" ? (address?.port ?? 0) : 0,
    target,
    loseNextAnswer: () => {
      losing = true;
    },
    cut: () => {
      losing = false;
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      proxy.cut();
      server.close();
    },
  };
  return proxy;
}
