import { readFileSync, writeFileSync } from "node:fs";

/**
 * Holds the part of a document that a tool writes to what it should be: between `<!-- written by TOOL -->` and
 * `<!-- end of what it writes -->`. Writes it where `write` is set; returns whether the document was current.
 */
export function writtenPart(path: string, tool: string, wanted: string, write: boolean): boolean {
  const [begin, end] = [`<!-- written by ${tool} -->`, "<!-- end of what it writes -->"];
  const text = readFileSync(path, "utf8");
  const [before, after] = [text.split(begin)[0], text.split(begin)[1]?.split(end)[1]];
  if (before === undefined || after === undefined) throw new TypeError(`${path} has lost its markers`);
  const whole = `${before}${begin}\n\n${wanted}\n\n${end}${after}`;
  if (write && whole !== text) writeFileSync(path, whole);
  return whole === text;
}
