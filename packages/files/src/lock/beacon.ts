import { type FileHandle, open } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { basename, dirname } from "node:path";
import { systemCode } from "@mvcrs/errors";

// A listening socket beside a lock. The kernel closes it with its process, and every process that shares the folder can ask it,
// from whatever container: unlike a process number, it means the same in every namespace of one kernel.

/**
 * - `lit`: a process holds it
 * - `out`: the socket is there and nobody listens
 * - `gone`: there is no socket
 * - `unknown`: it cannot be asked
 */
export type Light = "lit" | "out" | "gone" | "unknown";

export interface Beacons {
  /** Lights a beacon; `undefined` where none can be made. */
  light(path: string): Promise<Beacon | undefined>;
  ask(path: string): Promise<Light>;
}

export interface Beacon {
  /** Puts it out and removes its file. */
  putOut(): Promise<void>;
}

// What sockaddr_un holds on Linux, with its last zero.
const LONGEST_PATH = 107;

/** Beacons as sockets in the file system. */
export const unixBeacons: Beacons = {
  async light(path) {
    const place = await shortPath(path);
    if (place === undefined) return undefined;
    const server = createServer((socket) => socket.destroy());
    // A lock alone keeps no process running.
    server.unref();
    try {
      await listening(server, place.path);
    } catch {
      await place.folder?.close();
      return undefined;
    }
    return {
      async putOut() {
        await new Promise((resolve) => server.close(resolve));
        await place.folder?.close();
      },
    };
  },

  async ask(path) {
    const place = await shortPath(path).catch(() => undefined);
    if (place === undefined) return "unknown";
    try {
      return await answer(place.path);
    } finally {
      await place.folder?.close();
    }
  },
};

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    // Everybody who can reach the folder may ask.
    server.listen({ path, readableAll: true, writableAll: true }, () => {
      server.off("error", reject).on("error", () => undefined);
      resolve();
    });
  });
}

function answer(path: string): Promise<Light> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve("lit");
    });
    socket.once("error", (thrown) => {
      const code = systemCode(thrown);
      // EAGAIN: so many are asking that the queue of the one who holds it is full.
      if (code === "EAGAIN") resolve("lit");
      else resolve(code === "ECONNREFUSED" ? "out" : code === "ENOENT" ? "gone" : "unknown");
    });
  });
}

interface Place {
  readonly path: string;
  /** Kept open for as long as the path is in use. */
  readonly folder: FileHandle | undefined;
}

/** The path, or where it is too long for a socket one through the open folder; `undefined` when the name alone is. */
async function shortPath(path: string): Promise<Place | undefined> {
  if (Buffer.byteLength(path) <= LONGEST_PATH) return { path, folder: undefined };
  const folder = await open(dirname(path), "r");
  const short = `/proc/self/fd/${folder.fd}/${basename(path)}`;
  if (Buffer.byteLength(short) <= LONGEST_PATH) return { path: short, folder };
  await folder.close();
  return undefined;
}
