import { capturedOutput } from "@mvcrs/test-kit";
import { runCli } from "../../src/cli.ts";
import type { Io } from "../../src/io.ts";

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as the one JSON document that `--json` promises. */
  json(): Record<string, unknown>;
}

/** Runs one command line in this process, in the folder `cwd`. */
export async function mvcrs(cwd: string, argv: readonly string[], io: Partial<Io> = {}): Promise<Ran> {
  const { said, io: streams } = capturedOutput();
  const exitCode = await runCli(argv, {
    ...streams,
    interactive: false,
    columns: 100,
    stopSignal: () => new AbortController().signal,
    onHangup: () => undefined,
    stdin: (async function* () {})(),
    cwd,
    env: {},
    clock: () => Date.parse("2026-11-22T00:00:00.000Z"),
    ...io,
  });
  return { exitCode, ...said, json: () => JSON.parse(said.stdout) };
}
