// `pnpm soak:workers [seconds] [seed]`: two workers are killed, stopped past their lease and cut off, while four senders go on;
// afterwards what they judged is compared with what one run makes of the same lines. 120 seconds unless said.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { asked, startPostgres } from "@mvcrs/test-kit/postgres";
import { seeded } from "@mvcrs/test-kit/random";
import { bundle } from "./bundle.ts";
import { bundledMain } from "./is-fresh.ts";
import { problemsOf } from "./workers-soak/check.ts";
import { Crew } from "./workers-soak/crew.ts";
import { startSender } from "./workers-soak/senders.ts";

const [seconds = "120", seed = "1"] = process.argv.slice(2);
await bundle();
const random = seeded(Number(seed));
const among = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const folder = mkdtempSync(join(tmpdir(), "mvcrs-workers-"));
const server = await startPostgres();
const url = server.url();

const mvcrs = (root: string, ...args: readonly string[]): void => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundledMain, ...args, "--root", root], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`mvcrs ${args.join(" ")}: ${status} ${stdout}${stderr}`);
};
const config = JSON.stringify({
  // Which of two challenges locks hangs on the order between metrics, which workers do not keep.
  max_auto_trust_locks_per_day: 0,
  metrics: { "*": { target: 5, tolerance: 0.01 } },
});
const rootAt = (name: string, ...args: readonly string[]): string => {
  const root = join(folder, name);
  mvcrs(root, "init", ...args);
  writeFileSync(join(root, "state/mvcrs_config.json"), config);
  return root;
};
const roots = [rootAt("one", "--store", url), rootAt("two", "--store", url)];
const [row] = await asked(url, "select log from mvcrs.head");
const origin = String(row?.["log"]);

let over = false;
const crew = new Crew(roots);
const senders = ["ann", "bob", "cid", "dan"].map((name, i) =>
  startSender(name, { url, origin }, seeded(Number(seed) * 10 + i), () => over),
);
const faults: Readonly<Record<string, () => Promise<void>>> = {
  killed: async () => void among(crew.all)?.kill("SIGKILL"),
  "both killed": async () => crew.all.forEach((child) => void child.kill("SIGKILL")),
  "stopped past its lease": async () => {
    const child = among(crew.all);
    child?.kill("SIGSTOP");
    await pause(3_000);
    child?.kill("SIGCONT");
  },
  "told to end": async () => void among(crew.all)?.kill("SIGTERM"),
  "sessions ended": async () =>
    void (await asked(
      url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mvcrs'",
    )),
  "server restarted": async () => {
    await server.stop();
    await server.start();
  },
};
const played = new Map<string, number>();
for (const end = performance.now() + Number(seconds) * 1000; performance.now() < end; ) {
  await pause(1_000 + 4_000 * random());
  const [name, play] = among(Object.entries(faults));
  await play();
  played.set(name, (played.get(name) ?? 0) + 1);
}
over = true;
await Promise.all(senders.map(({ ended }) => ended));
while (Number((await asked(url, "select count(*)::int as n from mvcrs.signal"))[0]?.["n"]) > 0)
  await pause(200);
const codes = await crew.end();
for (const root of roots) mvcrs(root, "chain", "verify");

const alone = rootAt("alone");
const lines = senders.flatMap((sender) => sender.lines);
writeFileSync(join(folder, "signals.jsonl"), `${lines.join("\n")}\n`);
mvcrs(alone, "run", "--signals", join(folder, "signals.jsonl"));
const unusable = senders.reduce((sum, sender) => sum + sender.unusable, 0);
const { series, events, problems } = await problemsOf(url, alone, roots, { unusable });

for (const [name, times] of [...played].sort())
  process.stdout.write(`${String(times).padStart(5)}  ${name}\n`);
process.stdout.write(
  `${lines.length} lines accepted, ${unusable} of no use; ${series} series, ${events} events; ${crew.starts} starts, the last ended with ${codes.join(", ")}\n`,
);
for (const failure of crew.failures.slice(0, 5)) process.stdout.write(`a worker ended: ${failure}\n`);
for (const problem of problems.slice(0, 20)) process.stdout.write(`WRONG: ${problem}\n`);
process.stdout.write(problems.length === 0 ? "nothing is wrong\n" : `${problems.length} things are wrong\n`);
if (problems.length === 0) rmSync(folder, { recursive: true, force: true });
else process.stdout.write(`it is all in ${folder}\n`);
await server[Symbol.asyncDispose]();
process.exit(problems.length === 0 && codes.every((code) => code === 0) ? 0 : 1);
