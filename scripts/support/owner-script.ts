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
  // The program itself, as if it had been called so: terminal, signals and exit code are its business.
  process.argv.splice(2, Number.POSITIVE_INFINITY, "owner", verb, ...rest);
  await import(new URL("../../apps/cli/scripts/mvcrs.ts", import.meta.url).href);
}
