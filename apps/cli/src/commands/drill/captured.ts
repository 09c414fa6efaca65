import type { Context } from "../../command.ts";
import type { Io } from "../../io.ts";

/** Runs this program's own command line and keeps what it prints. */
export async function captured(runCli: Context["runCli"], argv: readonly string[], io: Io) {
  let stdout = "";
  let stderr = "";
  const exitCode = await runCli(argv, {
    ...io,
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
  });
  return { exitCode, stdout, stderr };
}
