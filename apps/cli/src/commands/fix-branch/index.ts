import type { Noun } from "../../command.ts";
import { checkCommand } from "./check.ts";
import { openCommand } from "./open.ts";

/** `mvcrs fix-branch …`. */
export const fixBranchNoun: Noun = {
  name: "fix-branch",
  describe: "A branch to fix what broke",
  verbs: [checkCommand, openCommand],
};
