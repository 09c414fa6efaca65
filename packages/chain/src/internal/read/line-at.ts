import { readFully } from "@mvcrs/files";
import { MAX_LINE_BYTES, NEWLINE } from "../line/scan-line.ts";
import type { LogFile } from "../segments/log-file.ts";

/** Most lines are far from the longest: a small read usually has all of one, and costs no large buffer. */
const FEW_BYTES = 4096;

/** How much to read for one line: little first, then as much as a line can have. */
export const lineWindows = [FEW_BYTES, MAX_LINE_BYTES + 2] as const;

/**
 * The bytes from `offset`, with the one before it at their front (a newline where a part of the log begins), and where the
 * first newline stands among them; -1 where a line cannot be that long.
 */
export async function lineAt(
  file: LogFile,
  offset: number,
  end: number,
): Promise<{ readonly window: Uint8Array; readonly newline: number }> {
  const part = file.partAt(offset);
  const lead = offset === part.start ? 1 : 0;
  const [few, most] = lineWindows;
  for (let size: number = few; ; size = most) {
    const window = new Uint8Array(Math.min(size, Math.min(end, part.end) - offset + 1));
    window.fill(NEWLINE, 0, lead);
    const read = await readFully(file, window.subarray(lead), offset - 1 + lead);
    const newline = window.subarray(0, lead + read).indexOf(NEWLINE, 1);
    if (newline >= 0 || window.length < size || size === most) return { window, newline };
  }
}
