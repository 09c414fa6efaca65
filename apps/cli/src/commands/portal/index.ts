import type { Noun } from "../../command.ts";
import { buildCommand } from "./build.ts";

export const portalNoun: Noun = {
  name: "portal",
  describe: "The operators' page",
  verbs: [buildCommand],
};
