import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";

const COUNT = 500;

/**
 * Microseconds that the file system takes for a new file beside others in `dir`. Where ext4 has no journal, it looks at every
 * inode that was freed in the last minutes before it takes one: many files removed just now make this ten times slower, and with
 * it every export of tiles.
 */
export function newFileCost(dir: string): number {
  const folder = join(dir, "new-files");
  mkdirSync(folder);
  const began = performance.now();
  for (let i = 0; i < COUNT; i++) closeSync(openSync(join(folder, String(i)), "wx"));
  return ((performance.now() - began) * 1_000) / COUNT;
}
