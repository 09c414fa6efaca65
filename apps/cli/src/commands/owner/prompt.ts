import type { Io } from "../../io.ts";

/** Asks on stderr and reads a line of stdin; undefined where no person watches. */
export function prompter(io: Io): ((question: string) => Promise<string>) | undefined {
  if (!io.interactive) return undefined;
  let pending = "";
  // One iterator for all questions: a second one would miss what the first has read ahead.
  let input: AsyncIterator<Uint8Array> | undefined;
  return async (question) => {
    io.stderr(question);
    input ??= io.stdin[Symbol.asyncIterator]();
    while (!pending.includes("\n")) {
      const chunk = await input.next();
      if (chunk.done === true) break;
      pending += Buffer.from(chunk.value).toString("utf8");
    }
    const end = pending.indexOf("\n");
    const line = end < 0 ? pending : pending.slice(0, end);
    pending = end < 0 ? "" : pending.slice(end + 1);
    return line;
  };
}
