import { type FileHandle, open, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { systemCode } from "@mvcrs/errors";
import { knows, partAsked } from "./bytes-response.ts";

/** What of a folder may be asked for: names without a dot in front, with nothing that leads out of it. */
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}$/;

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** A folder that is served. */
export interface ServedFolder {
  readonly folder: string;
  /** How long a file may be kept without asking again, by its path. */
  readonly cacheControl: (path: string) => string;
}

/**
 * Answers with a file of a folder: its ETag, a part of it where one is asked for, 304 where it is known. `null` where there is
 * no such file, or the path or a link leads out of the folder.
 */
export async function serveFile(
  { folder, cacheControl }: ServedFolder,
  path: string,
  headers: Headers,
  isHead: boolean,
): Promise<Response | null> {
  const names = path.split("/").filter((name) => name !== "");
  if (!names.every((name) => segment.test(name))) return null;
  const root = await realpath(folder).catch(missing);
  const real = root === null ? null : await realpath(join(root, ...names)).catch(missing);
  if (root === null || real === null || !real.startsWith(root + sep)) return null;
  const file = await open(real, "r").catch(missing);
  if (file === null) return null;
  // A stream of it closes it at its end.
  let streams = false;
  try {
    const status = await file.stat({ bigint: true });
    if (!status.isFile()) return null;
    const size = Number(status.size);
    const etag = `"${status.ino.toString(36)}-${status.size.toString(36)}-${status.mtimeNs.toString(36)}"`;
    const shared = {
      etag,
      "accept-ranges": "bytes",
      "cache-control": cacheControl(path),
      "last-modified": status.mtime.toUTCString(),
    };
    if (knows(headers.get("if-none-match"), etag))
      return new Response(null, { status: 304, headers: shared });
    const type = { "content-type": types[extname(real)] ?? "application/octet-stream" };
    const part = partAsked(headers, etag, size);
    if (part === "none")
      return new Response(null, { status: 416, headers: { ...shared, "content-range": `bytes */${size}` } });
    const { start, end } = part ?? { start: 0, end: size };
    const partial = part === null ? {} : { "content-range": `bytes ${start}-${end - 1}/${size}` };
    streams = !isHead && end > start;
    const body = streams ? webStream(file, start, end - 1) : null;
    return new Response(body, {
      status: part === null ? 200 : 206,
      headers: { ...shared, ...type, ...partial, "content-length": String(end - start) },
    });
  } finally {
    if (!streams) await file.close();
  }
}

/** The bytes from one place to another, both included, of the file that was opened: its name may be another's by now. */
function webStream(file: FileHandle, start: number, end: number): ReadableStream<Uint8Array> {
  const chunks = file.createReadStream({ start, end })[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}

function missing(thrown: unknown): null {
  const code = systemCode(thrown);
  if (
    code === "ENOENT" ||
    code === "ENOTDIR" ||
    code === "ELOOP" ||
    code === "ENAMETOOLONG" ||
    code === "EACCES"
  )
    return null;
  throw thrown;
}
