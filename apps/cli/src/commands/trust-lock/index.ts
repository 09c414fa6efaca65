import type { Noun } from "../../command.ts";
import { approveCommand } from "./approve.ts";
import { committeeCommand } from "./committee.ts";
import { engageCommand } from "./engage.ts";
import { releaseCommand } from "./release.ts";
import { statusCommand } from "./status.ts";

/** `mvcrs trust-lock …`. */
export const trustLockNoun: Noun = {
  name: "trust-lock",
  describe: "The lock that critical challenges engage",
  verbs: [statusCommand, engageCommand, approveCommand, releaseCommand, committeeCommand],
};
