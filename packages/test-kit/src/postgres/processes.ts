import { execFileSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { systemCode } from "@mvcrs/errors";

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
    .map(({ pid }) => pid)
    // First the one that would start others.
    .sort((a, b) => Number(b === root) - Number(a === root));
  for (const pid of doomed) kill(pid);
  while (running().some(({ pid }) => doomed.includes(pid))) await setTimeout(5);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (thrown) {
    // It ended by itself in between.
    if (systemCode(thrown) !== "ESRCH") throw thrown;
  }
}
