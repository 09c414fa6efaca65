import { takeDiskLock } from "@mvcrs/files/lock";
import { orchestratorErrors } from "./errors.ts";

/** Runs `action` as the only orchestrator of a folder; the lock of a dead process is taken over. @throws ALREADY_RUNNING */
export async function withFolderLock<Result>(
  path: string,
  timeoutMs: number,
  action: () => Promise<Result>,
): Promise<Result> {
  const what = ({ pid }: { readonly pid: number }) =>
    orchestratorErrors.create("ALREADY_RUNNING", { lock: path, pid });
  const lock = await takeDiskLock({ path, what, timeoutMs });
  try {
    return await action();
  } finally {
    await lock.release();
  }
}
