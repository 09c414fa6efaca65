// A root with the example's declarations and signals, as both pictures show it: the same every time.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const checkout = fileURLToPath(new URL("../../", import.meta.url));
const now = "2026-11-15T08:00:00.000Z";

export interface ExampleRoot {
  readonly folder: string;
  /** What a terminal of 80 columns would show of a command, colours and all. */
  run(...argv: string[]): string;
}

export function exampleRoot(): ExampleRoot {
  const folder = mkdtempSync(join(tmpdir(), "mvcrs-picture-"));
  copyFileSync(join(checkout, "examples/governance-signals.jsonl"), join(folder, "signals.jsonl"));
  const run = (...argv: string[]): string => {
    const { stdout, stderr, error } = spawnSync(join(checkout, "mvcrs"), [...argv, "--now", now], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, FORCE_COLOR: "1", NO_COLOR: "", MVCRS_ROOT: folder, MVCRS_ACTOR: "on-call" },
    });
    if (error !== undefined) throw error;
    return stderr + stdout;
  };
  run("init");
  copyFileSync(join(checkout, "examples/mvcrs_config.json"), join(folder, "state/mvcrs_config.json"));
  return { folder, run };
}
