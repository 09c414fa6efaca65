import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Processes of one program that are started again when they die, as a service manager does. */
export class Crew {
  readonly #program: string;
  readonly #args: readonly string[];
  readonly #onSaid: (said: unknown) => void;
  readonly #leading = new Map<ChildProcess, boolean>();
  #over = false;

  /** `program`: a file of this folder. `onSaid` hears what is not whether one leads. */
  constructor(
    program: string,
    size: number,
    args: readonly string[],
    onSaid: (said: unknown) => void = () => undefined,
  ) {
    this.#program = fileURLToPath(new URL(program, import.meta.url));
    this.#args = args;
    this.#onSaid = onSaid;
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
    const child = fork(this.#program, [...this.#args], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    this.#leading.set(child, false);
    child.on("message", (said) => {
      if (typeof said === "boolean") this.#leading.set(child, said);
      else this.#onSaid(said);
    });
    child.on("error", () => undefined);
    child.on("exit", () => {
      this.#leading.delete(child);
      if (!this.#over) this.#start();
    });
  }
}
