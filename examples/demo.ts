// `pnpm demo`: the main job on the shipped example, step by step, in a temporary folder.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const mvcrs = fileURLToPath(new URL("../apps/cli/dist/main.js", import.meta.url));
const signals = join(here, "governance-signals.jsonl");

const root = mkdtempSync(join(tmpdir(), "mvcrs-demo-"));
mkdirSync(join(root, "state"));
cpSync(join(here, "mvcrs_config.json"), join(root, "state", "mvcrs_config.json"));

function step(title: string, ...args: readonly string[]): string {
  const shown = args.map((arg) => (arg === signals ? relative(process.cwd(), signals) : arg));
  process.stdout.write(`\n── ${title}\n$ mvcrs ${shown.join(" ")}\n\n`);
  const ran = spawnSync(process.execPath, [mvcrs, ...args, "--root", root], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.stdout.write(ran.stdout);
  if (ran.status !== 0) {
    process.stderr.write(`demo: mvcrs ended with exit code ${ran.status}\n`);
    process.exit(1);
  }
  return ran.stdout;
}

step("1. Judge a fortnight of governance signals", "run", "--signals", signals);
const listed = step("2. What is open", "challenges", "list");
const worst = listed.split("\n").find((line) => / critical /.test(line));
if (worst === undefined) {
  process.stderr.write("demo: the example is known to hold a critical challenge, and none was found\n");
  process.exit(1);
}
step("3. The worst of them", "challenges", "show", worst.split(" ", 1)[0] ?? "");
step("4. The same input again: nothing is counted twice", "run", "--signals", signals);
step("5. Has anybody touched the log?", "chain", "verify");
process.stdout.write(`\nEverything it wrote is in ${root}; README.md says what is what.\n`);
