import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { chainErrors } from "../errors.ts";
import { utf8 } from "../internal/bytes.ts";
import { readWhole, systemCode, writeNew } from "../internal/files.ts";
import { sha256Hex } from "../internal/node-sha256.ts";
import type { FileLayer } from "./file-layer.ts";

/** Who holds a lock. `boot` and `start` tell a process from a later one with the same number, where known. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  readonly boot: string;
  readonly start: string;
}

/** What the lock has to know of the processes of this machine. */
export interface Processes {
  readonly self: ProcessIdentity;
  /** False only when that process is certainly gone. */
  isAlive(owner: ProcessIdentity): boolean;
}

export interface LockOptions {
  readonly path: string;
  readonly files: FileLayer;
  readonly processes: Processes;
  readonly clock: () => number;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** How long to wait for a living owner, in milliseconds. 0: do not wait. */
  readonly timeoutMs: number;
}

interface Owner extends ProcessIdentity {
  readonly token: string;
  readonly at: string;
}

export interface HeldLock {
  release(): Promise<void>;
}

const POLL_MS = 25;

/**
 * Takes the writer's lock: a file made by `link`, which is atomic and fails when the name exists, so a lock is never
 * seen half written. The lock of a dead process is taken away by whoever first makes the claim file named after that
 * very lock, so two processes can never take it away twice; a claim is itself such a lock, so its owner may die too.
 *
 * Limits: a local file system with hard links (no NFS). A lock made on another host, or in another container with a
 * host name of its own, is taken to be alive; remove it by hand once its owner is known to be gone.
 *
 * @throws `LOG_LOCKED`
 */
export async function takeLock(options: LockOptions): Promise<HeldLock> {
  const { path, files, processes, clock, wait, timeoutMs } = options;
  const owner: Owner = { ...processes.self, token: randomUUID(), at: new Date(clock()).toISOString() };
  const bytes = utf8(`${JSON.stringify(owner)}\n`);
  const candidate = `${path}.${owner.token}.tmp`;
  let waited = 0;
  for (;;) {
    const holder = (await livingHolder(path, options)) ?? (await tryOnce(candidate, bytes, options));
    if (holder === undefined) break;
    if (waited >= timeoutMs) {
      throw chainErrors.create("LOG_LOCKED", {
        path,
        pid: holder.pid,
        host: holder.host,
        since: holder.at,
      });
    }
    const pause = Math.min(POLL_MS, timeoutMs - waited);
    await wait(pause);
    waited += pause;
  }
  return {
    async release() {
      // Somebody may have removed the lock by hand and another process taken it: only the own one is given back.
      const current = await readWhole(files, path);
      if (current !== undefined && Buffer.from(current).equals(bytes)) await files.remove(path);
    },
  };
}

/** Who holds the lock, if it is a process that lives. */
async function livingHolder(path: string, { files, processes }: LockOptions): Promise<Owner | undefined> {
  const found = await readWhole(files, path);
  const holder = found === undefined ? undefined : parseOwner(found);
  return holder !== undefined && processes.isAlive(holder) ? holder : undefined;
}

/** The candidate exists only for as long as this takes: a process that dies while it waits leaves nothing behind. */
async function tryOnce(
  candidate: string,
  bytes: Uint8Array,
  options: LockOptions,
): Promise<Owner | undefined> {
  await writeNew(options.files, candidate, bytes, false);
  try {
    return await attempt(candidate, options.path, options);
  } finally {
    await options.files.remove(candidate);
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
    const found = await readWhole(files, path);
    if (found === undefined) continue;
    // A lock is complete before it gets its name, so only a crash of the whole machine leaves an unreadable one.
    const holder = parseOwner(found);
    if (holder !== undefined && processes.isAlive(holder)) return holder;
    const claim = `${path}.claim-${sha256Hex(found).slice(0, 16)}`;
    const claimant = await attempt(candidate, claim, options);
    if (claimant !== undefined) return claimant;
    const again = await readWhole(files, path);
    if (again !== undefined && Buffer.from(again).equals(found)) await files.remove(path);
    await files.remove(claim);
  }
}

function parseOwner(bytes: Uint8Array): Owner | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value !== "object" || value === null) return undefined;
    const { pid, host, boot, start, token, at } = value as Record<keyof Owner, unknown>;
    if (typeof pid !== "number" || typeof host !== "string" || typeof boot !== "string") return undefined;
    if (typeof start !== "string" || typeof token !== "string" || typeof at !== "string") return undefined;
    return { pid, host, boot, start, token, at };
  } catch {
    return undefined;
  }
}

/** The processes of this machine, told apart by boot and start time where /proc says so. */
export function nodeProcesses(): Processes {
  const boot = readText("/proc/sys/kernel/random/boot_id");
  const self = { pid: process.pid, host: hostname(), boot, start: statusOf(process.pid).start };
  return {
    self,
    isAlive(owner) {
      if (owner.host !== self.host) return true;
      if (owner.boot !== boot) return false;
      try {
        process.kill(owner.pid, 0);
      } catch (thrown) {
        // EPERM: it lives and belongs to someone else.
        return systemCode(thrown) !== "ESRCH";
      }
      const { state, start } = statusOf(owner.pid);
      // A zombie holds nothing any more; it waits for a parent that may never ask for it.
      if (state === "Z" || state === "X") return false;
      return start === "" || owner.start === "" || start === owner.start;
    },
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

/** Fields 3 and 22 of /proc/<pid>/stat, counted behind the command's closing parenthesis; empty where there is no /proc. */
function statusOf(pid: number): { readonly state: string; readonly start: string } {
  const fields = readText(`/proc/${pid}/stat`)
    .replace(/^.*\)\s/s, "")
    .split(" ");
  return { state: fields[0] ?? "", start: fields[19] ?? "" };
}
