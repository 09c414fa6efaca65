import { inspectRoot } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { editTokens } from "./edit-tokens.ts";

export const revokeCommand = defineCommand({
  command: "revoke <id>",
  describe: "End a token; a running service refuses it from its next request on",
  options: (yargs) => yargs.positional("id", { type: "string", demandOption: true, describe: "Its id" }),

  async run({ id }, context) {
    await inspectRoot(context);
    const { revoked } = await import("@mvcrs/service");
    await editTokens(context, (tokens) => revoked(tokens, id, context.clock()));
    return { json: { ok: true, id }, text: `${id} does not hold any more` };
  },
});
