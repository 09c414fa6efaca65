/** Text of one style. */
export interface Run {
  readonly text: string;
  readonly style: string;
}

const styles: Readonly<Record<string, string>> = {
  "0": "",
  "1": "strong",
  "31": "red",
  "32": "green",
  "33": "yellow",
  "36": "cyan",
  "90": "faint",
};

/** A line with SGR sequences, the only ones that mvcrs sends, as runs of one style each. */
export function runsOf(line: string): readonly Run[] {
  const runs: Run[] = [];
  let style = "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what it is about
  for (const [index, part] of line.split(/\u001b\[(\d+)m/).entries()) {
    if (index % 2 === 1) {
      const next = styles[part];
      if (next === undefined) throw new TypeError(`no style for SGR ${part}`);
      style = next;
    } else if (part !== "") runs.push({ text: part, style });
  }
  return runs;
}
