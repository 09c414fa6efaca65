import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

export const demoFolder = fileURLToPath(
  new URL("../../../../demo/Phase-8-Universal-Value-Dominance/", import.meta.url),
);
const mermaid = fileURLToPath(import.meta.resolve("@mermaid-js/tiny/dist/mermaid.tiny.js"));

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

/** What stands in for files of the demo folder: a text, or `null` for a file that is missing. */
export type Overrides = Readonly<Record<string, string | null>>;

/** The demo folder behind a plain web server, with Mermaid where the export would put it. */
export async function serveDemo(overrides: () => Overrides): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path =
      normalize(decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname)).slice(1) ||
      "index.html";
    const given = overrides()[path];
    const file = path === "vendor/mermaid.js" ? mermaid : join(demoFolder, path);
    if (given === null || (given === undefined && !(existsSync(file) && statSync(file).isFile()))) {
      response.writeHead(404).end("not found");
      return;
    }
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
    response.end(given ?? readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}
