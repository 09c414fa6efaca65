import { resolve } from "node:path";
import { loadConfig } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";

export const checkCommand = defineCommand({
  command: "check [file]",
  describe: "Check a configuration; lists every problem with its path (default: the root's own)",
  options: (yargs) => yargs.positional("file", { type: "string", describe: "The configuration" }),

  async run(args, { io, files, paths }) {
    const path = args.file === undefined ? paths.config : resolve(io.cwd, args.file);
    const config = await loadConfig(files, path);
    if (config === null)
      throw cliErrors.create("FILE_MISSING", { file: path, hint: "Write one with `mvcrs init`." });
    return { json: { ok: true, config }, text: `${path} is valid` };
  },
});
