import { spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOf, type Node } from "./nodes.ts";

/** What a command came to. */
export interface Ran {
  readonly ok: boolean;
  /** What it printed, for whoever reads why it failed. */
  readonly text: string;
  readonly ms: number;
}

/** An empty project of a stranger, in a folder of its own, with a Node. */
export class Project {
  readonly folder: string;
  readonly #node: Node;

  constructor(folder: string, node: Node) {
    this.folder = folder;
    this.#node = node;
    mkdirSync(folder, { recursive: true });
  }

  /** Installs what is named, as `npm install` does for everybody. */
  install(dependencies: Readonly<Record<string, string>>): Ran {
    this.write("package.json", JSON.stringify({ private: true, type: "module", dependencies }));
    return this.run("npm", "install", "--engine-strict", "--no-audit", "--no-fund", "--loglevel=error");
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  run(command: string, ...args: readonly string[]): Ran {
    return this.runWith({}, command, ...args);
  }

  /** The same with more in the environment. */
  runWith(more: Readonly<Record<string, string>>, command: string, ...args: readonly string[]): Ran {
    const began = performance.now();
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.folder,
      env: { ...environmentOf(this.#node), ...more },
      encoding: "utf8",
      // Those two are scripts there.
      shell: process.platform === "win32" && ["npm", "npx"].includes(command),
    });
    return { ok: status === 0, text: `exit ${status}\n${stdout}${stderr}`, ms: performance.now() - began };
  }

  /** Bytes of all that was installed. */
  installedBytes(): number {
    const sizeOf = (path: string): number => {
      const stat = lstatSync(path);
      return stat.isDirectory()
        ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
        : stat.size;
    };
    return sizeOf(join(this.folder, "node_modules"));
  }
}
