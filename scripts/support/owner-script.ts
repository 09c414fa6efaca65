import { runCli } from "mvcrs";

interface Mapped {
  readonly verb: string;
  readonly rest: readonly string[];
  readonly problem?: string;
}

/** Runs the `mvcrs owner` command that a runbook script stands for, with the script's own options. */
export async function ownerScript(map: (argv: readonly string[]) => Mapped): Promise<void> {
  const { verb, rest, problem } = map(process.argv.slice(2));
  if (verb === "") {
    process.stderr.write(`error: ${problem ?? "no command"}\n`);
    process.exitCode = 2;
    return;
  }
  process.exitCode = await runCli(["owner", verb, ...rest], {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    // A question needs somebody who sees it and can answer it.
    interactive: process.stderr.isTTY === true && process.stdin.isTTY === true,
    columns: process.stderr.columns ?? 100,
    stdin: process.stdin,
    cwd: process.cwd(),
    env: process.env,
    clock: Date.now,
  });
}
