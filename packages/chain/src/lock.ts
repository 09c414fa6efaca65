export { type HeldLock, type LockOptions, nodeProcesses, takeLock } from "./log/lock.ts";
