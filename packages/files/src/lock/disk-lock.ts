import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { nodeFiles } from "../layer/node-files.ts";
import { nodeProcesses } from "./processes.ts";
import { type HeldLock, type LockOptions, takeLock } from "./take-lock.ts";

/** `takeLock` on this machine's disk and among its processes; makes the folder. Throws what `takeLock` throws. */
export async function takeDiskLock({
  clock = Date.now,
  ...options
}: Pick<LockOptions, "path" | "what" | "timeoutMs"> &
  Partial<Pick<LockOptions, "clock">>): Promise<HeldLock> {
  await nodeFiles.makeFolder(dirname(options.path));
  return takeLock({ ...options, files: nodeFiles, processes: nodeProcesses(), clock, wait });
}
