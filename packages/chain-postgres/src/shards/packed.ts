/** Texts as one piece of bytes and where each begins and ends: an array of texts would be quoted here and read again there. */
export function packed(
  texts: readonly string[],
): readonly [bytes: Buffer, starts: readonly number[], ends: readonly number[]] {
  const pieces = texts.map((text) => Buffer.from(text));
  const starts: number[] = [];
  const ends: number[] = [];
  let end = 0;
  for (const { length } of pieces) {
    starts.push(end);
    end += length;
    ends.push(end);
  }
  return [Buffer.concat(pieces), starts, ends];
}

/** The SQL of one of them: `bytes` is a parameter, `start` and `finish` are what `packed` returns. */
export const unpacked = (
  bytes: string,
  { start, finish }: { readonly start: string; readonly finish: string },
): string => `convert_from(substr(${bytes}::bytea, ${start} + 1, ${finish} - ${start}), 'UTF8')`;

/** An array of what needs no quotes, as the server reads it: the client would look at every character. */
export const listed = (values: readonly (number | string | boolean)[]): string => `{${values.join(",")}}`;
