import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("sequencer.ts", import.meta.url));

/** Sequencers that are started again when they die, as a service manager does. */
export class Crew {
  readonly #args: readonly string[];
  readonly #leading = new Map<ChildProcess, boolean>();
  #over = false;

  constructor(size: number, args: readonly string[]) {
    this.#args = args;
    for (let i = 0; i < size; i++) this.#start();
  }

  /** The one that leads, as far as is known; otherwise any. */
  get leader(): ChildProcess | undefined {
    const all = [...this.#leading];
    return (all.find(([, leading]) => leading) ?? all[0])?.[0];
  }

  end(): void {
    this.#over = true;
    for (const child of this.#leading.keys()) child.kill("SIGKILL");
  }

  #start(): void {
    const child = fork(program, [...this.#args], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    this.#leading.set(child, false);
    child.on("message", (leading) => this.#leading.set(child, leading === true));
    child.on("error", () => undefined);
    child.on("exit", () => {
      this.#leading.delete(child);
      if (!this.#over) this.#start();
    });
  }
}
