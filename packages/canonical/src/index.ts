// One text for one value.

export { canonicalize, MAX_DEPTH } from "./canonicalize.ts";
export { parseCanonical } from "./parse-canonical.ts";
export { utf8 } from "./utf8.ts";

// Places in a value, and texts that say two things.

export { formatPointer, pointerParts } from "./json-pointer.ts";
export { type KeyProblem, keyProblems } from "./key-problems.ts";

// What goes wrong.

export { canonicalErrors } from "./errors.ts";
