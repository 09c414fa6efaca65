import { type Command, defineCommand } from "../command.ts";
import type { Commands } from "../words/catalogue.ts";
import { examples } from "../words/examples.ts";
import { manPage, markdownReference } from "../words/reference.ts";

/** `mvcrs man`, which knows of every command. */
export const manCommand = (known: () => Commands): Command =>
  defineCommand({
    command: "man",
    describe: "Print the manual: every command with its options and examples, for `man -l -`",
    options: (yargs) =>
      yargs.option("markdown", { type: "boolean", default: false, describe: "As Markdown" }),
    async run({ markdown }) {
      const make = markdown ? markdownReference : manPage;
      const page = make(known(), examples);
      return { json: { ok: true, page }, text: page.trimEnd() };
    },
  });
