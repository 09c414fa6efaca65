import type { Noun } from "../../command.ts";
import { createCommand } from "./create.ts";
import { listCommand } from "./list.ts";
import { revokeCommand } from "./revoke.ts";

/** `mvcrs tokens …`. */
export const tokensNoun: Noun = {
  name: "tokens",
  describe: "Who may send signals to the service, and who may act through it",
  verbs: [createCommand, listCommand, revokeCommand],
};
