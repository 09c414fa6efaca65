import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What V8 compiled in earlier runs of one command. */
export interface Compiled {
  /** By the name of the file that it was compiled from. */
  readonly code: ReadonlyMap<string, Buffer>;
  /** The kinds of runs whose functions are all in it. */
  readonly runs: readonly string[];
}

/** Reads what was kept at `path`: nothing where there is none, or where it is not what was written. Throws nothing. */
export function readCompiled(path: string): Compiled {
  const code = new Map<string, Buffer>();
  try {
    const file = readFileSync(path);
    const body = file.subarray(digestLength);
    // V8 would not look: a changed byte in its code is a crash.
    if (!digestOf(body).equals(file.subarray(0, digestLength))) return { code, runs: [] };
    let start = body.indexOf("\n") + 1;
    const { runs, sizes }: Contents = JSON.parse(body.toString("utf8", 0, start));
    for (const [name, size] of sizes) {
      code.set(name, body.subarray(start, start + size));
      start += size;
    }
    return { code, runs };
  } catch {
    return { code, runs: [] };
  }
}

/**
 * Keeps `compiled` at `path`: whole or not at all, but that a power loss may leave a file which its digest refuses.
 * Throws what the file system throws.
 */
export function keepCompiled(path: string, { code, runs }: Compiled): void {
  const sizes = [...code].map(([name, bytes]) => [name, bytes.length] as const);
  const contents: Contents = { runs, sizes };
  const body = Buffer.concat([Buffer.from(`${JSON.stringify(contents)}\n`), ...code.values()]);
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, Buffer.concat([digestOf(body), body]));
  renameSync(temporary, path);
  sweep(dirname(path));
}

/** The file is the digest of its body, and then the body: one line of this, then the code of each file, one after the other. */
interface Contents {
  readonly runs: readonly string[];
  readonly sizes: readonly (readonly [name: string, bytes: number])[];
}

const digestLength = 32;
const digestOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

const mostKept = 40;

/** Removes what was longest unused by earlier programs, and what a killed process left. */
function sweep(folder: string): void {
  const ages = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at);
  for (const { path } of ages.slice(mostKept)) rmSync(path, { force: true });
}
