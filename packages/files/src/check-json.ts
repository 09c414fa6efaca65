import type { StandardSchemaV1 } from "@standard-schema/spec";

export interface JsonProblem {
  /** Where in the document, keys and indices joined by dots; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

/** A document that fits its schema, or everything that is wrong with it. */
export type CheckedJson<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly problems: readonly JsonProblem[];
      /** What `JSON.parse` threw, where the text is not JSON at all. It may quote the text. */
      readonly cause?: unknown;
    };

/**
 * Reads a JSON text by a schema: zod's, or any other Standard Schema that answers at once. Returns all problems, so that a
 * person corrects them in one go; which error that is, the caller knows.
 */
export function checkJson<T>(text: string, schema: StandardSchemaV1<unknown, T>): CheckedJson<T> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    return { ok: false, problems: [{ path: "", message: "it is not JSON" }], cause };
  }
  const result = schema["~standard"].validate(document);
  if (result instanceof Promise) throw new TypeError("checkJson takes a schema that answers at once");
  return result.issues === undefined
    ? { ok: true, value: result.value }
    : { ok: false, problems: result.issues.map(problemOf) };
}

const problemOf = ({ path = [], message }: StandardSchemaV1.Issue): JsonProblem => ({
  path: path.map((part) => String(typeof part === "object" ? part.key : part)).join("."),
  message,
});

/** One line: where, and what; `whole` in place of an empty path. */
export function describeProblem({ path, message }: JsonProblem, whole = ""): string {
  const where = path === "" ? whole : path;
  return where === "" ? message : `${where}: ${message}`;
}

const mostShown = 20;

/** All of them in one line, a flood cut short. */
export function describeProblems(problems: readonly JsonProblem[]): string {
  const shown = problems.slice(0, mostShown).map((one) => describeProblem(one));
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
