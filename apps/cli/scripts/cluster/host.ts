import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { bundledMain } from "../is-fresh.ts";

/** One command line, run to its end. @throws TypeError where it fails */
export function mvcrs(root: string, ...args: readonly string[]): unknown {
  const ran = spawnSync(process.execPath, [bundledMain, ...args, "--json", "--root", root], {
    encoding: "utf8",
  });
  if (ran.status !== 0) throw new TypeError(`mvcrs ${args.join(" ")}: ${ran.stdout}${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

/** A process of the cluster, as on a host of its own. */
export class Host {
  readonly name: string;
  /** Of a service, once it serves. */
  readonly url: Promise<string>;
  said = "";
  readonly #child: ChildProcess;

  constructor(name: string, root: string, args: readonly string[], onLine: (line: string) => void) {
    this.name = name;
    const child = spawn(process.execPath, [bundledMain, ...args, "--root", root], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#child = child;
    this.url = new Promise((serves) => {
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        this.said += text;
        for (const line of text.split("\n")) if (line !== "") onLine(line.replace(/^note: /, ""));
        const url = /serving (\S+);/.exec(this.said)?.[1];
        if (url !== undefined) serves(url);
      });
    });
  }

  get #isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** As when its power is cut. */
  async kill(): Promise<void> {
    if (this.#isOver) return;
    const over = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await over;
  }

  /** As an operator ends it; returns its exit code. */
  async stop(): Promise<number | null> {
    if (this.#isOver) return this.#child.exitCode;
    const over = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    await over;
    return this.#child.exitCode;
  }
}
