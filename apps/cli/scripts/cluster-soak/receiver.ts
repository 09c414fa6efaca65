import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** How a receiver of notices is at the moment. */
export type Mood = "well" | "slow" | "failing" | "silent" | "forgetful" | "dead";

/** A webhook of somebody else, with bad days. */
export class Receiver {
  /** What it was told and has answered with 204: the ids that the deliveries of an event carried, each time. */
  readonly told = new Map<string, string[]>();
  /** Deliveries that it took and never answered. */
  unanswered = 0;
  mood: Mood = "well";
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => void this.#take(request, response));
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    this.#server = server.listen(this.#port, "127.0.0.1");
    await once(server, "listening");
    this.#port = (server.address() as AddressInfo).port;
  }

  /** As when its process dies: what is under way is cut. */
  async die(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    try {
      for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
    } catch {
      return;
    }
    const { mood } = this;
    if (mood === "failing") return void response.writeHead(503).end();
    // Ended by whoever asks, or when the mood changes.
    if (mood === "silent") return;
    const { id } = JSON.parse(text) as { readonly id: string };
    const heard = this.told.get(id) ?? [];
    heard.push(String(request.headers["webhook-id"]));
    this.told.set(id, heard);
    if (mood === "slow") await pause(700);
    if (mood === "forgetful") {
      this.unanswered += 1;
      request.socket.destroy();
    } else response.writeHead(204).end();
  }
}
