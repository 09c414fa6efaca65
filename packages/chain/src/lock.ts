export { type HeldLock, type LockOptions, takeLock } from "./log/lock.ts";
export { nodeProcesses } from "./log/processes.ts";
