import type { IncomingMessage } from "node:http";

/** Why a body was not read. */
export type BodyRefused = "too-large" | "too-many" | "cut-off";

/** Bytes of bodies that are held at the same time, whoever sent them. */
export class BodyBudget {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Reads a body of at most `most` bytes. What is held counts until `release` is called, so that many large bodies at once
   * are refused and do not fill the memory.
   */
  async read(
    request: IncomingMessage,
    most: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly release: () => void } | BodyRefused> {
    if (Number(request.headers["content-length"] ?? 0) > most) return "too-large";
    const chunks: Uint8Array[] = [];
    let size = 0;
    const release = () => {
      this.#held -= size;
      size = 0;
    };
    try {
      for await (const chunk of request) {
        if (!(chunk instanceof Uint8Array)) continue;
        size += chunk.length;
        this.#held += chunk.length;
        if (size > most) return refused("too-large");
        if (this.#held > this.#most) return refused("too-many");
        chunks.push(chunk);
      }
    } catch {
      return refused("cut-off");
    }
    return { bytes: Buffer.concat(chunks), release };

    function refused(why: BodyRefused): BodyRefused {
      release();
      return why;
    }
  }
}
