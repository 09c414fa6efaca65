import type { Noun } from "../../command.ts";
import { dropCommand } from "./drop.ts";
import { listCommand } from "./list.ts";
import { retryCommand } from "./retry.ts";

/** `mvcrs aside …`. */
export const asideNoun: Noun = {
  name: "aside",
  describe: "Signals that were taken and that judging failed at, where the log is in a database",
  verbs: [listCommand, retryCommand, dropCommand],
};
