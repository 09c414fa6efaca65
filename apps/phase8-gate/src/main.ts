#!/usr/bin/env node
import { hostname } from "node:os";
import { runCli } from "./cli.ts";

let outputFailed = false;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A closed pipe (`phase8-gate list | head`) gets no more output; the exit code still is the verdict.
  if (error.code === "EPIPE") return;
  if (!outputFailed) process.stderr.write(`error: cannot write standard output: ${error.message}\n`);
  outputFailed = true;
  // Not 1, which says that a guardrail broke.
  process.exitCode = 4;
});

const exitCode = await runCli(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  cwd: process.cwd(),
  env: process.env,
  clock: Date.now,
  hostname: hostname(),
  paintable: process.stdout.isTTY === true,
  interactive: process.stderr.isTTY === true,
  // Some terminals say 0 where they do not know.
  columns: process.stdout.columns || 80,
});
process.exitCode = outputFailed ? 4 : exitCode;
