import type { Beacons } from "../lock/beacon.ts";
import type { Processes, ProcessIdentity } from "../lock/processes.ts";

export interface FakeProcesses extends Processes {
  /** From now on, locks of this process are stale. */
  kill(pid: number): void;
  /** The same machine, seen by another process; in another namespace, the numbers of this one mean nothing. */
  as(pid: number, namespace?: string): FakeProcesses;
}

/** Processes that live until they are killed. */
export function fakeProcesses(pid = 1): FakeProcesses {
  const dead = new Set<string>();
  const burning = new Map<string, string>();
  const view = (own: number, namespace: string): FakeProcesses => {
    const name = (number: number, space: string) => `${space} ${number}`;
    const beacons: Beacons = {
      async light(path) {
        burning.set(path, name(own, namespace));
        return { putOut: async () => void burning.delete(path) };
      },
      async ask(path) {
        const holder = burning.get(path);
        return holder === undefined ? "gone" : dead.has(holder) ? "out" : "lit";
      },
    };
    return {
      self: { pid: own, host: "test", boot: "boot", namespace, start: "start" },
      isAlive: (owner: ProcessIdentity) =>
        owner.namespace === namespace ? !dead.has(name(owner.pid, namespace)) : undefined,
      beacons,
      kill: (other) => void dead.add(name(other, namespace)),
      as: (other, space = namespace) => view(other, space),
    };
  };
  return view(pid, "pid:[1]");
}
