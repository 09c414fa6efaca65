import type { StoredLog } from "@mvcrs/chain";

/** The bytes of a log, as they would stand in a file. */
export async function* linesOf(
  log: Pick<StoredLog<unknown>, "entries" | "line">,
): AsyncGenerator<Uint8Array> {
  for await (const { seq } of log.entries()) {
    yield await log.line(seq);
    yield Uint8Array.of(0x0a);
  }
}
