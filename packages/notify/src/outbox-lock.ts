import { type HeldLock, takeDiskLock } from "@mvcrs/files/lock";
import { notifyErrors } from "./errors.ts";

/** Takes a lock of the outbox, waiting up to `timeoutMs` for its holder. @throws OUTBOX_BUSY */
export type TakeOutboxLock = (path: string, timeoutMs: number) => Promise<HeldLock>;

/** Locks as files, the log's way: a dead holder's is taken over, one on another host is not (`@mvcrs/files/lock`). */
export const nodeOutboxLock: TakeOutboxLock = (path, timeoutMs) =>
  takeDiskLock({ path, what: ({ pid }) => notifyErrors.create("OUTBOX_BUSY", { path, pid }), timeoutMs });

/** Runs `action` while holding a lock. */
export async function withLock<Result>(
  take: TakeOutboxLock,
  path: string,
  timeoutMs: number,
  action: () => Promise<Result>,
): Promise<Result> {
  const held = await take(path, timeoutMs);
  try {
    return await action();
  } finally {
    await held.release();
  }
}

/** Runs `action` while holding several, each taken in its turn. */
export function withLocks<Result>(
  take: TakeOutboxLock,
  [path, ...others]: readonly string[],
  timeoutMs: number,
  action: () => Promise<Result>,
): Promise<Result> {
  if (path === undefined) return action();
  return withLock(take, path, timeoutMs, () => withLocks(take, others, timeoutMs, action));
}
