import { hash as hashOf } from "node:crypto";

/**
 * What a row is about:
 * - `c`: the first signal of a row of the input that could be used as a whole;
 * - `s`: another signal;
 * - `p`: a row of the input, or a part of one, that could not be used;
 * - `u`: a report that could be used, told to the shard where the unusable ones of its source are judged.
 */
export type SharedKind = "c" | "s" | "p" | "u";

/** One thing to be judged, as it waits for one of several judges. */
export interface SharedRow {
  /** A UUID, derived from who says what. */
  readonly id: string;
  /** The metric that it is judged with: rows of one metric are judged by one judge, in their order. */
  readonly key: string;
  readonly kind: SharedKind;
  readonly sender: string;
  /** One line of JSON: the signal as in JSON Lines, or what its kind has. */
  readonly body: string;
  /** Whether judging it twice would count it twice. A signal is recognised by its series. */
  readonly once: boolean;
}

/** A UUID (version 8, RFC 9562 5.8) of what is said. */
export function derivedId(...parts: readonly (string | number)[]): string {
  const hash = hashOf("sha256", JSON.stringify(parts), "hex");
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
