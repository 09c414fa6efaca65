import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { constants, Script } from "node:vm";
import { keepCompiled, readCompiled } from "./compiled.ts";

/** A bundle of CommonJS files. */
export interface Bundle {
  readonly folder: string;
  /** The file that runs the program. */
  readonly main: string;
  /** Where to keep what is compiled: only who may write the program may write there. */
  readonly compiledFolder: string;
  /** The command line, without Node and the program. */
  readonly argv: readonly string[];
}

/**
 * Runs a bundle with the code that V8 compiled in earlier runs of the same command, and keeps what this one compiles: a
 * quarter of the work of an owner operation would be compiling. Node's own cache (`module.enableCompileCache`) has a file
 * as it is before it runs, without the functions in it, and Node 20 has none. Where nothing can be read or kept, the
 * program runs as it would without. `NODE_DISABLE_COMPILE_CACHE=1` turns it off, as it does Node's.
 */
export function launch({ folder, main, compiledFolder, argv }: Bundle): void {
  const off = (process.env["NODE_DISABLE_COMPILE_CACHE"] ?? "") !== "";
  // The program and the engine by name; what V8 refuses besides (its flags, say) it compiles.
  const path = join(compiledFolder, `${wordsOf(argv)}.${main}.${process.arch}.${process.versions.v8}`);
  const compiled = off ? { code: new Map<string, Buffer>(), runs: [] } : readCompiled(path);
  const scripts = new Map<string, Script>();
  const modules = new Map<string, { exports: unknown }>();
  let refused = false;
  let added = false;

  const requireFile = createRequire(join(folder, main));
  const require = (specifier: string): unknown =>
    specifier.startsWith("./") ? load(specifier.slice(2)) : requireFile(specifier);
  function load(name: string): unknown {
    const loaded = modules.get(name);
    if (loaded !== undefined) return loaded.exports;
    const module: { exports: unknown } = { exports: {} };
    modules.set(name, module);
    const filename = join(folder, name);
    const cachedData = compiled.code.get(name);
    const script = new Script(`(function (${parameters}) {${readFileSync(filename, "utf8")}\n})`, {
      filename,
      ...(cachedData === undefined ? {} : { cachedData }),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    scripts.set(name, script);
    if (cachedData === undefined) added = true;
    else if (script.cachedDataRejected !== false) refused = true;
    script.runInThisContext()(module.exports, require, module, filename, folder);
    return module.exports;
  }

  const onExit = () => {
    const run = `${flagsOf(argv)} ${process.exitCode ?? 0}`;
    // Another set of options or another outcome goes through other functions.
    const isNew = !compiled.runs.includes(run) && compiled.runs.length < mostRuns;
    if (!refused && !added && !isNew) return;
    try {
      const now = [...scripts].map(([name, script]) => [name, script.createCachedData()] as const);
      // A file that only some runs load stays for them.
      const code = new Map(refused ? now : [...compiled.code, ...now]);
      keepCompiled(path, { code, runs: refused ? [run] : [...new Set([...compiled.runs, run])] });
    } catch {
      // Read-only, full, gone: the program has done what it was started for.
    }
  };
  if (!off) process.once("exit", onExit);
  load(main);
}

/** As Node gives them to a file of CommonJS. */
const parameters = "exports, require, module, __filename, __dirname";

const mostRuns = 64;

/** `owner-pause`: the first two words of a command line that are words of a command. */
const wordsOf = (argv: readonly string[]): string =>
  argv
    .slice(0, 2)
    .filter((word) => /^[a-z][a-z-]{0,19}$/.test(word))
    .join("-");

/** The names of the options, without their values. */
const flagsOf = (argv: readonly string[]): string =>
  [...new Set(argv.flatMap((word) => /^--[a-z-]{1,30}/.exec(word) ?? []))].sort().join(" ");
