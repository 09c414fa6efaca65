// JSON.parse of Node 24 (V8 13.6) takes a key of one escaped character for its backslash when objects parsed before had
// such a key in that place: `{"\n":1}` then reads as `{"\\":1}`. What was verified must be what is read.

/** An object's key that is one escaped character. Also met inside of strings, which costs time and no more. */
const misread = /[{,]"\\(?:u00[01][0-9a-f]|.)":/;

/** The value of a canonical JSON text (RFC 8785), which somebody has found to be such. @throws SyntaxError */
export function parseCanonical(text: string): unknown {
  return misread.test(text) ? new Parser(text).value() : JSON.parse(text);
}

const literals: Readonly<Record<string, unknown>> = { t: true, f: false, n: null };

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): unknown {
    const first = this.#text[this.#at];
    if (first === undefined) throw new SyntaxError("the JSON text ends too early");
    if (first === '"') return this.#string();
    if (first === "{") return this.#object();
    if (first === "[") return this.#array();
    const token = /[^,\]}]*/y;
    token.lastIndex = this.#at;
    const [word = ""] = token.exec(this.#text) ?? [];
    this.#at += word.length;
    return first in literals ? literals[first] : Number(word);
  }

  #array(): unknown[] {
    const items: unknown[] = [];
    this.#at++;
    while (this.#text[this.#at] !== "]") {
      if (items.length > 0) this.#at++;
      items.push(this.value());
    }
    this.#at++;
    return items;
  }

  #object(): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.#at++;
    while (this.#text[this.#at] !== "}") {
      if (entries.length > 0) this.#at++;
      const key = this.#string();
      this.#at++;
      entries.push([key, this.value()]);
    }
    this.#at++;
    // Defines each key, so that `__proto__` is one like any other.
    return Object.fromEntries(entries);
  }

  /** A string by itself is read rightly. */
  #string(): string {
    const token = /"(?:[^"\\]|\\.)*"/y;
    token.lastIndex = this.#at;
    const [quoted = '""'] = token.exec(this.#text) ?? [];
    this.#at += quoted.length;
    return JSON.parse(quoted);
  }
}
