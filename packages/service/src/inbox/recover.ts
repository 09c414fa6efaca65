import { type FileLayer, readFully, replaceFile } from "@mvcrs/files";
import type { RecordHeader } from "./record.ts";
import { listSegments, recordAt, type Segment } from "./segment.ts";

/** What is there of an inbox that a process left, killed or not. */
export interface Recovered {
  readonly segments: readonly Segment[];
  /** Behind the last delivery that is whole. */
  readonly end: number;
  readonly headers: readonly RecordHeader[];
}

/**
 * Reads what is there and checks every delivery. A last one that was cut off was never acknowledged, and is removed. What is
 * damaged otherwise is set aside beside its segment, and said.
 */
export async function recoverInbox(
  files: FileLayer,
  folder: string,
  notice: (text: string) => void,
): Promise<Recovered> {
  const segments = await listSegments(files, folder);
  const headers: RecordHeader[] = [];
  let end = 0;
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    const handle = await files.open(segment.path, "update");
    try {
      const size = await handle.size();
      let position = 0;
      let found = await recordAt(handle, position, size);
      while (typeof found === "object") {
        headers.push(found.header);
        position += found.length;
        found = await recordAt(handle, position, size);
      }
      end = segment.start + position;
      if (found === undefined) continue;
      if (found === "damaged" || !isLast) {
        const rest = new Uint8Array(size - position);
        const kept = rest.subarray(0, await readFully(handle, rest, position));
        const aside = `${segment.path}.${position}.damaged`;
        await replaceFile(files, aside, kept);
        notice(
          `WARNING: ${kept.length} bytes of ${segment.path} are no whole delivery; they are set aside in ${aside} and not judged`,
        );
      }
      await handle.truncate(position);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
  return { segments, end, headers };
}
