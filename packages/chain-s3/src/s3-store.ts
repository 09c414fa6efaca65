import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { StoredFile, TileStore } from "@mvcrs/chain";
import { growingPause, messageOf } from "@mvcrs/errors";
import { AwsClient } from "aws4fetch";
import type { S3Address } from "./address.ts";
import { s3Errors } from "./errors.ts";

export interface S3StoreOptions extends S3Address {
  readonly fetch?: (request: Request) => Promise<Response>;
  readonly wait?: (ms: number) => Promise<unknown>;
  readonly random?: () => number;
  /** So long a request may take, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

const attempts = 6;
const pauses = { first: 200, most: 10_000 };
/** A bundle of 256 entries of 65,535 bytes each is the largest file that an export has. */
const mostBytes = 256 * (2 + 65_535);
/** What may pass by itself, and 409: another request for the same file is under way. */
const passing = new Set([408, 409, 429, 500, 502, 503, 504]);

interface Answer {
  readonly status: number;
  readonly version: string | null;
  readonly bytes: Uint8Array;
}

/**
 * A folder of a bucket of any store that speaks Amazon's S3 and honours conditional writes (RFC 9110 section 13; Amazon S3,
 * Cloudflare R2, MinIO and others do). A file is written where none is or over the version that was read, so exports need no
 * lock; the first thing an export does is to make sure of that.
 *
 * Every request is signed (AWS Signature Version 4) with the hash of its body. What may pass is tried again, six times in all.
 *
 * The store's methods throw S3_UNREACHABLE, S3_REFUSED, S3_TOO_LARGE, S3_UNCONDITIONAL.
 */
export class S3Store implements TileStore {
  readonly #options: S3StoreOptions;
  readonly #client: AwsClient;

  constructor(options: S3StoreOptions) {
    this.#options = options;
    const { credentials, region } = options;
    this.#client = new AwsClient({ ...credentials, region, service: "s3", retries: 0 });
  }

  at(path: string): string {
    const { endpoint, bucket, prefix } = this.#options;
    return `${endpoint}/${bucket}/${prefix}${path}`;
  }

  /** No lock: this makes sure that none is needed. */
  async hold(): Promise<AsyncDisposable> {
    const path = ".conditional-writes";
    const text = new TextEncoder().encode(
      "An export that finds this file has seen that the store keeps it.\n",
    );
    const isNew = await this.write(path, text, null);
    if (isNew && (await this.write(path, text, null)))
      throw s3Errors.create("S3_UNCONDITIONAL", { url: this.at(path) });
    return { [Symbol.asyncDispose]: async () => undefined };
  }

  async read(path: string): Promise<StoredFile | undefined> {
    const { status, version, bytes } = await this.#ask("GET", path, {}, undefined);
    if (status === 404) return undefined;
    if (version === null) throw s3Errors.create("S3_UNCONDITIONAL", { url: this.at(path) });
    return { bytes, version };
  }

  async write(path: string, bytes: Uint8Array, over: string | null): Promise<boolean> {
    const isTile = path.startsWith("tile/");
    const headers = {
      ...(over === null ? { "if-none-match": "*" } : { "if-match": over }),
      "content-type": isTile ? "application/octet-stream" : "text/plain; charset=utf-8",
      "cache-control": isTile ? "public, max-age=31536000, immutable" : "no-cache",
    };
    const { status } = await this.#ask("PUT", path, headers, bytes);
    // A file that is to be replaced and is gone was replaced by nobody.
    return status !== 412 && status !== 404;
  }

  /** An object that is acknowledged is on stable storage. */
  async settle(): Promise<void> {}

  async #ask(
    method: "GET" | "PUT",
    path: string,
    headers: Readonly<Record<string, string>>,
    body: Uint8Array | undefined,
  ): Promise<Answer> {
    const { wait: pause = wait, random = Math.random } = this.#options;
    const url = this.at(path);
    for (let made = 1; ; made++) {
      const answer = await this.#once(method, url, headers, body).catch((thrown: unknown) => {
        if (s3Errors.is(thrown)) throw thrown;
        this.#options.signal?.throwIfAborted();
        return causeOf(thrown);
      });
      if (typeof answer !== "string" && !passing.has(answer.status)) {
        if (answer.status < 300 || answer.status === 412) return answer;
        const code = codeOf(answer.bytes);
        // A bucket that is not there is no file that is not there.
        if (answer.status === 404 && code !== "NoSuchBucket") return answer;
        throw s3Errors.create("S3_REFUSED", { url, status: answer.status, code });
      }
      if (made === attempts) {
        const problem =
          typeof answer === "string" ? answer : `HTTP ${answer.status} ${codeOf(answer.bytes)}`.trim();
        throw s3Errors.create("S3_UNREACHABLE", { url, problem, attempts });
      }
      await pause(random() * growingPause(made, pauses));
    }
  }

  async #once(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Uint8Array | undefined,
  ): Promise<Answer> {
    const { fetch: send = fetch, timeoutMs = 30_000, signal } = this.#options;
    const hash = createHash("sha256")
      .update(body ?? "")
      .digest("hex");
    const late = AbortSignal.timeout(timeoutMs);
    const signed = await this.#client.sign(url, {
      method,
      headers: { ...headers, "x-amz-content-sha256": hash },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      redirect: "manual",
      signal: signal === undefined ? late : AbortSignal.any([late, signal]),
    });
    const response = await send(signed);
    return {
      status: response.status,
      version: response.headers.get("etag"),
      bytes: await bodyOf(response, url),
    };
  }
}

async function bodyOf({ body }: Response, url: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > mostBytes) throw s3Errors.create("S3_TOO_LARGE", { url, most: mostBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What an error answer says, by Amazon's names. */
const codeOf = (bytes: Uint8Array): string =>
  /<Code>(\w{1,64})<\/Code>/.exec(Buffer.from(bytes.subarray(0, 4096)).toString("utf8"))?.[1] ?? "";

/** `fetch` itself only says that it failed. */
function causeOf(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return messageOf(cause);
}
