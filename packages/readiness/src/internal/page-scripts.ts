import type { TextFile } from "../tree.ts";
import type { HtmlScript } from "./html-elements.ts";
import { type ScriptStrings, scriptStrings } from "./script-strings.ts";

/** More files than this are not read: a page of ours has one script. */
const maxScriptFiles = 50;

/** What the scripts of a page hold: those in the page, the files beside it that it names, and what those import. */
export interface PageScripts {
  /** Does some script put an element with this attribute on the page? */
  sets(name: string, value: string): boolean;
  /** Does some script put an element on the page with one of these names in its markup, or as its id, class or hook? */
  draws(names: readonly string[]): boolean;
  /** Does some script look for the element with this id or hook? */
  asksFor(hook: string): boolean;
  /** Does some string satisfy this? */
  some(wanted: (text: string) => boolean): boolean;
  /** Does some script make links at all? */
  readonly links: boolean;
  /** Some script is none that can be read. */
  readonly unreadable: boolean;
}

export async function readPageScripts(
  scripts: readonly HtmlScript[],
  read: (path: string) => Promise<TextFile>,
): Promise<PageScripts> {
  const found: ScriptStrings[] = [];
  const waiting: string[] = [];
  const seen = new Set<string>();
  let unreadable = false;
  const take = (source: string, base: string): void => {
    const strings = scriptStrings(source);
    unreadable ||= strings === undefined;
    if (strings === undefined) return;
    found.push(strings);
    for (const name of strings.imports) if (/^\.{0,2}\//.test(name)) waiting.push(beside(base, name));
  };
  for (const { type, src, text } of scripts) {
    if (/template|html|mustache|handlebars/i.test(type))
      found.push({ strings: [text], attributes: [], properties: new Set(), imports: [] });
    else if (!/^(?:module|(?:text|application)\/(?:java|ecma)script|)$/i.test(type.trim())) continue;
    else if (src === undefined) take(text, "");
    else waiting.push(beside("", src));
  }
  for (let path = waiting.pop(); path !== undefined && seen.size < maxScriptFiles; path = waiting.pop()) {
    if (path === "" || seen.has(path)) continue;
    seen.add(path);
    const file = await read(path);
    if (file.state === "ok") take(file.text, path);
  }

  const all = found.flatMap(({ strings }) => strings.map(withoutComments));
  const attributes = found.flatMap((it) => it.attributes);
  return {
    sets: (name, value) =>
      attributes.some(([key, held]) => key === name && held === value) ||
      all.some((text) => markup(name, value).test(text)),
    draws: (names) =>
      all.some((text) => names.some((name) => new RegExp(`<[^<>]*\\b${name}\\b`, "i").test(text))) ||
      attributes.some(
        ([name, held]) =>
          /^(?:id|class|data-test-id)$/.test(name) && held.split(/\s+/).some((word) => names.includes(word)),
      ),
    asksFor: (hook) =>
      all.some((text) => text === hook || text.includes(`="${hook}"]`) || text === `#${hook}`),
    some: (wanted) => all.some(wanted),
    unreadable,
    links:
      all.some((text) => /\bhref\s*=/.test(text)) ||
      attributes.some(([name]) => name === "href") ||
      found.some(({ properties }) => properties.has("href")),
  };
}

/** A path of the Phase 8 folder; nothing for what stands elsewhere, or has a name that needs escapes. */
function beside(base: string, name: string): string {
  const root = "https://page.invalid/folder/";
  const url = URL.canParse(name, root + base) ? new URL(name, root + base) : undefined;
  const path = url?.href.startsWith(root) === true ? url.pathname.slice("/folder/".length) : "";
  return /%|\/\/|^\/|\/$/.test(path) ? "" : path;
}

/**
 * The attribute as markup has it; in brackets it would be a selector, which shows nothing. What stands before is looked at
 * last: at every place of a text it would take quadratic time.
 */
const markup = (name: string, value: string): RegExp =>
  new RegExp(`\\b${name}(?<!\\[\\s*${name})\\s*=\\s*(?:"${value}"|'${value}'|${value}(?=[\\s/>]))`);

/** Markup in a string may be commented out as anywhere. */
const withoutComments = (text: string): string => text.replace(/<!--.*?(?:-->|$)/gs, "");
