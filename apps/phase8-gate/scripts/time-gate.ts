// How long the gate takes beside starting Node at all: `pnpm exec node apps/phase8-gate/scripts/time-gate.ts`.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const cwd = fileURLToPath(new URL("../../../", import.meta.url));
const runs = 20;

function medianOf(args: readonly string[]): { median: number; slowest: number } {
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    if (spawnSync(process.execPath, args, { cwd }).status !== 0) throw new Error(`failed: ${args.join(" ")}`);
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return { median: times[runs / 2] ?? 0, slowest: times.at(-1) ?? 0 };
}

const bare = medianOf(["-e", "0"]);
const gate = medianOf([main]);
const show = ({ median, slowest }: typeof bare): string =>
  `median ${median.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`;
process.stdout.write(
  `node ${process.version}, ${runs} runs each\n  node -e 0    ${show(bare)}\n  phase8-gate  ${show(gate)}\n  ratio of the medians ${(gate.median / bare.median).toFixed(1)}\n`,
);
