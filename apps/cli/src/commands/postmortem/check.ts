import { resolve } from "node:path";
import { checkPostmortem, readLedger } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";

export const checkCommand = defineCommand({
  command: "check <file>",
  describe: "Say which sections of a postmortem are still empty, and whether its proofs hold",
  options: (yargs) =>
    yargs.positional("file", { type: "string", demandOption: true, describe: "The postmortem" }),

  async run(args, context) {
    const { files, paths, io } = context;
    const text = await files.read(resolve(io.cwd, args.file));
    if (text === null)
      throw cliErrors.create("FILE_MISSING", {
        file: args.file,
        hint: "`mvcrs postmortem new --out FILE` writes one.",
      });
    const leafHashes = new Map<number, string>();
    await using log = await readLedger(paths);
    for await (const { seq, leafHash } of log.entries()) leafHashes.set(seq, leafHash);
    const report = checkPostmortem(text, (seq) => leafHashes.get(seq));
    return {
      json: report,
      text: report.ok
        ? "complete, and every proof holds"
        : [
            ...report.missing.map((section) => `missing section: ${section}`),
            ...report.empty.map((section) => `empty section: ${section}`),
            ...report.evidence,
          ].join("\n"),
      exitCode: report.ok ? 0 : 1,
    };
  },
});
