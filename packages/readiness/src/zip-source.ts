import { messageOf } from "@mvcrs/errors";
import { readinessErrors } from "./errors.ts";
import { maxFileBytes } from "./layout.ts";
import { memorySource, type ReadinessSource } from "./source.ts";

/** What all unpacked files may take together; a small archive can unpack to terabytes. */
const maxUnpackedBytes = 8 * maxFileBytes;

/**
 * The files of a zip archive. Where everything stands in one folder, as `git archive --prefix` and GitHub's downloads do
 * it, paths are relative to that folder. A file over the gate's limit keeps its stated size but is not unpacked.
 *
 * @throws ARCHIVE_INVALID
 */
export async function zipSource(archive: Uint8Array, name = "zip"): Promise<ReadinessSource> {
  const { unzipSync } = await import("fflate");
  const oversized = new Map<string, number>();
  let total = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(archive, {
      filter: (file) => {
        if (file.originalSize > maxFileBytes) oversized.set(file.name, file.originalSize);
        else total += file.originalSize;
        // off the rule: caught below, where it becomes ARCHIVE_INVALID.
        if (total > maxUnpackedBytes) throw new Error(`it unpacks to more than ${maxUnpackedBytes} bytes`);
        return file.originalSize <= maxFileBytes && !file.name.endsWith("/");
      },
    });
  } catch (cause) {
    throw readinessErrors.create("ARCHIVE_INVALID", { name, reason: messageOf(cause) }, { cause });
  }
  const names = [...Object.keys(unpacked), ...oversized.keys()];
  const prefix = commonFolder(names);
  const files = new Map(Object.entries(unpacked).map(([path, bytes]) => [path.slice(prefix.length), bytes]));
  const memory = memorySource(files, name);
  return { ...memory, size: async (path) => oversized.get(prefix + path) ?? (await memory.size(path)) };
}

function commonFolder(names: readonly string[]): string {
  const first = names[0]?.split("/", 1)[0] ?? "";
  const folder = `${first}/`;
  return names.length > 0 &&
    names.every((name) => name.startsWith(folder)) &&
    !/^(?:demo|config)$/.test(first)
    ? folder
    : "";
}
