import type { Noun } from "../../command.ts";
import { reconcileCommand } from "./reconcile.ts";
import { showCommand } from "./show.ts";

/** `mvcrs scoreboard …`. */
export const scoreboardNoun: Noun = {
  name: "scoreboard",
  describe: "How agents stand, compared with the chain",
  verbs: [showCommand, reconcileCommand],
};
