import type { Noun } from "../../command.ts";
import { checkCommand } from "./check.ts";
import { plotCommand } from "./plot.ts";
import { ratesCommand } from "./rates.ts";

/** `mvcrs telemetry …`. */
export const telemetryNoun: Noun = {
  name: "telemetry",
  describe: "The daily check, rates and plots of challenges",
  verbs: [checkCommand, ratesCommand, plotCommand],
};
