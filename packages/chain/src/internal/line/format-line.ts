import { utf8 } from "@mvcrs/canonical";
import { digitOf } from "./bytes.ts";
import { EVENT, PREV, SEQ } from "./scan-line.ts";

const [EVENT_BYTES, PREV_BYTES, SEQ_BYTES] = [utf8(EVENT), utf8(PREV), utf8(SEQ)];

/**
 * Writes a line, without its newline, at `at` and returns its end. `prevHash` are the 32 bytes whose hex stands in it; the
 * buffer has to have room for three bytes per UTF-16 code unit of the event and `lineOverhead` more.
 */
export function writeLine(
  buffer: Buffer,
  at: number,
  eventJson: string,
  prevHash: Uint8Array,
  seq: number,
): number {
  buffer.set(EVENT_BYTES, at);
  let end = at + EVENT.length;
  end += buffer.write(eventJson, end);
  buffer.set(PREV_BYTES, end);
  end += PREV.length;
  for (let i = 0; i < 32; i++) {
    const byte = prevHash[i] ?? 0;
    buffer[end++] = digitOf(byte >> 4);
    buffer[end++] = digitOf(byte & 15);
  }
  buffer.set(SEQ_BYTES, end);
  end += SEQ.length;
  end += buffer.write(String(seq), end);
  buffer[end++] = 0x7d;
  return end;
}

/** How many bytes `writeLine` adds around an event. */
export function lineOverhead(seq: number): number {
  return EVENT.length + PREV.length + 64 + SEQ.length + String(seq).length + 1;
}
