import { execFileSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";

interface Running {
  readonly pid: number;
  readonly parent: number;
}

/** The processes of this machine, without those that are dead and were not collected. */
function running(): readonly Running[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state = "Z"]) => !state.startsWith("Z"))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** Kills a process and those that it has started; resolves when none of them runs any more. */
export async function killTree(root: number): Promise<void> {
  const doomed = running()
    .filter(({ pid, parent }) => pid === root || parent === root)
    .map(({ pid }) => pid);
  for (const pid of doomed) process.kill(pid, "SIGKILL");
  while (running().some(({ pid }) => doomed.includes(pid))) await setTimeout(5);
}
