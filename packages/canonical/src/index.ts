// One text for one value.
export { canonicalize, MAX_DEPTH } from "./canonicalize.ts";
export { canonicalErrors } from "./errors.ts";
// Places in a value, and texts that say two things.
export { formatPointer, pointerParts } from "./json-pointer.ts";
export { type KeyProblem, keyProblems } from "./key-problems.ts";
export { parseCanonical } from "./parse-canonical.ts";
// Bytes.
export { utf8 } from "./utf8.ts";
