import { createHash, randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { systemCode } from "@mvcrs/errors";
import { fileErrors } from "../errors.ts";
import type { FileLayer } from "../layer/file-layer.ts";
import { writeAll } from "../layer/transfer.ts";
import { isTemporaryOf, removeIfThere } from "../temporary.ts";
import { withCodes } from "../with-codes.ts";
import type { Beacon } from "./beacon.ts";
import { beaconPath, findLock, formatOwner, holderOf, type Owner } from "./lock-record.ts";
import type { Processes } from "./processes.ts";

/** Who has a lock that somebody else wants. A type, not an interface: only a type fits the details of an error. */
export type LockHolder = {
  readonly path: string;
  readonly pid: number;
  readonly host: string;
  /** RFC 3339, UTC. */
  readonly since: string;
};

export interface LockOptions {
  readonly path: string;
  /** What is locked, as `LOCK_HELD` names it; or the error of a caller that has one of its own. */
  readonly what: string | ((holder: LockHolder) => Error);
  readonly files: FileLayer;
  readonly processes: Processes;
  readonly clock: () => number;
  /** Resolves after this many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** How long to wait for a living owner, in milliseconds. 0: do not wait. */
  readonly timeoutMs: number;
}

export interface HeldLock {
  release(): Promise<void>;
}

const POLL_MS = 25;
const MAX_TRIES = 10;

/**
 * Takes a lock: a file made by `link`, which is atomic and fails when the name exists, so a lock is never
 * seen half written. The lock of a dead process is removed by the process that first makes the claim file named after that
 * very lock, so two processes can never take it away twice; a claim is itself such a lock, so its owner may die too.
 *
 * Whether a holder is alive is decided by its process number where that means something, and else by the beacon beside the
 * lock, which the kernel puts out with its process.
 *
 * Limits: a local file system with hard links (no NFS). A holder on another host, or in another container where no
 * beacon could be made, is taken to be alive; remove the lock by hand once it is known to be gone.
 *
 * @throws LOCK_HELD (or the caller's own error), NOT_A_FILE, FILE_FAILED
 */
export function takeLock(options: LockOptions): Promise<HeldLock> {
  return withCodes(options.path, async () => {
    const { path, what, wait, timeoutMs } = options;
    let waited = 0;
    for (;;) {
      const tried = (await livingHolder(path, options)) ?? (await tryOnce(options));
      if ("release" in tried) return tried;
      if (waited >= timeoutMs) {
        const { pid, host, at: since } = tried;
        const holder: LockHolder = { path, pid, host, since };
        throw typeof what === "string" ? fileErrors.create("LOCK_HELD", { what, ...holder }) : what(holder);
      }
      const pause = Math.min(POLL_MS, timeoutMs - waited);
      await wait(pause);
      waited += pause;
    }
  });
}

/** Whether a living process holds a lock, without taking it. */
export async function isLocked(
  path: string,
  options: Pick<LockOptions, "files" | "processes">,
): Promise<boolean> {
  return (await livingHolder(path, options)) !== undefined;
}

/** Who holds the lock, if it is a process that lives. */
async function livingHolder(
  path: string,
  { files, processes }: Pick<LockOptions, "files" | "processes">,
): Promise<Owner | undefined> {
  const found = await findLock(files, path);
  return found === undefined ? undefined : holderOf(found, path, processes);
}

/** Candidate and beacon exist only for as long as this takes: a process that dies while it waits leaves nothing behind. */
async function tryOnce(options: LockOptions): Promise<HeldLock | Owner> {
  const { path, processes, clock } = options;
  const token = randomUUID();
  const at = new Date(clock()).toISOString();
  const beacon = await processes.beacons?.light(beaconPath(path, { token }));
  const owner: Owner = { ...processes.self, token, at, inode: "", beacon: beacon !== undefined };
  let taken = false;
  try {
    const tried = await link(owner, options);
    if (!(tried instanceof Uint8Array)) return tried;
    taken = true;
    // What cannot be removed now, the next one removes.
    await sweep(options, token).catch(() => undefined);
    return { release: () => withCodes(path, () => giveBack(tried, beacon, options)) };
  } finally {
    if (!taken) await beacon?.putOut();
  }
}

/** Links a candidate to the lock's name; returns the lock's bytes once it is there, or who holds it. */
async function link(owner: Owner, options: LockOptions): Promise<Uint8Array | Owner> {
  const candidate = `${options.path}.${owner.token}.tmp`;
  for (let tries = 1; ; tries++) {
    try {
      const bytes = await writeCandidate(options.files, candidate, owner);
      return (await attempt(candidate, options.path, options)) ?? bytes;
    } catch (thrown) {
      // The holder of the lock may have swept the candidate away before its owner was written into it.
      if (systemCode(thrown) !== "ENOENT" || tries === MAX_TRIES) throw thrown;
    } finally {
      await options.files.remove(candidate).catch(() => undefined);
    }
  }
}

async function giveBack(
  bytes: Uint8Array,
  beacon: Beacon | undefined,
  { path, files }: LockOptions,
): Promise<void> {
  try {
    // Somebody may have removed the lock by hand and another process taken it: only this process's own lock is released.
    const current = await findLock(files, path);
    if (current !== undefined && Buffer.from(current.bytes).equals(bytes)) await files.remove(path);
  } finally {
    await beacon?.putOut();
  }
}

async function writeCandidate(files: FileLayer, candidate: string, owner: Owner): Promise<Uint8Array> {
  const handle = await files.open(candidate, "exclusive");
  try {
    const { inode } = await handle.identity();
    const bytes = formatOwner({ ...owner, inode });
    await writeAll(handle, bytes, 0);
    return bytes;
  } finally {
    await handle.close();
  }
}

/** Takes the lock (`undefined`), or tells who holds it. */
async function attempt(candidate: string, path: string, options: LockOptions): Promise<Owner | undefined> {
  const { files, processes } = options;
  for (;;) {
    try {
      await files.link(candidate, path);
      return undefined;
    } catch (thrown) {
      if (systemCode(thrown) !== "EEXIST") throw thrown;
    }
    const found = await findLock(files, path);
    if (found === undefined) continue;
    const holder = await holderOf(found, options.path, processes);
    if (holder !== undefined) return holder;
    const claim = `${path}.claim-${createHash("sha256").update(found.bytes).digest("hex").slice(0, 16)}`;
    const claimant = await attempt(candidate, claim, options);
    if (claimant !== undefined) return claimant;
    const again = await findLock(files, path);
    if (again !== undefined && Buffer.from(again.bytes).equals(found.bytes)) await files.remove(path);
    await files.remove(claim);
  }
}

/** Removes what killed processes left beside the lock that is now held: candidates, claims, beacons. */
async function sweep({ path, files, processes }: LockOptions, ownToken: string): Promise<void> {
  const [folder, base] = [dirname(path), basename(path)];
  const own = basename(beaconPath(path, { token: ownToken }));
  for (const name of await files.list(folder)) {
    const full = join(folder, name);
    if (name.endsWith(".sock") && name.startsWith(`${base}.`) && name !== own) {
      if ((await processes.beacons?.ask(full)) === "out") await removeIfThere(files, full);
    } else if (name.startsWith(`${base}.claim-`) || isTemporaryOf(name, base)) {
      const found = await findLock(files, full);
      if (found !== undefined && (await holderOf(found, path, processes)) === undefined)
        await removeIfThere(files, full);
    }
  }
}
