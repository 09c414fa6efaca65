import { once } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { get as get_ } from "node:https";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it, onTestFinished } from "vitest";
import { certificate, certificateKey } from "./support/certificate.ts";
import { served } from "./support/served.ts";

const get = (path: string, headers: string) => `GET ${path} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`;
const status = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

const kept = "nobody may read this";

function filesFolder(): string {
  const folder = tempRoot();
  mkdirSync(join(folder, "site/sub"), { recursive: true });
  writeFileSync(join(folder, "secret"), kept);
  writeFileSync(join(folder, "site/.hidden"), kept);
  writeFileSync(join(folder, "site/sub/a.txt"), "0123456789");
  symlinkSync(join(folder, "secret"), join(folder, "site/link"));
  return join(folder, "site");
}

describe("the edge", () => {
  it("answers to addresses, localhost and its names, and to no other host (DNS rebinding)", async () => {
    const { raw } = await served({ names: ["crs.example.org"] });
    const of = async (host: string) => status(await raw(get("/nothing", host)));
    for (const host of [
      "127.0.0.1:1",
      "localhost",
      "LOCALHOST:9",
      "[::1]:8",
      "crs.example.org",
      "Crs.Example.org:443",
    ])
      expect(await of(`Host: ${host}\r\n`), host).toBe(404);
    for (const host of [
      "evil.example",
      "localhost.evil.example",
      "127.0.0.1.evil.example",
      "crs.example.org.evil",
      "a@localhost",
      "",
    ])
      expect([400, 421], host).toContain(await of(`Host: ${host}\r\n`));
    expect(await of("")).toBe(400);
  });

  it("lets no page of another site act, whatever it knows (CSRF)", async () => {
    const { send } = await served();
    const of = async (headers: Record<string, string>) => (await send("{}", headers)).status;
    expect(await of({ origin: "https://evil.example" })).toBe(403);
    expect(await of({ origin: "null" })).toBe(403);
    expect(await of({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await of({ "sec-fetch-site": "same-site" })).toBe(403);
    expect(await of({ "sec-fetch-site": "same-origin" })).toBe(422);
  });

  it("serves files of its folder and nothing outside it", async () => {
    const { raw } = await served({ folder: filesFolder() });
    const of = async (path: string) => raw(get(`/files/${path}`, "Host: localhost\r\n"));
    expect(await of("sub/a.txt")).toContain("0123456789");
    for (const path of [
      "../secret",
      "sub/../../secret",
      "%2e%2e/secret",
      "..%2fsecret",
      "sub%2f..%2f..%2fsecret",
      "%252e%252e/secret",
      "..%5csecret",
      "link",
      ".hidden",
      "sub",
      "",
      "sub/a.txt%00",
      "sub/a.txt/b",
      `${"a".repeat(5000)}`,
      "%ff",
    ]) {
      const answer = await of(path);
      expect([400, 404], path).toContain(status(answer));
      expect(answer, path).not.toContain(kept);
    }
  });

  it("knows a file that the asker has, and sends the part that is asked for", async () => {
    const { url } = await served({ folder: filesFolder() });
    const at = new URL("/files/sub/a.txt", url);
    const whole = await fetch(at);
    const etag = whole.headers.get("etag") ?? "";
    expect([await whole.text(), whole.headers.get("accept-ranges")]).toEqual(["0123456789", "bytes"]);
    const with_ = async (headers: Record<string, string>) => {
      const answer = await fetch(at, { headers });
      return [answer.status, await answer.text(), answer.headers.get("content-range")];
    };
    expect(await with_({ "if-none-match": `"x", ${etag}` })).toEqual([304, "", null]);
    expect(await with_({ "if-none-match": '"x"' })).toEqual([200, "0123456789", null]);
    expect(await with_({ range: "bytes=2-4" })).toEqual([206, "234", "bytes 2-4/10"]);
    expect(await with_({ range: "bytes=7-" })).toEqual([206, "789", "bytes 7-9/10"]);
    expect(await with_({ range: "bytes=-3" })).toEqual([206, "789", "bytes 7-9/10"]);
    expect(await with_({ range: "bytes=8-99" })).toEqual([206, "89", "bytes 8-9/10"]);
    expect(await with_({ range: "bytes=10-" })).toEqual([416, "", "bytes */10"]);
    expect(await with_({ range: "bytes=1-2,4-5" })).toEqual([200, "0123456789", null]);
    expect(await with_({ range: "bytes=2-4", "if-range": '"x"' })).toEqual([200, "0123456789", null]);
    const head = await fetch(at, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
  });

  it("refuses headers that are too large", async () => {
    const { raw } = await served();
    expect(status(await raw(get("/nothing", `Host: localhost\r\nX: ${"x".repeat(20_000)}\r\n`)))).toBe(431);
    const many = Array.from({ length: 5000 }, (_, index) => `X${index}: y\r\n`).join("");
    expect(status(await raw(get("/nothing", `Host: localhost\r\n${many}`)))).toBe(431);
  });

  it("closes a client that is slow to say what it wants, or to send its body", async () => {
    const { raw, token } = await served({ headersTimeoutMs: 100, requestTimeoutMs: 300 });
    expect(status(await raw("GET / HTTP/1.1\r\nHost: local"))).toBe(408);
    const head = `POST /signals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n`;
    expect([400, 408]).toContain(status(await raw(`${head}Content-Length: 100\r\n\r\nabc`)));
  });

  it("bounds how many are connected, closes those that say nothing, and then serves others", async () => {
    const { port, raw } = await served({ maxConnections: 20, headersTimeoutMs: 100 });
    const sockets: Socket[] = [];
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    const closed = Array.from({ length: 200 }, () => {
      const socket = connect(port, "127.0.0.1");
      sockets.push(socket);
      socket.on("error", () => undefined);
      socket.resume();
      return once(socket, "close");
    });
    // Every one of them, those that were let in too, is closed by the server.
    await Promise.all(closed);
    expect(status(await raw(get("/nothing", "Host: localhost\r\n")))).toBe(404);
  });

  it("answers what goes wrong inside with an error of its own, and says it", async () => {
    const { url, failures } = await served({
      more: (edge) => {
        edge.get("/broken", () => {
          throw new TypeError("oh");
        });
      },
    });
    expect((await fetch(new URL("/broken", url))).status).toBe(500);
    expect(failures).toEqual(["GET /broken: oh"]);
  });

  it("speaks TLS where it has a certificate, and nothing in the open then", async () => {
    const { port, url, raw } = await served({ tls: { cert: certificate, key: certificateKey } });
    expect(url).toMatch(/^https:/);
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const options = { host: "127.0.0.1", port, servername: "localhost", ca: certificate, path: "/nothing" };
      get_({ ...options, headers: { host: "localhost" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on("error", reject);
    });
    expect(answer).toBe(404);
    const open = await raw(get("/nothing", "Host: localhost\r\n")).catch(() => "");
    expect(status(open)).not.toBe(404);
  });

  it("ends while a client holds its connection, and frees the port", async () => {
    const { port, close, url } = await served();
    const socket = connect(port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.write("GET / HTTP/1.1\r\n");
    await close(50);
    await expect(fetch(url)).rejects.toThrow();
  });
});
