import { type Command, defineCommand } from "../command.ts";
import type { Commands } from "../words/catalogue.ts";
import { completionScript, shells } from "../words/completion.ts";

/** `mvcrs completion`, which knows of every command. */
export const completionCommand = (known: () => Commands): Command =>
  defineCommand({
    command: "completion <shell>",
    describe: "Print what teaches a shell to complete mvcrs: bash, zsh or fish",
    options: (yargs) =>
      yargs.positional("shell", { choices: shells, demandOption: true, describe: "bash, zsh or fish" }),
    async run({ shell }) {
      const script = completionScript(shell, known());
      return { json: { ok: true, shell, script }, text: script.trimEnd() };
    },
  });
