import { v5 } from "uuid";

// A namespace of our own, so that no id collides with one made over the same words elsewhere.
const namespace = "6f1d8a3c-52b0-4e8f-9a7d-21c0b3e4f596";

/** The UUIDv5 (RFC 9562 5.5) over some words: the same words, the same id. */
export const stableId = (...words: readonly string[]): string => v5(words.join("\n"), namespace);
