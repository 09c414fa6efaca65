import type { Noun } from "../../command.ts";
import { ownerCommands } from "./verbs.ts";
import { watchCommand } from "./watch.ts";

/** `mvcrs owner …`. */
export const ownerNoun: Noun = {
  name: "owner",
  describe: "Plan, simulate, carry out and watch owner operations on chain",
  verbs: [...ownerCommands, watchCommand],
};
