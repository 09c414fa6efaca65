import type { Noun } from "../../command.ts";
import { tickCommand } from "./tick.ts";

/** `mvcrs escalate …`. */
export const escalateNoun: Noun = {
  name: "escalate",
  describe: "The review clock",
  verbs: [tickCommand],
};
