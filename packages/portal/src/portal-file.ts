import { createHash } from "node:crypto";

/** A file as it is served. */
export interface PortalFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Strong: equal where the bytes are. */
  readonly etag: string;
  /** It never changes: it may be kept for a year. */
  readonly immutable: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
};

export function portalFile(path: string, bytes: Uint8Array, immutable: boolean): PortalFile {
  const ending = /\.([a-z]+)$/.exec(path)?.[1] ?? "";
  const known = path.startsWith("log/") ? undefined : contentTypes[ending];
  const contentType = known ?? (path === "log/checkpoint" ? contentTypes["txt"] : undefined);
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  return { bytes, etag, immutable, contentType: contentType ?? "application/octet-stream" };
}

const served = [
  /^data\/(?:overview|metrics)\.json$/,
  /^data\/(?:timeline|challenges|series)\/\d{1,12}\.json$/,
  /^data\/ids\/[0-9a-f]\.json$/,
  /^data\/lines\/\d{1,12}\.txt$/,
  /^log\/checkpoint$/,
  /^log\/tile\/(?:\d{1,2}|entries)\/(?:x\d{3}\/)*\d{3}(?:\.p\/\d{1,3})?$/,
];

/** Whether a path is one that a portal may have: nothing else below its folder is served. */
export const isServed = (path: string): boolean => served.some((pattern) => pattern.test(path));
