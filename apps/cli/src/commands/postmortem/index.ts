import type { Noun } from "../../command.ts";
import { checkCommand } from "./check.ts";
import { newCommand } from "./new.ts";

/** `mvcrs postmortem …`. */
export const postmortemNoun: Noun = {
  name: "postmortem",
  describe: "What happened, with proofs",
  verbs: [newCommand, checkCommand],
};
