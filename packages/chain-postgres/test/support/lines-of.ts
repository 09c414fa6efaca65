import type { StoredLog, StoredReader } from "@mvcrs/chain";

const NEWLINE = Uint8Array.of(0x0a);

/** The bytes of a log, as they would stand in a file. */
export async function* linesOf(
  log: Pick<StoredReader<unknown>, "eachLine"> | Pick<StoredLog<unknown>, "entries" | "line">,
): AsyncGenerator<Uint8Array> {
  if ("eachLine" in log) {
    const lines: Uint8Array[] = [];
    await log.eachLine({}, (line) => void lines.push(line.slice()));
    for (const line of lines) yield* [line, NEWLINE];
    return;
  }
  for await (const { seq } of log.entries()) yield* [await log.line(seq), NEWLINE];
}
