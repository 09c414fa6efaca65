import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** What ends a server and removes its folder: when it is told to, and when the test's process is gone, however it died. */
export interface Guard {
  end(): Promise<void>;
}

// `cat` ends when the other end of its input is closed, which the kernel does for a process that was killed.
const SCRIPT = `cat >/dev/null
pid=$(head -n 1 "$0/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -QUIT "$pid" 2>/dev/null
  for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.05; done
fi
rm -rf "$0"`;

export function guard(home: string): Guard {
  const child: ChildProcess = spawn("sh", ["-c", SCRIPT, home], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.unref();
  return {
    end: async () => {
      const exited = once(child, "exit");
      // Whoever ends it waits for it.
      child.ref();
      child.stdin?.end();
      await exited;
    },
  };
}
