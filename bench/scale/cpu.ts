import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second, as Linux tells its programs everywhere. */
const TICKS = 100;

interface Stat {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended. */
  readonly ended: number;
}

/** proc_pid_stat(5): what stands behind the name, which may hold anything. */
function statOf(pid: string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const at = (index: number): number => Number(fields[index]);
    return { parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) };
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}

/** Seconds of processor time that a server and its processes have taken by now; 0 where no Linux tells. */
export function serverCpu(data: string): number {
  const root = readFileSync(`${data}/postmaster.pid`, "utf8").split("\n")[0] ?? "";
  const server = statOf(root);
  if (server === undefined) return 0;
  const running = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter((stat) => stat?.parent === Number(root));
  return running.reduce((sum, stat) => sum + (stat?.own ?? 0), server.own + server.ended) / TICKS;
}

/** Seconds of processor time that a process has taken by now; 0 where no Linux tells. */
export const processCpu = (pid: number | undefined): number => (statOf(String(pid))?.own ?? 0) / TICKS;
