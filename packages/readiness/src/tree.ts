import { type JsonDocument, type JsonProblem, readJson } from "./json-document.ts";
import { layout, maxFileBytes, maxTextBytes } from "./layout.ts";
import { type ManifestFacts, manifestFacts } from "./manifest-facts.ts";
import { isHidden, type ReadinessSource } from "./source.ts";

/** A file as the gate sees it. `problem` says in words why the text cannot be used. */
export type TextFile =
  | {
      readonly state: "ok";
      /** Without the byte-order mark that it may begin with. */
      readonly text: string;
      readonly bytes: Uint8Array;
      readonly byteOrderMark: boolean;
    }
  | { readonly state: "absent" | "empty" | "unusable"; readonly problem: string };

export type JsonFile =
  | {
      readonly state: "ok";
      readonly document: JsonDocument;
      readonly bytes: Uint8Array;
      readonly byteOrderMark: boolean;
    }
  | {
      readonly state: "absent" | "empty" | "unusable" | "malformed";
      readonly problems: readonly (JsonProblem | { readonly problem: string })[];
    };

/** The Phase 8 folder: each file is read at most once. */
export interface ReadinessTree {
  text(path: string): Promise<TextFile>;
  json(path: string): Promise<JsonFile>;
  /** Is it hidden by `.gitignore`, so that it is not shipped? */
  hidden(path: string): Promise<boolean>;
  /** What is known of the manifest, however incomplete it is; `undefined` where it is no JSON object. */
  facts(): Promise<{ readonly facts: ManifestFacts; readonly document: JsonDocument } | undefined>;
}

export function openTree(source: ReadinessSource, folder: string): ReadinessTree {
  const prefix = folder === "." ? "" : `${folder}/`;
  const texts = new Map<string, Promise<TextFile>>();
  const jsons = new Map<string, Promise<JsonFile>>();
  const hidden = new Map<string, Promise<boolean>>();
  const once = <T>(cache: Map<string, T>, path: string, make: () => T): T => {
    const held = cache.get(path);
    if (held !== undefined) return held;
    const made = make();
    cache.set(path, made);
    return made;
  };
  const tree: ReadinessTree = {
    text: (path) => once(texts, path, () => readText(source, prefix + path)),
    json: (path) => once(jsons, path, async () => toJson(await tree.text(path))),
    hidden: (path) => once(hidden, path, () => isHidden(source, prefix + path)),
    facts: async () => {
      const file = await tree.json(layout.manifest);
      const facts = file.state === "ok" ? manifestFacts(file.document.value) : undefined;
      return file.state === "ok" && facts !== undefined ? { facts, document: file.document } : undefined;
    },
  };
  return tree;
}

async function readText(source: ReadinessSource, path: string): Promise<TextFile> {
  const size = await source.size(path);
  if (size === undefined) return { state: "absent", problem: "does not exist" };
  // Asked before reading: a hundred megabytes are not worth the memory to say that they are too many.
  const most = /\.(?:md|html)$/.test(path) ? maxTextBytes : maxFileBytes;
  if (size > most)
    return { state: "unusable", problem: `has ${size} bytes, and the gate reads at most ${most}` };
  const bytes = await source.read(path);
  if (bytes === undefined) return { state: "absent", problem: "does not exist" };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { state: "unusable", problem: "is not UTF-8" };
  }
  if (text.trim() === "") return { state: "empty", problem: "is empty" };
  // The decoder takes the mark away, whose bytes still count in every checksum.
  return {
    state: "ok",
    text,
    bytes,
    byteOrderMark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf,
  };
}

function toJson(file: TextFile): JsonFile {
  if (file.state !== "ok") return { state: file.state, problems: [{ problem: file.problem }] };
  const read = readJson(file.text);
  return "problems" in read
    ? { state: "malformed", problems: read.problems }
    : { state: "ok", document: read.document, bytes: file.bytes, byteOrderMark: file.byteOrderMark };
}
