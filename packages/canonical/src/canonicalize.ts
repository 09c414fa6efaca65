import { canonicalErrors } from "./errors.ts";
import { formatPointer } from "./json-pointer.ts";

/** The deepest nesting of arrays and objects that a value may have. Keeps every recursion off the stack's end. */
export const MAX_DEPTH = 500;

/**
 * The RFC 8785 (JCS) canonical form of a JSON value.
 *
 * Refuses what JSON cannot carry without loss; the error names the place as a JSON Pointer (RFC 6901).
 *
 * @throws JCS_NUMBER (NaN, Infinity), JCS_SURROGATE, JCS_BIGINT, JCS_UNDEFINED, JCS_TYPE (functions, symbols,
 * instances of classes), JCS_CYCLE, JCS_DEPTH
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { canonicalize } from "@mvcrs/canonical";
 *
 * assert.equal(canonicalize({ b: 1e21, a: ["€"] }), '{"a":["€"],"b":1e+21}');
 * ```
 */
export function canonicalize(value: unknown): string {
  const simple = simpleCopy(value, 0);
  return simple === notSimple ? write(value, []) : JSON.stringify(simple);
}

const notSimple = Symbol("not simple");

/**
 * A copy of a value whose canonical form `JSON.stringify` already writes: every key in order, nothing it would drop or
 * bend. The usual event is like that, and the engine writes it several times faster than a program could. The copy is
 * what makes it safe: a getter or a proxy may answer otherwise when it is asked again, so each value is read once.
 */
function simpleCopy(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case "string":
      return value.isWellFormed() ? value : notSimple;
    case "number":
      return Number.isFinite(value) ? value : notSimple;
    case "boolean":
      return value;
    case "object":
      if (value === null) return null;
      // A cycle ends here too; the long way then says where it is.
      if (depth >= 16) return notSimple;
      return Array.isArray(value) ? copyArray(value, depth) : copyObject(value, depth);
    default:
      return notSimple;
  }
}

function copyArray(items: readonly unknown[], depth: number): unknown {
  const copy: unknown[] = [];
  // One on the prototype would be called; one of its own is no part of an array.
  if ("toJSON" in copy) return notSimple;
  const { length } = items;
  for (let i = 0; i < length; i++) {
    const item = simpleCopy(items[i], depth + 1);
    if (item === notSimple) return notSimple;
    copy.push(item);
  }
  return copy;
}

function copyObject(value: object, depth: number): unknown {
  if (Object.getPrototypeOf(value) !== Object.prototype) return notSimple;
  if (Object.getOwnPropertySymbols(value).length > 0) return notSimple;
  const record = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  let last = "";
  // Unlike Object.keys this makes no list. Should it meet an inherited key, the long way looks at it.
  for (const key in record) {
    if (key < last || !key.isWellFormed() || key === "__proto__" || !Object.hasOwn(record, key))
      return notSimple;
    const item = simpleCopy(record[key], depth + 1);
    if (item === notSimple) return notSimple;
    copy[key] = item;
    last = key;
  }
  return "toJSON" in copy ? notSimple : copy;
}

// What makes a string need escapes (RFC 8785 3.2.2.2) or a closer look at its surrogates.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what JSON escapes
const needsCare = /[\u0000-\u001f"\\\ud800-\udfff]/;

type Step = { readonly holder: object; key: string | number };

const pointer = (path: readonly Step[]): string => formatPointer(path.map(({ key }) => key));

function write(value: unknown, path: Step[]): string {
  switch (typeof value) {
    case "string":
      return quote(value, path);
    case "number":
      // ECMAScript's Number::toString is the serialisation that RFC 8785 3.2.2.3 prescribes; -0 becomes 0.
      if (!Number.isFinite(value))
        throw canonicalErrors.create("JCS_NUMBER", { path: pointer(path), value: String(value) });
      return String(value);
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      throw canonicalErrors.create("JCS_BIGINT", { path: pointer(path), value: String(value) });
    case "undefined":
      throw canonicalErrors.create("JCS_UNDEFINED", { path: pointer(path) });
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path);
    default:
      throw canonicalErrors.create("JCS_TYPE", { path: pointer(path), type: typeof value });
  }
}

function quote(text: string, path: readonly Step[]): string {
  if (!needsCare.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw canonicalErrors.create("JCS_SURROGATE", { path: pointer(path) });
  return JSON.stringify(text);
}

function enter(holder: object, path: Step[]): Step {
  if (path.length >= MAX_DEPTH)
    throw canonicalErrors.create("JCS_DEPTH", { path: pointer(path), max: MAX_DEPTH });
  for (const step of path)
    if (step.holder === holder) throw canonicalErrors.create("JCS_CYCLE", { path: pointer(path) });
  const step: Step = { holder, key: "" };
  path.push(step);
  return step;
}

function writeArray(items: readonly unknown[], path: Step[]): string {
  const step = enter(items, path);
  const { length } = items;
  let text = "[";
  for (let i = 0; i < length; i++) {
    step.key = i;
    if (i > 0) text += ",";
    text += write(items[i], path);
  }
  path.pop();
  return `${text}]`;
}

function writeObject(value: object, path: Step[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A root prototype, of this realm or of another: anything deeper is an instance whose meaning JSON would drop.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw canonicalErrors.create("JCS_TYPE", { path: pointer(path), type: constructorName(value) });
  if (Object.getOwnPropertySymbols(value).length > 0)
    throw canonicalErrors.create("JCS_TYPE", { path: pointer(path), type: "object with symbol keys" });
  const step = enter(value, path);
  const record = value as Readonly<Record<string, unknown>>;
  // The default sort compares UTF-16 code units, which is what RFC 8785 3.2.3 asks for.
  const keys = Object.keys(record);
  if (!isAscending(keys)) keys.sort();
  let text = "{";
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? "";
    step.key = key;
    text += `${i > 0 ? "," : ""}${quote(key, path)}:${write(record[key], path)}`;
  }
  path.pop();
  return `${text}}`;
}

function isAscending(keys: readonly string[]): boolean {
  let last = "";
  for (const key of keys) {
    if (key < last) return false;
    last = key;
  }
  return true;
}

function constructorName(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "object";
}
