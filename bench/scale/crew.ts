import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A process of this folder; it is told things and says them. */
export function start(program: string, args: readonly string[]): ChildProcess {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), [...args], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  process.on("exit", () => child.kill("SIGKILL"));
  return child;
}

/** Resolves when it says this. */
export async function says(child: ChildProcess, wanted: string): Promise<void> {
  for (;;) {
    const [said] = await once(child, "message");
    if (said === wanted) return;
  }
}

/** Seconds of processor time that it has taken by now. */
export async function cpuOf(child: ChildProcess): Promise<number> {
  child.send("cpu");
  for (;;) {
    const [said] = await once(child, "message");
    if (typeof said === "number") return said;
  }
}
