import type { Noun } from "../../command.ts";
import { archiveCommand } from "./archive.ts";

/** `mvcrs incident …`. */
export const incidentNoun: Noun = {
  name: "incident",
  describe: "What is kept of an incident",
  verbs: [archiveCommand],
};
