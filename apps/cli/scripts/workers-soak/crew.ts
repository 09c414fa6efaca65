import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { bundledMain } from "../is-fresh.ts";

/** Workers that are started again when they die, as a service manager does, each on a root of its own. */
export class Crew {
  readonly #running = new Map<string, ChildProcess>();
  #over = false;
  starts = 0;
  /** What each run of a worker said last, where it ended by itself with something else than 0. */
  readonly failures: string[] = [];

  constructor(roots: readonly string[]) {
    for (const root of roots) this.#start(root);
  }

  get all(): readonly ChildProcess[] {
    return [...this.#running.values()];
  }

  /** Tells all of them to end; their exit codes. */
  async end(): Promise<readonly (number | null)[]> {
    this.#over = true;
    return Promise.all(
      this.all.map(async (child) => {
        const exited = once(child, "exit");
        child.kill("SIGTERM");
        const [code] = await exited;
        return code as number | null;
      }),
    );
  }

  #start(root: string): void {
    this.starts += 1;
    const child = spawn(process.execPath, [bundledMain, "worker", "--root", root], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#running.set(root, child);
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    });
    child.on("exit", (code) => {
      if (code !== 0 && code !== null) this.failures.push(`exit ${code}: ${said.trimEnd().slice(-400)}`);
      this.#running.delete(root);
      // A server that is away is away for a while.
      if (!this.#over) setTimeout(() => this.#over || this.#start(root), code === null ? 0 : 500);
    });
  }
}
