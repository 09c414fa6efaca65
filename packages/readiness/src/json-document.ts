import { formatPointer, keyProblems, pointerParts } from "@mvcrs/canonical";
import { findNodeAtLocation, type Node, parseTree, visit } from "jsonc-parser";
import { type Position, positionsIn } from "./internal/position.ts";

/** Deeper nesting than this is refused: no real manifest comes near, and a recursive reader must not run out of stack. */
const maxJsonDepth = 64;

/** More values than this are refused too: eight megabytes of zeros must not keep the gate busy for minutes. */
const maxJsonValues = 200_000;

export interface JsonProblem extends Position {
  readonly problem: string;
  readonly pointer?: string;
}

/** A JSON text with its value and the place of everything in it. */
export interface JsonDocument {
  readonly text: string;
  readonly value: unknown;
  /** Line and column, both from 1, of the value at a pointer; of the nearest thing around it where it does not exist. */
  locate(pointer: string): Position;
  /** Where the value at a pointer stands in the text, in UTF-16 units. */
  span(pointer: string): { readonly offset: number; readonly length: number } | undefined;
}

/**
 * Reads JSON as I-JSON (RFC 7493) demands, since hashes are made of it: no duplicate keys; and no `__proto__`, no nesting
 * beyond 64. Returns either the document or everything that is wrong with it.
 */
export function readJson(
  text: string,
): { readonly document: JsonDocument } | { readonly problems: readonly JsonProblem[] } {
  const positionAt = positionsIn(text);
  const excess = firstExcess(text);
  if (excess !== undefined) return { problems: [{ problem: excess.problem, ...positionAt(excess.offset) }] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problems: [{ problem: "is not JSON", ...positionAt(firstErrorAt(text)) }] };
  }
  const problems = keyProblems(text).map(({ problem, path, offset }) => ({
    problem:
      problem === "twice"
        ? `has the key ${JSON.stringify(path.at(-1))} twice`
        : `has the key ${String(path.at(-1))}`,
    pointer: formatPointer(path),
    ...positionAt(offset),
  }));
  if (problems.length > 0) return { problems };

  let tree: Node | undefined;
  const find = (pointer: string): Node | undefined => {
    tree ??= parseTree(text);
    const parts = pointerParts(pointer);
    for (let length = parts.length; tree !== undefined && length >= 0; length--) {
      const node = findNodeAtLocation(tree, parts.slice(0, length));
      if (node !== undefined) return node;
    }
    return tree;
  };
  return {
    document: {
      text,
      value,
      locate: (pointer) => positionAt(find(pointer)?.offset ?? 0),
      span: (pointer) => {
        tree ??= parseTree(text);
        const node = tree === undefined ? undefined : findNodeAtLocation(tree, pointerParts(pointer));
        return node === undefined ? undefined : { offset: node.offset, length: node.length };
      },
    },
  };
}

/** Where nesting or the number of values passes its limit: a plain scan, since a parser may itself recurse. */
function firstExcess(text: string): { readonly offset: number; readonly problem: string } | undefined {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let offset = 0; offset < text.length; offset++) {
    const char = text.charCodeAt(offset);
    if (inString) {
      if (char === 0x5c) offset++;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) {
      depth++;
      values++;
      if (depth > maxJsonDepth) return { offset, problem: `is nested deeper than ${maxJsonDepth} levels` };
    } else if (char === 0x7d || char === 0x5d) depth--;
    else if (char === 0x2c) values++;
    if (values > maxJsonValues) return { offset, problem: `holds more than ${maxJsonValues} values` };
  }
  return undefined;
}

function firstErrorAt(text: string): number {
  let first: number | undefined;
  visit(
    text,
    {
      onError: (_error, offset) => {
        first ??= offset;
      },
      onComment: (offset) => {
        first ??= offset;
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return first ?? 0;
}
