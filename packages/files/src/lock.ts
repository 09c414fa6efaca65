export type { Beacon, Beacons, Light } from "./lock/beacon.ts";
export { takeDiskLock } from "./lock/disk-lock.ts";
export { nodeProcesses, type Processes, type ProcessIdentity } from "./lock/processes.ts";
export { type HeldLock, isLocked, type LockHolder, type LockOptions, takeLock } from "./lock/take-lock.ts";
