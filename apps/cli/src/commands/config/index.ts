import type { Noun } from "../../command.ts";
import { checkCommand } from "./check.ts";
import { diffCommand } from "./diff.ts";
import { schemaCommand } from "./schema.ts";

/** `mvcrs config …`. */
export const configNoun: Noun = {
  name: "config",
  describe: "The configuration",
  verbs: [checkCommand, diffCommand, schemaCommand],
};
