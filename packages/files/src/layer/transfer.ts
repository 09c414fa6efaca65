import type { FileHandle } from "./file-layer.ts";

/** Writes all of `bytes` at `position`, in as many writes as the system wants. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await handle.write(bytes.subarray(done), position + done);
    if (written <= 0)
      throw Object.assign(new Error("the file system wrote nothing and gave no reason"), { code: "EIO" });
    done += written;
  }
}

/** Reads up to `target.length` bytes from `position`; fewer only at the end of the file. */
export async function readFully(
  handle: Pick<FileHandle, "read">,
  target: Uint8Array,
  position: number,
): Promise<number> {
  let done = 0;
  while (done < target.length) {
    const read = await handle.read(target.subarray(done), position + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}
