import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret/with+signs" };
const region = "eu-test-1";

/** What happens to a request instead, or beside: `undefined` for what it asks. */
export type Fault =
  | { readonly status: number; readonly code?: string }
  /** Does what is asked, then closes the connection without an answer. */
  | "unheard"
  /** Closes the connection at once. */
  | "closed"
  /** Does not look at conditions. */
  | "unconditional"
  | undefined;

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");
const hmac = (key: Uint8Array | string, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest();

/** AWS Signature Version 4, as its description has it: whether a request is signed by the key, body included. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const header =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? "",
    );
  const [, scope = "", names = "", signature = ""] = header ?? [];
  const [key, day = "", ...rest] = scope.split("/");
  const stated = String(request.headers["x-amz-content-sha256"]);
  if (key !== credentials.accessKeyId || rest.join("/") !== `${region}/s3/aws4_request`) return false;
  if (!names.split(";").includes("host") || stated !== sha256(body)) return false;
  const canonical = [
    request.method,
    (request.url ?? "").split("?")[0],
    "",
    ...names.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}`),
    "",
    names,
    stated,
  ].join("\n");
  const toSign = [
    "AWS4-HMAC-SHA256",
    String(request.headers["x-amz-date"]),
    `${day}/${rest.join("/")}`,
    sha256(canonical),
  ].join("\n");
  const signing = [day, region, "s3", "aws4_request"].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `AWS4${credentials.secretAccessKey}`,
  );
  return timingSafeEqual(hmac(signing, toSign), Buffer.from(signature, "hex"));
}

/** An object store with one bucket, which looks at signatures and conditions. Ends with the test. */
export async function bucket() {
  const objects = new Map<string, Buffer>();
  const asked: {
    readonly method: string;
    readonly key: string;
    readonly headers: IncomingMessage["headers"];
  }[] = [];
  const world: {
    fault: (method: string, key: string) => Fault;
    before: (method: string, key: string) => void;
  } = {
    fault: () => undefined,
    before: () => undefined,
  };
  const refuse = (response: ServerResponse, status: number, code: string) =>
    response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
  const tag = (bytes: Buffer): string => `"${sha256(bytes).slice(0, 32)}"`;

  function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): unknown {
    const { method = "", headers } = request;
    const [, name, ...path] = new URL(request.url ?? "", "http://x").pathname.split("/");
    const key = path.join("/");
    asked.push({ method, key, headers });
    world.before(method, key);
    const fault = world.fault(method, key);
    if (fault === "closed") return request.socket.destroy();
    if (typeof fault === "object") return refuse(response, fault.status, fault.code ?? "");
    if (!isSigned(request, body)) return refuse(response, 403, "SignatureDoesNotMatch");
    if (name !== "logs") return refuse(response, 404, "NoSuchBucket");
    const there = objects.get(key);
    if (method === "GET") {
      if (there === undefined) return refuse(response, 404, "NoSuchKey");
      return response.writeHead(200, { etag: tag(there) }).end(there);
    }
    if (fault !== "unconditional") {
      if (headers["if-none-match"] === "*" && there !== undefined)
        return refuse(response, 412, "PreconditionFailed");
      const expected = headers["if-match"];
      if (expected !== undefined && there === undefined) return refuse(response, 404, "NoSuchKey");
      if (expected !== undefined && there !== undefined && expected !== tag(there))
        return refuse(response, 412, "PreconditionFailed");
    }
    objects.set(key, body);
    if (fault === "unheard") return request.socket.destroy();
    return response.writeHead(200, { etag: tag(body) }).end();
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(request, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { objects, asked, world, endpoint, region, tag };
}
