import { createPublicKey, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

// Shares no code with what it checks: notes and tiles as C2SP `signed-note`, `tlog-checkpoint` and `tlog-tiles` say.

/** What was served as static files. */
export interface Site {
  readonly dir: string;
  /** Every checkpoint that was ever served, the last one last. */
  readonly checkpoints: readonly string[];
  /** The verifier key: a name, a hash, and base64 of 1 and the Ed25519 key. */
  readonly key: string;
}

/** The log as it is. */
interface Whole {
  readonly lines: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  /** The root of the first so many entries. */
  readonly roots: readonly (string | undefined)[];
}

export async function problemsOfSite(site: Site, log: Whole): Promise<readonly string[]> {
  const problems: string[] = [];
  let last = 0;
  for (const note of site.checkpoints) {
    const [, size = "", root = ""] = note.split("\n");
    if (!isSigned(note, site.key)) problems.push(`a checkpoint of ${size} entries is not signed`);
    if (log.roots[Number(size)] !== Buffer.from(root, "base64").toString("hex"))
      problems.push(`a checkpoint of ${size} entries is no beginning of the log`);
    if (Number(size) < last) problems.push(`a checkpoint of ${size} entries was served after one of ${last}`);
    last = Number(size);
  }
  for (let first = 0; first < last; first += 256) {
    const end = Math.min(first + 256, last);
    const path = pathOf(first / 256, end - first);
    const bundle = log.lines
      .slice(first, end)
      .flatMap((line) => [Uint8Array.of(line.length >> 8, line.length & 255), line]);
    for (const [file, wanted] of [
      [`tile/entries/${path}`, Buffer.concat(bundle)],
      [`tile/0/${path}`, Buffer.concat(log.leaves.slice(first, end))],
    ] as const)
      if (!wanted.equals(await readFile(join(site.dir, file)).catch(() => Buffer.alloc(0))))
        problems.push(`${file} is not what the log says`);
  }
  return problems;
}

function isSigned(note: string, key: string): boolean {
  const [text = "", signature = ""] = note.split("\n\n");
  // Base64 has that sign too.
  const base64 = key.split("+").slice(2).join("+");
  const spki = Buffer.concat([
    Buffer.from("302a300506032b6570032100", "hex"),
    Buffer.from(base64, "base64").subarray(1),
  ]);
  const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  const signed = Buffer.from(signature.trim().split(" ")[2] ?? "", "base64").subarray(4);
  return verify(null, Buffer.from(`${text}\n`), publicKey, signed);
}

/** 1234 is x001/234; a file that is not full says how wide it is. */
function pathOf(index: number, width: number): string {
  const groups: string[] = [];
  for (let left = index; groups.length === 0 || left > 0; left = Math.floor(left / 1000))
    groups.unshift(`${groups.length > 0 ? "x" : ""}${String(left % 1000).padStart(3, "0")}`);
  return `${groups.join("/")}${width < 256 ? `.p/${width}` : ""}`;
}
