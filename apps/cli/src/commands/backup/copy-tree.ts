import { createHash } from "node:crypto";
import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { systemCode } from "@mvcrs/errors";
import {
  type FileHandle,
  type FileLayer,
  nodeFiles,
  openExisting,
  readFully,
  replaceFileWith,
  writeAll,
} from "@mvcrs/files";

/** A file of a copy. */
export interface Copied {
  /** Relative to the root, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The folders below a root that MV-CRS writes into. */
const folders = ["state", "observatory", "storage", "incidents"] as const;

// Locks, their sockets and replacements under way belong to processes; what is saved or indexed is made again.
const passing = /\.lock$|\.sock$|\.tmp$|\.index$|\.fields$/;
/** What the portal is served from is made again of the log. */
const made = join("storage", "portal");
const PIECE = 1024 * 1024;

/** The files below a root that a copy holds, but for `others`, relative to it and sorted. */
export async function filesBelow(root: string, others: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  // A link may lead to another disk, and from there back to where it stands.
  const visited = new Set([await realpath(root).catch(() => root)]);
  for (const folder of folders) visited.add(await realpath(join(root, folder)).catch(() => folder));
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch((thrown: unknown) => {
      if (systemCode(thrown) !== "ENOENT") throw thrown;
      return [];
    });
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (others.includes(path) || passing.test(entry.name) || path === join(root, made)) continue;
      const kind = entry.isSymbolicLink() ? await stat(path) : entry;
      if (kind.isDirectory()) {
        const real = await realpath(path);
        if (visited.has(real)) continue;
        visited.add(real);
        await visit(path);
      }
      if (kind.isFile()) found.push(relative(root, path).replaceAll("\\", "/"));
    }
  };
  for (const folder of folders) await visit(join(root, folder));
  return found.sort();
}

/** Copies a file durably, its first `bytes` or all; `undefined` where it is gone by now. */
export async function copyFile(
  disk: FileLayer,
  from: string,
  to: string,
  path: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Copied | undefined> {
  try {
    const permissions = (await stat(join(from, path))).mode & 0o777;
    const source = await disk.open(join(from, path), "read");
    try {
      const target = join(to, path);
      await disk.makeFolder(dirname(target));
      // Set again where the new file was swept away and is filled once more.
      let copied: Copied = { path, bytes: 0, sha256: "" };
      await replaceFileWith(
        disk,
        target,
        async (handle) => {
          const read = await eachPiece(source, most, (piece, at) => writeAll(handle, piece, at));
          copied = { path, ...read };
        },
        { permissions },
      );
      return copied;
    } finally {
      await source.close();
    }
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return undefined;
    throw thrown;
  }
}

/** Length and SHA-256 of a file; `undefined` where there is none. */
export async function digestOf(path: string): Promise<Omit<Copied, "path"> | undefined> {
  const handle = await openExisting(nodeFiles, path);
  if (handle === undefined) return undefined;
  try {
    return await eachPiece(handle, Number.POSITIVE_INFINITY, async () => undefined);
  } finally {
    await handle.close();
  }
}

async function eachPiece(
  handle: FileHandle,
  most: number,
  visit: (piece: Uint8Array, at: number) => Promise<void>,
): Promise<Omit<Copied, "path">> {
  const hash = createHash("sha256");
  const buffer = new Uint8Array(PIECE);
  for (let at = 0; ; ) {
    const read = await readFully(handle, buffer.subarray(0, Math.min(PIECE, most - at)), at);
    if (read === 0) return { bytes: at, sha256: hash.digest("hex") };
    hash.update(buffer.subarray(0, read));
    await visit(buffer.subarray(0, read), at);
    at += read;
  }
}
