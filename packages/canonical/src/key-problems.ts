/** A key of a JSON text that two readers may take differently. */
export interface KeyProblem {
  /** `twice`: the object has it before. `prototype`: it is `__proto__`, which an assignment swallows. */
  readonly problem: "twice" | "prototype";
  /** The keys and list indices that lead to it, itself last. */
  readonly path: readonly (string | number)[];
  /** Where the key stands, in UTF-16 units. */
  readonly offset: number;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;
const colon = /\s*:/y;

/**
 * The keys of a JSON text that do not hold what they seem to. `JSON.parse` keeps the last of two and drops the others without
 * a word (RFC 8259 section 4 leaves it open; RFC 7493 forbids it), so of two entries for one name one would silently not
 * hold. Keeps no stack of its own, however deep the text is nested.
 *
 * @param text Text that `JSON.parse` accepts.
 */
export function keyProblems(text: string): readonly KeyProblem[] {
  const found: KeyProblem[] = [];
  /** What is open, outermost first: an object with its keys, or a list with the index of its element. */
  const open: { readonly keys: Set<string> | null; at: string | number }[] = [];
  for (const { 0: part, index } of text.matchAll(token)) {
    const inside = open.at(-1);
    if (part === "{") open.push({ keys: new Set(), at: "" });
    else if (part === "[") open.push({ keys: null, at: 0 });
    else if (part === "}" || part === "]") open.pop();
    else if (part === ",") {
      if (typeof inside?.at === "number") inside.at += 1;
    } else if (inside?.keys) {
      colon.lastIndex = index + part.length;
      if (!colon.test(text)) continue;
      const key = String(JSON.parse(part));
      inside.at = key;
      const problem = inside.keys.has(key) ? "twice" : key === "__proto__" ? "prototype" : undefined;
      if (problem !== undefined) found.push({ problem, path: open.map(({ at }) => at), offset: index });
      inside.keys.add(key);
    }
  }
  return found;
}
