import type { Noun } from "../../command.ts";
import { freezeCommand } from "./freeze.ts";
import { resumeCommand } from "./resume.ts";
import { runCommand } from "./run.ts";
import { statusCommand } from "./status.ts";

/** `mvcrs orchestrator …`. */
export const orchestratorNoun: Noun = {
  name: "orchestrator",
  describe: "Run rounds, stop them, go on",
  verbs: [runCommand, freezeCommand, resumeCommand, statusCommand],
};
