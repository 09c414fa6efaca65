import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { errorCode } from "@mvcrs/test-kit";
import { expect, it, onTestFinished } from "vitest";
import { httpRpc } from "../src/index.ts";

async function endpoint(answer: RequestListener) {
  const server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port");
  return httpRpc(`http://127.0.0.1:${address.port}`, { attempts: 2, sleep: async () => undefined });
}

const said = JSON.stringify({ jsonrpc: "2.0", id: 1, result: "0x2a" });

it("reads answers that are packed, though it asks for none", async () => {
  for (const [encoding, bytes] of [
    ["gzip", gzipSync(said)],
    ["GZIP", gzipSync(said)],
    ["deflate", deflateSync(said)],
    ["br", brotliCompressSync(said)],
    ["identity", Buffer.from(said)],
  ] as const) {
    const rpc = await endpoint((request, response) => {
      expect(request.headers["accept-encoding"]).toBeUndefined();
      response.setHeader("content-encoding", encoding);
      response.end(bytes);
    });
    expect(await rpc.request("eth_chainId", [])).toBe("0x2a");
  }
});

it("takes an answer that cannot be unpacked, and one without end, for none", async () => {
  for (const [encoding, bytes] of [
    ["gzip", Buffer.from(said)],
    ["zstd", Buffer.from(said)],
    // A gigabyte of zeros in a megabyte.
    ["gzip", gzipSync(Buffer.alloc(1 << 30))],
  ] as const) {
    const rpc = await endpoint((_, response) => {
      response.setHeader("content-encoding", encoding);
      response.end(bytes);
    });
    expect(await errorCode(() => rpc.request("eth_chainId", []))).toBe("RPC_UNREACHABLE");
  }
});
