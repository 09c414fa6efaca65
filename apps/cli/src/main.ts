#!/usr/bin/env node
import { runCli } from "./cli.ts";

// A closed pipe (`mvcrs … | head`) ends the program quietly, as other tools do.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  // A second signal ends the program at once, since the handler is gone by then.
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  // Some terminals say 0 where they do not know.
  columns: process.stderr.columns || 100,
  stopSignal,
  stdin: process.stdin,
  cwd: process.cwd(),
  env: process.env,
  clock: Date.now,
});
