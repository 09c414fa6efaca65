import type { FileLayer } from "../layer/file-layer.ts";
import { readFully } from "../layer/transfer.ts";
import { openExisting } from "../read-whole.ts";
import type { Processes, ProcessIdentity } from "./processes.ts";

/** What a lock file says of its holder. */
export interface Owner extends ProcessIdentity {
  readonly token: string;
  readonly at: string;
  /** Of the lock file itself, so that a copy of it is known for one. */
  readonly inode: string;
  /** Whether a beacon burns beside the lock. */
  readonly beacon: boolean;
}

export interface FoundLock {
  readonly bytes: Uint8Array;
  readonly inode: string;
  /** Undefined for a file that is no lock: one is complete before it gets its name, so a crash of the machine left it. */
  readonly owner: Owner | undefined;
}

export function formatOwner(owner: Owner): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(owner)}\n`);
}

/** Reads a lock file; `undefined` when there is none. */
export async function findLock(files: FileLayer, path: string): Promise<FoundLock | undefined> {
  const handle = await openExisting(files, path);
  if (handle === undefined) return undefined;
  try {
    const whole = new Uint8Array(await handle.size());
    const bytes = whole.subarray(0, await readFully(handle, whole, 0));
    return { bytes, inode: (await handle.identity()).inode, owner: parseOwner(bytes) };
  } finally {
    await handle.close();
  }
}

function parseOwner(bytes: Uint8Array): Owner | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value !== "object" || value === null) return undefined;
    const fields = value as Record<keyof Owner, unknown>;
    const { pid, host, boot, start, token, at, namespace = "", inode = "", beacon = false } = fields;
    if (typeof pid !== "number" || typeof host !== "string" || typeof boot !== "string") return undefined;
    if (typeof start !== "string" || typeof token !== "string" || typeof at !== "string") return undefined;
    if (typeof namespace !== "string" || typeof inode !== "string" || typeof beacon !== "boolean")
      return undefined;
    return { pid, host, boot, namespace, start, token, at, inode, beacon };
  } catch {
    return undefined;
  }
}

/** Where the beacon of a lock's holder is. */
export const beaconPath = (lockPath: string, { token }: Pick<Owner, "token">): string =>
  `${lockPath}.${token.slice(0, 8)}.sock`;

/** Who holds a lock that was found. A holder about whom this cannot be known is taken to be alive. */
export async function holderOf(
  { owner, inode }: FoundLock,
  lockPath: string,
  processes: Processes,
): Promise<Owner | undefined> {
  if (owner === undefined) return undefined;
  const alive = processes.isAlive(owner);
  if (alive === false) return undefined;
  if (!owner.beacon || processes.beacons === undefined) return owner;
  const light = await processes.beacons.ask(beaconPath(lockPath, owner));
  if (light === "lit" || light === "unknown") return owner;
  // The folder was copied while somebody worked in it: the holder holds the lock of the original.
  if (owner.inode !== inode) return undefined;
  // Nobody listens, says the kernel that both run on, so the holder is gone, wherever it ran.
  return light === "out" && alive === undefined && owner.boot === processes.self.boot ? undefined : owner;
}
