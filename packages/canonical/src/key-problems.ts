const token = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/**
 * The keys that an object of a JSON text names twice, each with its path. JSON.parse keeps the last and drops the others
 * without a word (RFC 8259 section 4 leaves it open), so of two entries for one metric one would silently not hold.
 *
 * @param text Text that JSON.parse accepts.
 */
export function duplicateKeys(text: string): string[] {
  const found: string[] = [];
  /** What is open, outermost first: an object with its keys, or a list with the index of its element. */
  const open: { readonly keys: Set<string> | null; at: string | number }[] = [];
  for (const { 0: part, index } of text.matchAll(token)) {
    const inside = open.at(-1);
    if (part === "{") open.push({ keys: new Set(), at: "" });
    else if (part === "[") open.push({ keys: null, at: 0 });
    else if (part === "}" || part === "]") open.pop();
    else if (part === ",") {
      if (typeof inside?.at === "number") inside.at += 1;
    } else if (inside?.keys && /^\s*:/.test(text.slice(index + part.length, index + part.length + 1000))) {
      const key = String(JSON.parse(part));
      inside.at = key;
      if (inside.keys.has(key)) found.push(open.map(({ at }) => at).join("."));
      inside.keys.add(key);
    }
  }
  return found;
}
