import { defineCommand } from "../../command.ts";

export const workerCommand = defineCommand({
  command: "worker",
  describe: "Judge a share of the signals that wait in the database, one of several workers; until stopped",
  options: (yargs) =>
    yargs.option("log", {
      choices: ["text", "json"] as const,
      default: "text" as const,
      describe: "How it says on stderr what happens",
    }),
  // Loaded here: no other command waits for it.
  run: async (args, context) => (await import("./run-worker.ts")).runWorker(args, context),
});
