import { spawn } from "node:child_process";

export interface GitResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git with arguments, never through a shell. Passed in, so that tests can watch and break it. */
export type Git = (
  args: readonly string[],
  options?: { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> },
) => Promise<GitResult>;

/** The machine's git, in a folder. Without git on the machine the exit code is 127, as a shell would. */
export function gitIn(folder: string): Git {
  return (args, { input, env } = {}) =>
    new Promise((resolve) => {
      // The messages are read by us: in English, whatever the operator's language.
      const child = spawn("git", args, { cwd: folder, env: { ...process.env, LC_ALL: "C", ...env } });
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
      child.stdin.on("error", () => {
        // git may end before it has read everything; its exit code says why.
      });
      child.on("error", (error) => resolve({ code: 127, stdout: "", stderr: error.message }));
      child.on("close", (code) =>
        resolve({
          code: code ?? 1,
          stdout: Buffer.concat(out).toString("utf8").trimEnd(),
          stderr: Buffer.concat(err).toString("utf8").trim(),
        }),
      );
      child.stdin.end(input);
    });
}
