// How a command starts: the bundle beside the compiled modules one by one, and beside a Node that does nothing. CPU
// seconds, user and system, as the process itself counts them when it ends.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundledMain } from "../apps/cli/scripts/is-fresh.ts";

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 10);
const folder = mkdtempSync(join(tmpdir(), "mvcrs-bench-start-"));
const usage = join(folder, "usage.json");
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const programs = {
  bundle: [bundledMain],
  modules: [at("../apps/cli/dist/main.js")],
} as const;

// Of CommonJS and without types, so that it costs next to nothing: each run bears it alike.
const counter = join(folder, "count.cjs");
writeFileSync(
  counter,
  `process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    require("node:fs").writeFileSync(process.env.MVCRS_BENCH_USAGE, String((user + system) / 1000));
  });`,
);

/** CPU milliseconds and wall milliseconds of one run. */
function run(args: readonly string[]): readonly [cpu: number, wall: number] {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--require", counter, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, MVCRS_BENCH_USAGE: usage },
  });
  const wall = performance.now() - from;
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
  return [Number(readFileSync(usage, "utf8")), wall];
}

/** The least of each of some runs, taken in turn so that what the machine does meanwhile is shared: noise only ever adds. */
function least(commands: readonly (readonly string[])[]): readonly (readonly [cpu: number, wall: number])[] {
  const best = commands.map(() => [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [number, number]);
  // The first one compiles, and is kept.
  for (let round = 0; round <= rounds; round++)
    for (const [index, command] of commands.entries()) {
      const [cpu, wall] = run(command);
      const of = best[index];
      if (of !== undefined && round > 0) best[index] = [Math.min(of[0], cpu), Math.min(of[1], wall)];
    }
  return best;
}

try {
  run([bundledMain, "init"]);
  process.stdout.write(`CPU and wall clock in ms, least of ${rounds} runs\n`);
  for (const line of ["--version", "--help", "challenges list", "owner pause --help"]) {
    const args = line.split(" ");
    const [nothing = [0, 0], bundle = [0, 0], modules = [0, 0]] = least([
      ["-e", "0"],
      [...programs.bundle, ...args],
      [...programs.modules, ...args],
    ]);
    const figures = ([cpu, wall]: readonly [number, number]) =>
      `${cpu.toFixed(0).padStart(4)} CPU ${wall.toFixed(0).padStart(4)} wall`;
    process.stdout.write(
      `mvcrs ${line}\n` +
        `  node -e 0          ${figures(nothing)}\n` +
        `  bundle             ${figures(bundle)}   ${(bundle[0] / nothing[0]).toFixed(1)} times node -e 0\n` +
        `  compiled modules   ${figures(modules)}   the bundle takes ${(bundle[0] / modules[0]).toFixed(2)} of it\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
