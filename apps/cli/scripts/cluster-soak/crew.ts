import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A process that is started again when it ends, as a service manager does. */
export class Kept {
  readonly name: string;
  starts = 0;
  /** What each run said last that ended by itself with something else than 0. */
  readonly failures: string[] = [];
  readonly #args: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #over = false;

  constructor(name: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.name = name;
    this.#args = args;
    this.#env = env;
    this.#start();
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** Tells it to end for good; its exit code. */
  async end(): Promise<number | null> {
    this.#over = true;
    const child = this.#child;
    if (child === undefined) return null;
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    const [code] = await exited;
    return code as number | null;
  }

  #start(): void {
    this.starts += 1;
    const child = spawn(process.execPath, this.#args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: this.#env,
    });
    this.#child = child;
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
    });
    child.once("exit", (code) => {
      if (code !== 0 && code !== null)
        this.failures.push(`${this.name}: exit ${code}: ${said.trimEnd().slice(-600)}`);
      this.#child = undefined;
      if (!this.#over) setTimeout(() => this.#over || this.#start(), code === null ? 0 : 500);
    });
  }
}
