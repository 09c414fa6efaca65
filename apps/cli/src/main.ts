import { runCli } from "./cli.ts";

/** What to end where nobody reads any more, as commands that run for ever end themselves for a signal. */
const running: AbortController[] = [];
let outputFailed = false;

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") {
    // A closed pipe (`mvcrs … | head`) gets no more output; the exit code still says what was found.
    for (const controller of running) controller.abort();
    return;
  }
  if (!outputFailed) process.stderr.write(`error: cannot write standard output: ${error.message}\n`);
  outputFailed = true;
  // Not 1, which says that something was found; nor 0, since the caller did not get the result.
  process.exitCode = 4;
});
process.stderr.on("error", () => {
  // Nowhere is left to say so.
});

let hangupStops = true;

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  running.push(controller);
  // A second signal ends the program at once, since the handler is gone by then.
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  if (hangupStops) process.once("SIGHUP", () => controller.abort());
  return controller.signal;
}

function onHangup(listener: () => void): void {
  hangupStops = false;
  process.on("SIGHUP", listener);
}

// No `await` at this level: the bundle is of CommonJS, whose compiled code can be kept.
void runCli(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  paintable: process.stdout.isTTY === true,
  // Some terminals say 0 where they do not know.
  columns: process.stderr.columns || 80,
  stopSignal,
  onHangup,
  stdin: process.stdin,
  cwd: process.cwd(),
  env: process.env,
  clock: Date.now,
}).then((exitCode) => {
  process.exitCode = outputFailed ? 4 : exitCode;
});
