// What a command takes: CPU time of all its threads, and the most memory it had. Wall time tells of the machine.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Usage {
  readonly cpuMs: number;
  readonly rssMb: number;
}

const preload = fileURLToPath(new URL("count-usage.ts", import.meta.url));
/** How often each command is run. */
export const rounds = Number(process.env["BENCH_ROUNDS"] ?? 3);

export interface Started {
  readonly stderr: () => string;
  readonly kill: () => void;
}

/** Runs a program of Node's once; `meanwhile` while it runs. */
async function runOnce(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  meanwhile?: (started: Started) => Promise<void>,
): Promise<Usage> {
  const file = `${folder}/usage.json`;
  const child = spawn(process.execPath, ["--import", preload, ...args], {
    env: { ...process.env, ...env, MVCRS_BENCH_USAGE: file },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said += String(text);
  });
  const ended = once(child, "exit");
  await meanwhile?.({ stderr: () => said, kill: () => child.kill("SIGINT") });
  const [status] = await ended;
  if (status !== 0) throw new Error(`${args.join(" ")}: ${said}`);
  return JSON.parse(readFileSync(file, "utf8")) as Usage;
}

/** The least of some runs: noise only ever adds. */
export async function usageOf(
  folder: string,
  args: (round: number) => readonly string[],
  {
    env = {},
    meanwhile,
    times = rounds,
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly meanwhile?: (started: Started) => Promise<void>;
    readonly times?: number;
  } = {},
): Promise<Usage> {
  let least: Usage = { cpuMs: Number.POSITIVE_INFINITY, rssMb: Number.POSITIVE_INFINITY };
  for (let round = 0; round < times; round++) {
    const used = await runOnce(folder, args(round), env, meanwhile);
    least = { cpuMs: Math.min(least.cpuMs, used.cpuMs), rssMb: Math.min(least.rssMb, used.rssMb) };
  }
  return least;
}
