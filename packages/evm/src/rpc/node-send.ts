import type { request } from "node:http";
import { createRequire } from "node:module";

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
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () =>
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
