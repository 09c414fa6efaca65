import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { systemCode } from "@mvcrs/errors";
import { type Beacons, unixBeacons } from "./beacon.ts";

/** Who holds a lock. `boot` and `start` tell a process from a later one with the same number, where known. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  readonly boot: string;
  /** The namespaces in which `pid` and `start` mean something: two containers count their processes each from 1. */
  readonly namespace: string;
  readonly start: string;
}

/** What the lock has to know of the processes of this machine. */
export interface Processes {
  readonly self: ProcessIdentity;
  /** False only when that process is certainly gone; undefined when its number means nothing here. */
  isAlive(owner: ProcessIdentity): boolean | undefined;
  /** Signs of life that reach beyond a namespace, where the system has them. */
  readonly beacons?: Beacons | undefined;
}

/** The processes of this machine, distinguished by boot, namespace and start time where /proc has them. */
export function nodeProcesses(): Processes {
  const boot = readText("/proc/sys/kernel/random/boot_id");
  const namespace = [linkOf("/proc/self/ns/pid"), linkOf("/proc/self/ns/time")].join(" ").trim();
  // A /proc of another namespace, mounted here, speaks of other processes by our numbers.
  const isOurs = linkOf("/proc/self") === String(process.pid);
  const statusOf = (pid: number): ProcessStatus => (isOurs ? readStatus(pid) : unknownStatus);
  const self = { pid: process.pid, host: hostname(), boot, namespace, start: statusOf(process.pid).start };
  return {
    self,
    beacons: process.platform === "linux" ? unixBeacons : undefined,
    isAlive(owner) {
      // Elsewhere than on Linux neither is known, and a host has but one space of process numbers.
      const sameSpace =
        process.platform === "linux"
          ? boot !== "" && namespace !== "" && owner.boot === boot && owner.namespace === namespace
          : owner.host === self.host;
      if (!sameSpace) {
        const rebooted = owner.host === self.host && owner.boot !== "" && boot !== "" && owner.boot !== boot;
        return rebooted ? false : undefined;
      }
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

interface ProcessStatus {
  readonly state: string;
  readonly start: string;
}

const unknownStatus: ProcessStatus = { state: "", start: "" };

/** Fields 3 and 22 of /proc/<pid>/stat, counted behind the command's closing parenthesis; empty where there is no /proc. */
function readStatus(pid: number): ProcessStatus {
  const fields = readText(`/proc/${pid}/stat`)
    .replace(/^.*\)\s/s, "")
    .split(" ");
  return { state: fields[0] ?? "", start: fields[19] ?? "" };
}

const readText = (path: string): string => orEmpty(() => readFileSync(path, "utf8").trim());
const linkOf = (path: string): string => orEmpty(() => readlinkSync(path));

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
