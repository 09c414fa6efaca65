// A mark at the start of a name is part of it, and only one at the start of a file is none.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The text between the quotes of a JSON string (RFC 8259 7), which holds no control characters; `undefined` where it is
 * not UTF-8, or an escape is none or leaves half a surrogate pair, which no log can hold (RFC 7493 2.1).
 */
export function decodeQuoted(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    const text = decoder.decode(bytes.subarray(start, end));
    if (!text.includes("\\")) return text;
    const unescaped: unknown = JSON.parse(`"${text}"`);
    return typeof unescaped === "string" && unescaped.isWellFormed() ? unescaped : undefined;
  } catch (thrown) {
    if (thrown instanceof TypeError || thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
