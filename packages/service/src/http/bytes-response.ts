/** Bytes with a strong ETag, as an answer: 304 where the asker has them, a part of them where one is asked for. */
export function bytesResponse(
  {
    bytes,
    etag,
    contentType,
    immutable,
  }: {
    readonly bytes: Uint8Array;
    readonly etag: string;
    readonly contentType: string;
    /** It never changes. */
    readonly immutable: boolean;
  },
  asked: Headers,
  isHead: boolean,
): Response {
  const shared = {
    etag,
    "accept-ranges": "bytes",
    "cache-control": immutable ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (knows(asked.get("if-none-match"), etag)) return new Response(null, { status: 304, headers: shared });
  const size = bytes.length;
  const part = partAsked(asked, etag, size);
  if (part === "none")
    return new Response(null, { status: 416, headers: { ...shared, "content-range": `bytes */${size}` } });
  const { start, end } = part ?? { start: 0, end: size };
  const partial = part === null ? {} : { "content-range": `bytes ${start}-${end - 1}/${size}` };
  return new Response(isHead ? null : Uint8Array.from(bytes.subarray(start, end)), {
    status: part === null ? 200 : 206,
    headers: { ...shared, ...partial, "content-type": contentType, "content-length": String(end - start) },
  });
}

/** Whether `If-None-Match` names an ETag. */
export const knows = (header: string | null, etag: string): boolean =>
  (header ?? "").split(",").some((one) => one.trim().replace(/^W\//, "") === etag || one.trim() === "*");

/** The one part that is asked for; `null` for all of it, also where several are, `"none"` where it lies beyond the end. */
export function partAsked(
  asked: Headers,
  etag: string,
  size: number,
): { readonly start: number; readonly end: number } | "none" | null {
  const condition = asked.get("if-range");
  if (condition !== null && condition !== etag) return null;
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked.get("range") ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "none" : { start: size - length, end: size };
  }
  const start = Number(first);
  if (start >= size) return "none";
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  return end <= start ? null : { start, end };
}
