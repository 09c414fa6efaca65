import type { Noun } from "../../command.ts";
import { acceptCommand } from "./accept.ts";
import { muteCommand } from "./mute.ts";
import { unmuteCommand } from "./unmute.ts";

/** `mvcrs metrics …`. */
export const metricsNoun: Noun = {
  name: "metrics",
  describe: "Accept a new normal, mute a metric for a time",
  verbs: [acceptCommand, muteCommand, unmuteCommand],
};
