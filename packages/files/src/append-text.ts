import { open } from "node:fs/promises";
import { withCodes } from "./with-codes.ts";

/**
 * Adds text at the end of a file, which is made where it is missing; on stable storage when this resolves. Several
 * processes may append to one file: the system puts each write behind the others. A crash may leave a part of it.
 *
 * @throws FILE_FAILED
 */
export function appendText(path: string, text: string): Promise<void> {
  return withCodes(path, async () => {
    const file = await open(path, "a");
    try {
      await file.appendFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
  });
}
