/** `text` after `label`, in whole words, on lines of at most `columns`; all but the first begin with `indent` spaces. */
export function wrapped(
  label: string,
  text: string,
  { indent, columns }: { readonly indent: number; readonly columns: number },
): readonly string[] {
  const lines: string[] = [];
  let line = indent === 0 ? label : label.padEnd(indent);
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = " ".repeat(indent);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
