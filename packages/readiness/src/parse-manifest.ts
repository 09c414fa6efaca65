import { formatPointer } from "@mvcrs/canonical";
import { readJson } from "./json-document.ts";
import { type Manifest, manifestSchema } from "./manifest-schema.ts";

export interface ManifestProblem {
  readonly pointer: string;
  readonly problem: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A manifest from its text, or every problem that it has. Never throws, whatever the text is.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseManifest } from "@phase8/readiness";
 *
 * const { manifest, problems } = parseManifest('{ "global": 1 }');
 * assert.equal(manifest, undefined);
 * assert.equal(problems[0]?.line, 1);
 * ```
 */
export function parseManifest(
  text: string,
):
  | { readonly manifest: Manifest; readonly problems: readonly [] }
  | { readonly manifest?: never; readonly problems: readonly ManifestProblem[] } {
  const read = readJson(text);
  if ("problems" in read)
    return { problems: read.problems.map((problem) => ({ pointer: problem.pointer ?? "", ...problem })) };
  const parsed = manifestSchema.safeParse(read.document.value);
  if (parsed.success) return { manifest: parsed.data, problems: [] };
  return {
    problems: schemaProblems(parsed.error.issues.slice(0, 100), (pointer) => read.document.locate(pointer)),
  };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export function schemaProblems(
  issues: readonly Issue[],
  locate: (pointer: string) => { line: number; column: number },
): ManifestProblem[] {
  return issues.map(({ path, message }) => {
    const pointer = formatPointer(path);
    return { pointer, problem: message, ...locate(pointer) };
  });
}
