import type { IncomingMessage, request } from "node:http";
import { createRequire } from "node:module";
import type { Readable } from "node:stream";

// By `require`: an `import` of node:http reads all its exports, and one of them loads the global `fetch`.
const load = createRequire(import.meta.url);
const starters = new Map<string, typeof request>();

function starterOf(protocol: string): typeof request {
  const known = starters.get(protocol);
  if (known !== undefined) return known;
  const found: typeof request = load(`node:${protocol.slice(0, -1)}`).request;
  starters.set(protocol, found);
  return found;
}

/** What a POST needs of `fetch`; the global one will do. */
export type Send = (
  target: URL,
  init: {
    readonly method: "POST";
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}>;

/**
 * A POST by Node's own HTTP client over connections that are kept. The global `fetch` takes a sixth of a second to load,
 * and an emergency waits for it. No redirect is followed: the endpoint is the one that was named, and no other.
 */
export const nodeSend: Send = async (target, { method, headers, body, signal }) => {
  const bytes = Buffer.from(body);
  return new Promise((done, fail) => {
    const options = { method, headers: { ...headers, "content-length": bytes.length }, signal };
    const sent = starterOf(target.protocol)(target, options, (response) => {
      const failed = (error: Error) => {
        sent.destroy();
        fail(error);
      };
      response.on("error", fail);
      const answer = plain(response, failed);
      const chunks: Buffer[] = [];
      let length = 0;
      answer.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > mostBytes) failed(new Error(`the answer is longer than ${mostBytes} bytes`));
        else chunks.push(chunk);
      });
      answer.on("end", () =>
        done({
          status: response.statusCode ?? 0,
          headers: { get: (name) => response.headers[name]?.toString() ?? null },
          text: async () => Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    sent.on("error", (error) => fail(signal.aborted ? signal.reason : error));
    sent.end(bytes);
  });
};

/** The longest answer that is read, unpacked. */
const mostBytes = 128 * 1024 * 1024;

/** The answer as it was before it was packed: some gateways pack what nobody asked them to. */
function plain(response: IncomingMessage, failed: (error: Error) => void): Readable {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity") return response;
  // Loaded here: hardly any answer is packed.
  const zlib: typeof import("node:zlib") = load("node:zlib");
  const unpack =
    encoding === "gzip" || encoding === "x-gzip" || encoding === "deflate"
      ? zlib.createUnzip()
      : encoding === "br"
        ? zlib.createBrotliDecompress()
        : undefined;
  if (unpack === undefined) {
    failed(new Error(`the answer is packed as ${encoding}, which nobody asked for`));
    return response;
  }
  unpack.on("error", failed);
  return response.pipe(unpack);
}
