export { type HeldLock, isLocked, type LockOptions, takeLock } from "./log/lock.ts";
export { nodeProcesses } from "./log/processes.ts";
