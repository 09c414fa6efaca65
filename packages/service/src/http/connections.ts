import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

interface Connection {
  readonly socket: Socket;
  readonly key: string;
  /** Requests that came whole and are not answered yet. */
  requests: number;
}

/**
 * The connections of a server, so many at most. Where there are as many, the one that has had nothing to answer for longest is
 * let go for the one that comes: however many are held open by somebody who says nothing, others are answered.
 */
export class Connections {
  readonly #most: number;
  readonly #all = new Map<string, Connection>();
  /** Those with nothing to answer, the longest first. */
  readonly #idle = new Set<Connection>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a connection in, or closes it where all the others are being answered. */
  add(socket: Socket): void {
    if (this.#all.size >= this.#most) {
      const [longest] = this.#idle;
      if (longest === undefined) {
        socket.destroy();
        return;
      }
      this.#forget(longest);
      longest.socket.destroy();
    }
    const connection = { socket, requests: 0, key: keyOf(socket) };
    this.#all.set(connection.key, connection);
    this.#idle.add(connection);
    socket.once("close", () => this.#forget(connection));
  }

  /** Notes that a request is being answered. */
  answering({ socket }: IncomingMessage, response: ServerResponse): void {
    const connection = this.#all.get(keyOf(socket));
    if (connection === undefined) return;
    connection.requests += 1;
    this.#idle.delete(connection);
    response.once("close", () => {
      connection.requests -= 1;
      if (connection.requests === 0 && this.#all.get(connection.key) === connection)
        this.#idle.add(connection);
    });
  }

  #forget(connection: Connection): void {
    this.#idle.delete(connection);
    // Another one may have come under the same addresses since.
    if (this.#all.get(connection.key) === connection) this.#all.delete(connection.key);
  }

  destroyAll(): void {
    for (const { socket } of this.#all.values()) socket.destroy();
  }
}

/** Of TLS a request has another socket than the connection, with the same addresses. */
const keyOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
