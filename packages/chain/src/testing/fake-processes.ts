import type { Processes, ProcessIdentity } from "../log/lock.ts";

export interface FakeProcesses extends Processes {
  /** From now on, locks of this process are stale. */
  kill(pid: number): void;
  /** The same machine, seen by another process. */
  as(pid: number): FakeProcesses;
}

/** Processes that live until they are killed. */
export function fakeProcesses(pid = 1): FakeProcesses {
  const dead = new Set<number>();
  const view = (own: number): FakeProcesses => ({
    self: { pid: own, host: "test", boot: "boot", start: "start" },
    isAlive: (owner: ProcessIdentity) => !dead.has(owner.pid),
    kill: (other) => void dead.add(other),
    as: view,
  });
  return view(pid);
}
